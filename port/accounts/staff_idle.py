"""Staff accounts that nobody uses: a letter after 150 days, the end after 180 (A-03)."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet

from port.accounts.enums import StaffEnding
from port.accounts.models import User
from port.accounts.roster import idle_since
from port.accounts.staff import switch_off
from port.accounts.staff_guards import StaffRefusal, take_turns
from port.accounts.staff_letters import post_idle
from port.audit.enums import Act
from port.audit.recorder import CLOCK, record
from port.database import locked
from port.options import options


def end_idle_staff(at: datetime) -> None:
    """End who was warned and has not come; warn, once for each silence, who has not come for long.

    The last account that can manage staff stays open, since nobody could open it again from within.
    """
    for key in _over(at).values_list("pk", flat=True):
        try:
            _end(key, at=at)
        except StaffRefusal:
            continue
    for key in _late(at).values_list("pk", flat=True):
        _warn(key, at=at)


def _over(at: datetime) -> QuerySet[User]:
    return idle_since(at - options().staff_idle_end)


def _late(at: datetime) -> QuerySet[User]:
    """Silent for long and not told yet; who never joined is told nothing, since there is no way in to keep open."""
    untold = Q(idle_warned_at__isnull=True) | Q(idle_warned_at__lt=F("alive_at"))
    return idle_since(at - options().staff_idle_warning).filter(untold, email_verified_at__isnull=False)


@transaction.atomic
def _end(key: int, *, at: datetime) -> None:
    take_turns()
    account = locked(_over(at).filter(pk=key)).first()
    if account:
        switch_off(account, reason=StaffEnding.IDLE, by=CLOCK)


@transaction.atomic
def _warn(key: int, *, at: datetime) -> None:
    account = locked(_late(at).filter(pk=key)).first()
    if account is None:
        return  # came in this very moment
    account.idle_warned_at = at
    account.save(update_fields=["idle_warned_at"])
    post_idle(account, alive_at=account.alive_at, at=at)  # type: ignore[attr-defined]
    record(Act.STAFF_IDLE_WARNED, about=account, by=CLOCK)
