"""Five wrong passwords hold an account name for fifteen minutes (A-40), the same for names that do not exist."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction

from port.accounts.models import SignInCount
from port.database import locked
from port.options import options


@transaction.atomic
def count_try(username: str, *, at: datetime) -> bool:
    """Count a try before its password is looked at; False when the name is held and the password must not be looked at.

    Counting first makes fifty parallel tries evaluate at most five passwords.
    """
    SignInCount.objects.get_or_create(name_hash=_hashed(username))
    count = locked(SignInCount.objects.filter(name_hash=_hashed(username))).get()
    if count.held_until and at < count.held_until:
        return False
    if count.held_until:
        count.failures, count.held_until = 0, None
    count.failures += 1
    if count.failures >= options().login_failures:
        count.held_until = at + options().login_hold
    count.save(update_fields=["failures", "held_until"])
    return True


def forget_tries(username: str) -> None:
    """The password was right: the count starts anew, and a hold that this very try set is lifted."""
    SignInCount.objects.filter(name_hash=_hashed(username)).update(failures=0, held_until=None)


def _hashed(username: str) -> str:
    """What strangers type may be a slip (a password, an address), so only its hash is kept."""
    return sha256(username.lower().encode()).hexdigest()
