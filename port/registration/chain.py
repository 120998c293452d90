"""An application and those that it mends: which of them has an account, and what an approval makes of it."""

from port.accounts.enums import AccountKind
from port.accounts.models import User
from port.database import locked
from port.registration.models import AccountApplication


def account_before(application: AccountApplication) -> User | None:
    """The account of this application or of one that it mends: one that was approved, and reopened since, has one."""
    earlier: AccountApplication | None = application
    while earlier and not earlier.user:
        earlier = earlier.forerunner
    return earlier.user if earlier else None


def lock_account_of(application: AccountApplication) -> None:
    """The row of the account, if there is one; taken before that of the application, as in `proof.py`."""
    if account := account_before(AccountApplication.objects.get(pk=application.pk)):
        locked(User.objects.filter(pk=account.pk)).first()


def account_of(application: AccountApplication) -> User:
    """The account that an approval opens, with its address yet to be proven.

    A reopened application has its account already. One that mends another takes over the account which that one had
    before it was reopened and refused: from now on the account says what this application says.
    """
    account = account_before(application)
    said = {name: getattr(application, name) for name in ("username", "name", "mobile", "email", "password")}
    if account is None:
        return User.objects.create(kind=AccountKind.GENERAL, **said)
    if application.user_id != account.pk:
        AccountApplication.objects.filter(user=account).update(user=None)
        User.objects.filter(pk=account.pk).update(**said, email_verified_at=None)
        account.refresh_from_db()
    return account
