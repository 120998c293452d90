"""One proof by a second factor: counted before it is looked at, and held after too many failures (V-35)."""

from collections.abc import Callable
from datetime import datetime
from enum import Enum

from django.db import transaction
from django.db.models import TextChoices
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from port.accounts.letters import post_account_held
from port.accounts.models import SignInCount, User
from port.audit.enums import Act, Result
from port.audit.recorder import record
from port.database import locked
from port.options import options


class Way(TextChoices):
    """By what somebody proves to be the holder, as the record names it."""

    TOTP = "totp", _("驗證器 App")
    PASSKEY = "passkey", _("通行密鑰")
    RECOVERY_CODE = "recovery_code", _("備用碼")


class Answer(Enum):
    PASSED = "passed"
    WRONG = "wrong"
    HELD = "held"
    """Too many failures: nothing was looked at, right or wrong."""


class Fault(TextChoices):
    """Why a proof does not hold, for the record."""

    WRONG = "wrong", _("不正確")
    COPY = "copy", _("疑似複製的通行密鑰")


@transaction.atomic
def try_factor(user: User, *, way: Way, look: Callable[[User], Fault | None], at: datetime) -> Answer:
    """Ask `look`, under the lock of the account, what is wrong with the proof; nothing is asked while the account is held.

    The hold is the account's own, apart from the one of its password, and counts every way together.
    """
    user = locked(User.objects.filter(pk=user.pk)).get()
    count, _created = SignInCount.objects.get_or_create(name_hash=_key(user))
    if count.held_until and at < count.held_until:
        record(Act.FACTOR_FAILED, about=user, by=user, facts={"way": way}, result=Result.REFUSED)
        return Answer.HELD
    fault = look(user)
    if fault is None:
        count.delete()
        record(Act.FACTOR_PASSED, about=user, by=user, facts={"way": way})
        return Answer.PASSED
    _count_failure(count, at=at)
    if count.held_until:
        post_account_held(user, until=count.held_until, at=at, at_factor=True)
    record(Act.FACTOR_FAILED, about=user, by=user, facts={"way": way, "why": fault}, result=Result.FAILED)
    if count.held_until:
        record(Act.ACCOUNT_HELD, about=user, by=user, facts={"way": way})
    return Answer.WRONG


def _count_failure(count: SignInCount, *, at: datetime) -> None:
    """The failure that fills the measure holds the account; one after a hold is the first of a new measure."""
    count.failures = 1 if count.held_until else count.failures + 1
    count.held_until = at + options().login_hold if count.failures >= options().factor_tries else None
    count.updated_at = at
    count.save(update_fields=["failures", "held_until", "updated_at"])


def held_until(user: User, *, at: datetime) -> datetime | None:
    """Until when no proof is looked at."""
    count = SignInCount.objects.filter(name_hash=_key(user), held_until__gt=at).first()
    return count.held_until if count else None


def _key(user: User) -> str:
    """Keyed, so that no account name that a stranger types at the login counts here."""
    return salted_hmac("port.accounts.factor_tries", str(user.pk), algorithm="sha256").hexdigest()
