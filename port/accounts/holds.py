"""Five wrong passwords hold an account name for fifteen minutes (A-40), the same for names that do not exist."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Q

from port.accounts.models import SignInCount
from port.database import locked
from port.options import options

KEPT = timedelta(days=1)
"""A row that nobody tried for so long holds nobody any more: forgetting it gives a guesser four tries a day."""


@transaction.atomic
def count_try(username: str, *, at: datetime) -> bool:
    """Count a try before its password is looked at; False when the name is held and the password must not be looked at.

    Counting first makes fifty parallel tries evaluate at most five passwords.
    """
    SignInCount.objects.get_or_create(name_hash=_hashed(username))
    count = locked(SignInCount.objects.filter(name_hash=_hashed(username))).get()
    count.updated_at = at
    if count.held_until and at < count.held_until:
        count.save(update_fields=["updated_at"])  # a held name must cost what a wrong password costs
        return False
    if count.held_until:
        count.failures, count.held_until = 0, None
    count.failures += 1
    if count.failures >= options().login_failures:
        count.held_until = at + options().login_hold
    count.save(update_fields=["failures", "held_until", "updated_at"])
    return True


def forget_tries(username: str) -> None:
    """The password was right: the count starts anew, and a hold that this very try set is lifted."""
    SignInCount.objects.filter(name_hash=_hashed(username)).update(failures=0, held_until=None)


def forget_old_tries(*, at: datetime) -> None:
    """Remove what nobody tried for a day and what is not held, so that names made up by strangers do not pile up."""
    old = SignInCount.objects.filter(updated_at__lt=at - KEPT)
    old.filter(Q(held_until__isnull=True) | Q(held_until__lte=at)).delete()


def _hashed(username: str) -> str:
    """What strangers type may be a slip (a password, an address), so only its hash is kept."""
    return sha256(username.lower().encode()).hexdigest()
