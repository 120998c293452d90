"""Five wrong passwords hold an account name for fifteen minutes (A-40), the same for names that do not exist."""

from datetime import datetime, timedelta
from enum import IntEnum

from django.db import transaction
from django.db.models import Q
from django.utils.crypto import salted_hmac

from port.accounts.letters import post_account_held
from port.accounts.models import SignInCount, User
from port.audit.enums import Act, Result
from port.audit.recorder import SystemActor, record
from port.database import locked
from port.language import Language
from port.letters.enums import LetterKind
from port.letters.language import written_in
from port.letters.workflow import compose
from port.options import options
from port.taiwan.dates import told_datetime

KEPT = timedelta(days=1)
"""A row that nobody tried for so long holds nobody any more: forgetting it gives a guesser four tries a day."""

STRANGER = SystemActor("stranger")
"""Who gave a wrong password: nobody knows."""


class Try(IntEnum):
    """What a try is, before its password is looked at; of a held name none may be looked at, which counts as false."""

    HELD = 0
    COUNTED = 1
    LAST = 2
    """It has set the hold, which is lifted should its password turn out to be right."""


@transaction.atomic
def count_try(username: str, *, at: datetime) -> Try:
    """Count a try before its password is looked at, so that fifty parallel tries evaluate at most five passwords."""
    row = locked(SignInCount.objects.filter(name_hash=_hashed(username)))
    count = row.first()
    if count is None:
        SignInCount.objects.bulk_create([SignInCount(name_hash=_hashed(username))], ignore_conflicts=True)
        count = row.get()
    count.updated_at = at
    if count.held_until and at < count.held_until:
        count.save(update_fields=["updated_at"])  # a held name must cost what a wrong password costs
        return Try.HELD
    if count.held_until:
        count.failures, count.held_until = 0, None
    count.failures += 1
    last = count.failures >= options().login_failures
    if last:
        count.held_until = at + options().login_hold
    count.save(update_fields=["failures", "held_until", "updated_at"])
    return Try.LAST if last else Try.COUNTED


@transaction.atomic
def note_failure(username: str, *, user: User | None, tried: Try, at: datetime) -> None:
    """Record a try that was in vain. The one that holds an account is told to its owner, once per hold.

    For a name that is no account the record is about the row of its count, and costs the same.
    """
    held = tried is Try.LAST
    if held and user and user.is_active:
        post_account_held(user, until=at + options().login_hold, at=at)
    elif held:
        _write_to_nobody(at)
    about = user or SignInCount(name_hash=_hashed(username))
    facts = {"tried": tried.name.lower()}
    record(Act.ACCOUNT_SIGN_IN_FAILED, about=about, by=STRANGER, facts=facts, result=Result.FAILED)
    if held and user:
        record(Act.ACCOUNT_HELD, about=user, by=STRANGER, facts={"failures": options().login_failures})


def _write_to_nobody(at: datetime) -> None:
    """Nobody gets this letter: it is written only so that the time tells no stranger which names exist (V-44)."""
    with written_in(Language.CHINESE):
        compose(LetterKind.ACCOUNT_HELD, to="", about=SignInCount(), context={"at": told_datetime(at)})


def forget_tries(username: str) -> None:
    """The password was right: the count starts anew, and a hold that this very try set is lifted."""
    SignInCount.objects.filter(name_hash=_hashed(username)).update(failures=0, held_until=None)


def forget_old_tries(*, at: datetime) -> None:
    """Remove what nobody tried for a day and what is not held, so that names made up by strangers do not pile up."""
    old = SignInCount.objects.filter(updated_at__lt=at - KEPT)
    old.filter(Q(held_until__isnull=True) | Q(held_until__lte=at)).delete()


def _hashed(username: str) -> str:
    """What strangers type may be a slip (a password, an address): only its hash is kept, keyed so that nobody finds it
    again by trying words. 160 bits as hex, which is what the record has room for."""
    return salted_hmac("port.accounts.holds", username.lower(), algorithm="sha256").hexdigest()[:40]
