"""The job that keeps the periods of `retention.py`. Each row that goes leaves a tombstone in the record (P-13)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Model, ProtectedError

from port.audit.enums import Act
from port.audit.recorder import CLOCK, record
from port.database import locked
from port.upkeep.retention import PERIODS, Period

AT_ONCE = 200
"""Rows of one table per turn, so that what is due for a letter need not wait; the rest goes with the next turn."""


def keep_periods(*, at: datetime) -> int:
    """Remove what has been kept long enough; how many rows went. What something else still needs stays until it does not."""
    return sum(_keep(period, at=at) for period in PERIODS)


def _keep(period: Period, *, at: datetime) -> int:
    over = period.rows().filter(**{f"{period.since}__lt": at - period.keep}).order_by(period.since, "pk")
    return sum(_remove(period, key) for key in over.values_list("pk", flat=True)[:AT_ONCE])


def _remove(period: Period, key: object) -> bool:
    try:
        with transaction.atomic():
            row: Model | None = locked(period.rows().filter(pk=key)).first()
            if row is None:
                return False
            tombstone = row.__class__(pk=row.pk)
            period.remove(row)
            record(Act.RETENTION_REMOVED, about=tombstone, by=CLOCK, facts={"rule": f"{period.keep.days} days"})
    except ProtectedError:
        return False
    return True
