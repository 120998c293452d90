"""Signing in: who is at the door, and what is still missing before it opens (design decision 2).

With the right password a person is told exactly what is missing; with a wrong one nothing is told, and both cost the
same: each try hashes one password, and each one in vain leaves one record, whether or not the account exists.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import F, Subquery
from django.utils import timezone

from port.accounts.holds import Try, count_try, forget_tries, note_failure
from port.accounts.models import User
from port.accounts.passwords import normalised
from port.registration.enums import HAS_USER, ApplicationState
from port.registration.models import AccountApplication
from port.taiwan.text import fold_width


class Door(Enum):
    OPEN = "open"
    SHUT = "shut"
    """Wrong name, wrong password, held, or switched off: one answer for all."""
    AWAITS_REVIEW = "awaits_review"
    NOT_APPROVED = "not_approved"
    AWAITS_VERIFICATION = "awaits_verification"


@dataclass(frozen=True)
class Entry:
    door: Door
    user: User | None = None
    application: AccountApplication | None = None


def try_door(*, username: str, password: str) -> Entry:
    """Look at one pair of account name and password. Counts towards the hold of five failures (decision 13)."""
    username = fold_width(username).strip().lower()
    known = _who_has(username)
    right = _is_right(known, username, password)
    if not known or not right:
        return Entry(Door.SHUT)
    return _of_application(known) if isinstance(known, AccountApplication) else _of_account(known, _its_own(known))


def entry_of(known: User | AccountApplication) -> Entry:
    """Where an account or an application stands at this moment, whoever asks; nothing is looked at but its state."""
    if isinstance(known, AccountApplication):
        return _of_application(known)
    return _of_account(known, AccountApplication.objects.filter(user=known).first())


def _of_application(application: AccountApplication) -> Entry:
    waits = application.state == ApplicationState.SUBMITTED
    return Entry(Door.AWAITS_REVIEW if waits else Door.NOT_APPROVED, application=application)


def _of_account(user: User, application: AccountApplication | None) -> Entry:
    """`application`: the one that the account came from, which may be under review again."""
    if not user.is_active:
        return Entry(Door.SHUT)
    if application and application.state not in HAS_USER:
        return _of_application(application)
    if not user.is_staff and not user.email_verified_at:
        return Entry(Door.AWAITS_VERIFICATION, user=user)
    return Entry(Door.OPEN, user=user)


def _its_own(user: User) -> AccountApplication | None:
    """As `_who_has` has read it; staff have none."""
    return getattr(user, "application", None)


def prove(user: User, password: str) -> bool:
    """Whether this is the account's own password; counts towards its hold like a sign-in (M-03)."""
    return _is_right(user, user.username, password)


def _who_has(username: str) -> User | AccountApplication | None:
    """The account of this name, or else the newest application for it.

    The account of a reopened application that was refused keeps its name, so only what mends that application can have
    come with the name since; it carries the new password, and speaks for the account until it takes it over.
    """
    applied = AccountApplication.objects.filter(username=username).order_by("-pk")
    accounts = User.objects.filter(username=username).select_related("application")
    user = accounts.annotate(newest=Subquery(applied.values("pk")[:1]), came_from=F("application__pk")).first()
    if user is None:
        return applied.first()
    if user.newest in {None, user.came_from}:
        return user
    refused = AccountApplication.objects.filter(user=user, state=ApplicationState.REJECTED, pk__lt=user.newest)
    return applied.first() if refused.exists() else user


def _is_right(known: User | AccountApplication | None, username: str, password: str) -> bool:
    """Count the try, then look at the password, unless the name is held. One password is hashed on every road.

    An account that is switched off proves nothing, like a wrong password.
    """
    at, password = timezone.now(), normalised(password)
    user = known if isinstance(known, User) else None
    tried = count_try(username, at=at)
    if tried is Try.HELD or not known:
        make_password(password)
        right = False
    else:
        right = check_password(password, known.password, setter=_upgrade(user) if user else None)
    if right and (not user or user.is_active):
        forget_tries(username)
        return True
    note_failure(username, user=user, tried=tried, at=at)
    return False


def _upgrade(user: User) -> Callable[[str], None]:
    """A hash made with older parameters is made anew at sign-in (V-20)."""

    def save(raw_password: str) -> None:
        user.set_password(raw_password)
        user.save(update_fields=["password"])

    return save
