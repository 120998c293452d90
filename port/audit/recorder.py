"""`record` writes one row of the record, in the transaction of the act that it tells of: no record, no act."""

import logging
from collections.abc import Mapping
from typing import Any, Protocol

from django.db import DatabaseError, models, transaction

from port.audit.chain import verify
from port.audit.context import origin, request_id
from port.audit.enums import Act, Result
from port.audit.facts import checked
from port.audit.models import WITH_RESULT, AuditRecord
from port.database import lock_until_commit
from port.measures import ACTS, count_when_committed

logger = logging.getLogger(__name__)


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

    `facts` holds codes, states and ids, never personal data. Raises `TransactionManagementError` outside a transaction,
    `NotACode` for facts that may be a person's words or number, and `DatabaseError` when nothing can be written.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("An act is recorded in the transaction that does it.")
    lock_until_commit("audit")
    last = AuditRecord.objects.order_by("-id").values_list("hash", flat=True).first()
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
        previous_hash=last or "",
    )
    row.hash = row.sealed()
    try:
        row.save(force_insert=True)
    except DatabaseError:
        logger.critical("%s cannot be recorded, so it is not done", act.value)
        raise
    count_when_committed(ACTS.labels(act.value, result.value))
    return row


def broken_links() -> list[int]:
    """Ids of the rows whose seal or whose link to the row before does not hold; an empty list is an intact chain."""
    return verify().broken
