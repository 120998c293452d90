"""An application and those that it mends: which of them has an account, and what an approval makes of it."""

from typing import Any

from port.accounts.enums import AccountKind
from port.accounts.models import User
from port.companies.models import CompanyAccount
from port.database import locked
from port.registration.models import AccountApplication


def account_before(application: AccountApplication) -> User | None:
    """The account of this application or of one that it mends: one that was approved, and reopened since, has one."""
    holder = _holder(application)
    return holder.user if holder else None


def lock_account_of(application: AccountApplication) -> None:
    """The row of the account, if there is one; taken before that of the application, as in `proof.py`."""
    if account := account_before(AccountApplication.objects.get(pk=application.pk)):
        locked(User.objects.filter(pk=account.pk)).first()


def account_of(application: AccountApplication) -> User:
    """The account that an approval opens, with its address yet to be proven.

    A reopened application has its account already. One that mends another takes over the account which that one had
    before it was reopened and refused, if both name the same person and address: from now on the account says what this
    application says. Another person gets an account that has acknowledged nothing, and the former is switched off.
    """
    holder = _holder(application)
    if holder is None or holder.user is None:
        return _opened(application)
    if holder.pk == application.pk:
        return holder.user
    if holder.name == application.name and is_same_address(holder.email_canonical, application.email_canonical):
        return _taken_over(holder.user, application)
    return _put_in_the_place_of(holder.user, application)


def is_same_address(one: str, other: str) -> bool:
    """Without case, since most mailboxes ignore it and the canonical form keeps that of the part before the @."""
    return one.lower() == other.lower()


def _holder(application: AccountApplication) -> AccountApplication | None:
    """This application or the nearest of those that it mends which has an account."""
    earlier: AccountApplication | None = application
    while earlier and not earlier.user:
        earlier = earlier.forerunner
    return earlier


def _said(application: AccountApplication) -> dict[str, Any]:
    return {name: getattr(application, name) for name in ("username", "name", "mobile", "email", "password")}


def _opened(application: AccountApplication) -> User:
    return User.objects.create(kind=AccountKind.GENERAL, **_said(application))


def _taken_over(account: User, application: AccountApplication) -> User:
    AccountApplication.objects.filter(user=account).update(user=None)
    User.objects.filter(pk=account.pk).update(**_said(application), email_verified_at=None)
    account.refresh_from_db()
    return account


def _put_in_the_place_of(former: User, application: AccountApplication) -> User:
    """The former account keeps its row for the record, under a name that nobody can choose, since it holds a `#`."""
    User.objects.filter(pk=former.pk).update(is_active=False, username=f"former#{former.pk}")
    account = _opened(application)
    CompanyAccount.objects.filter(user=former).update(user=account)
    return account
