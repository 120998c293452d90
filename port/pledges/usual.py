"""How long an answer usually takes, as everybody is told it: counted by the worker, read by pages."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from port.pledges.models import UsualWaiting

FRESH = timedelta(days=1)
"""It is counted anew each hour. When that has not happened for a day, old numbers are told to nobody."""


@dataclass(frozen=True, kw_only=True)
class Usual:
    """Half of the answers took no longer than `median`, nine of ten no longer than `most`, in working time."""

    median: timedelta
    most: timedelta
    decided: int
    computed_at: datetime


def usual_waiting() -> Usual | None:
    """What was counted last; None when it is not known, because little was decided of late or the worker stands still."""
    row = UsualWaiting.objects.filter(computed_at__gt=timezone.now() - FRESH).first()
    if row is None:
        return None
    return Usual(
        median=timedelta(seconds=row.median_seconds),
        most=timedelta(seconds=row.most_seconds),
        decided=row.decided,
        computed_at=row.computed_at,
    )


@transaction.atomic
def publish_usual_waiting(*, median: timedelta, most: timedelta, decided: int, at: datetime) -> UsualWaiting:
    """From now on people are told this. What is no longer told to anybody goes, so that the newest is found at once.

    Raises `IntegrityError` when nothing was decided, or the median is longer than what most waited.
    """
    UsualWaiting.objects.filter(computed_at__lte=at - FRESH).delete()
    return UsualWaiting.objects.create(
        computed_at=at,
        decided=decided,
        median_seconds=int(median.total_seconds()),
        most_seconds=int(most.total_seconds()),
    )
