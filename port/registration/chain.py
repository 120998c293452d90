"""An application and those that it mends: which of them has an account, and what an approval makes of it."""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from port.accounts.models import User
from port.accounts.signals import account_ended
from port.audit.recorder import Actor
from port.companies.models import Company, CompanyAccount
from port.companies.moves import take_turns
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


def account_of(application: AccountApplication, *, by: Actor) -> User:
    """The account that an approval opens, with its address yet to be proven.

    A reopened application has its account already. One that mends another takes over the account which that one had
    before it was reopened and refused, if both name the same person and address: from now on the account says what this
    application says. Another person gets an account that has acknowledged nothing, and the former is switched off.
    """
    holder = _holder(application)
    if holder is None or holder.user is None:
        return _opened(application)
    if holder.pk == application.pk:
        return _yet_to_be_proven(holder.user)
    if holder.name == application.name and is_same_address(holder.email_canonical, application.email_canonical):
        return _taken_over(holder.user, application)
    return _put_in_the_place_of(holder.user, application, by=by)


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
    return {
        name: getattr(application, name) for name in ("username", "name", "mobile", "email", "password", "language")
    }


def _opened(application: AccountApplication) -> User:
    return User.objects.create(kind=application.kind, **_said(application))


def _yet_to_be_proven(account: User) -> User:
    """Also when an address was taken back and proven (不是我) while the application was under review again."""
    account.email_verified_at = None
    account.save(update_fields=["email_verified_at"])
    return account


def _taken_over(account: User, application: AccountApplication) -> User:
    AccountApplication.objects.filter(user=account).update(user=None)
    User.objects.filter(pk=account.pk).update(**_said(application), email_verified_at=None)
    account.refresh_from_db()
    return account


def _put_in_the_place_of(former: User, application: AccountApplication, *, by: Actor) -> User:
    """The former account keeps its row for the record, under a name that nobody can choose, since it holds a `#`."""
    _take_turns_of_companies(former, application)  # before anything is recorded of what ends with the account
    account_ended.send(sender=User, account=former, by=by)
    ended = {"is_active": False, "username": f"former#{former.pk}", "ended_at": timezone.now()}
    User.objects.filter(pk=former.pk).update(**ended)
    account = _opened(application)
    CompanyAccount.objects.filter(user=former).update(user=account)
    return account


def _take_turns_of_companies(former: User, application: AccountApplication) -> None:
    """That of the former account and that of the number by now, always in the same order; none for a shared account."""
    named = Q(number_kind=application.number_kind, number=application.number)
    for company in Company.objects.filter(Q(accounts__user=former) | named).distinct().order_by("pk"):
        take_turns(company.pk)
