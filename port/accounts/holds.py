"""Five wrong passwords hold an account name for fifteen minutes (A-40), the same for names that do not exist."""

from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils.crypto import salted_hmac

from port.accounts.letters import post_account_held
from port.accounts.models import SignInCount, User
from port.audit.enums import Act, Result
from port.audit.recorder import SystemActor, record
from port.language import Language
from port.letters.enums import LetterKind
from port.letters.language import written_in
from port.letters.workflow import compose
from port.options import options
from port.taiwan.dates import told_datetime

KEPT = timedelta(days=1)
"""A row that nobody tried for so long holds nobody any more: forgetting it gives a guesser four tries a day."""

COUNT = """
    INSERT INTO accounts_signincount AS counted (name_hash, failures, held_until, updated_at)
    VALUES (%(name)s, 1, NULL, %(at)s)
    ON CONFLICT (name_hash) DO UPDATE SET
        failures = CASE WHEN counted.held_until > %(at)s THEN %(most)s + 1
                        WHEN counted.held_until IS NOT NULL THEN 1
                        WHEN counted.failures + 1 >= %(most)s THEN %(most)s
                        ELSE counted.failures + 1 END,
        held_until = CASE WHEN counted.held_until > %(at)s THEN counted.held_until
                          WHEN counted.held_until IS NULL AND counted.failures + 1 >= %(most)s THEN %(until)s END,
        updated_at = %(at)s
    RETURNING failures
"""
"""More failures than there may be stand for a name that is held."""

STRANGER = SystemActor("stranger")
"""Who gave a wrong password: nobody knows."""


class Try(IntEnum):
    """What a try is, before its password is looked at; of a held name none may be looked at, which counts as false."""

    HELD = 0
    COUNTED = 1
    LAST = 2
    """It has set the hold, which is lifted should its password turn out to be right."""


def count_try(username: str, *, at: datetime) -> Try:
    """Count a try before its password is looked at, so that fifty parallel tries evaluate at most five passwords.

    The first one after a hold begins a new measure. In one statement, by itself a transaction: nobody waits for long.
    """
    most = options().login_failures
    row = {"name": _hashed(username), "at": _as_kept(at), "until": _as_kept(at + options().login_hold), "most": most}
    with connection.cursor() as cursor:
        cursor.execute(COUNT, row)
        (failures,) = cursor.fetchone()
    if failures > most:
        return Try.HELD  # it has cost what a wrong password costs
    return Try.LAST if failures == most else Try.COUNTED


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


def _as_kept(moment: datetime) -> Any:
    return SignInCount._meta.get_field("held_until").get_db_prep_value(moment, connection)


def _hashed(username: str) -> str:
    """What strangers type may be a slip (a password, an address): only its hash is kept, keyed so that nobody finds it
    again by trying words. 160 bits as hex, which is what the record has room for."""
    return salted_hmac("port.accounts.holds", username.lower(), algorithm="sha256").hexdigest()[:40]
