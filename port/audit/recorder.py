"""`record` writes one row of the record, in the transaction of the act that it tells of: no record, no act."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol

from django.db import DatabaseError, models, transaction
from django.utils import timezone

from port.audit.chain import verify
from port.audit.context import origin, request_id
from port.audit.enums import Act, Result
from port.audit.facts import checked
from port.audit.models import WITH_RESULT, AuditRecord
from port.database import first_one_locked
from port.measures import ACTS, count_when_committed

logger = logging.getLogger(__name__)

_kept_back: ContextVar[list[AuditRecord] | None] = ContextVar("kept_back", default=None)


class Actor(Protocol):
    """Somebody who acts: an account, or a part of the system itself."""

    @property
    def pk(self) -> Any: ...

    @property
    def role_name(self) -> str: ...


class SystemActor:
    """The clock, the worker, or a stranger who has no account yet."""

    pk = None

    def __init__(self, role_name: str) -> None:
        self.role_name = role_name


APPLICANT = SystemActor("applicant")
CLOCK = SystemActor("clock")
OPERATOR = SystemActor("operator")


@contextmanager
def recorded_together() -> Iterator[None]:
    """What is recorded in between is written at its end, in that order and in one go, so that an act of several parts
    takes the lock of the audit once and keeps it briefly. What raises has recorded nothing.

    Inside the transaction of the act. Within another one, the outermost writes.
    """
    outer, own = _kept_back.get(), list[AuditRecord]()
    token = _kept_back.set(own)
    try:
        yield
    finally:
        _kept_back.reset(token)
    if outer is None:
        _write(own)
    else:
        outer.extend(own)


def record(
    act: Act,
    *,
    about: models.Model,
    by: Actor,
    acting_company_id: int | None = None,
    facts: Mapping[str, Any] | None = None,
    result: Result = Result.DONE,
) -> AuditRecord:
    """Write the record of an act. Call it last: from here to the commit, acts pass one at a time.

    Within `recorded_together` the row is written at the end of that, and has no number yet.
    `facts` holds codes, states and ids, never personal data. Raises `TransactionManagementError` outside a transaction,
    `NotACode` for facts that may be a person's words or number, and `DatabaseError` when nothing can be written.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("An act is recorded in the transaction that does it.")
    row = AuditRecord(
        act=act,
        actor_id=by.pk,
        actor_role=by.role_name,
        acting_company_id=acting_company_id,
        object_type=about._meta.label_lower,
        object_id=str(about.pk),
        facts=checked(facts or {}),
        result=result,
        origin=origin.get(),
        request_id=request_id.get(),
        seal=WITH_RESULT,
    )
    if (waiting := _kept_back.get()) is not None:
        waiting.append(row)
    else:
        _write([row])
    return row


def _write(rows: list[AuditRecord]) -> None:
    """Each behind the one before it, the first behind the last of all; from here to the commit nobody else can."""
    if not rows:
        return
    last = first_one_locked("audit", AuditRecord.objects.order_by("-id").values_list("hash", flat=True)) or ""
    for row in rows:
        row.at, row.previous_hash = timezone.now(), last
        row.hash = last = row.sealed()
    try:
        _insert(rows)
    except DatabaseError:
        logger.critical("%s cannot be recorded, so it is not done", ", ".join(row.act for row in rows))
        raise
    for row in rows:
        count_when_committed(ACTS.labels(Act(row.act).value, Result(row.result).value))


def _insert(rows: list[AuditRecord]) -> None:
    if len(rows) == 1:
        rows[0].save(force_insert=True)
    else:
        AuditRecord.objects.bulk_create(rows)


def broken_links() -> list[int]:
    """Ids of the rows whose seal or whose link to the row before does not hold; an empty list is an intact chain."""
    return verify().broken
