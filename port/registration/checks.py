"""Questions about an application, with a yes, a no, and what a reviewer should know."""

from django.db.models import QuerySet

from port.accounts.models import User
from port.registration.chain import account_before
from port.registration.models import AccountApplication
from port.taiwan.usernames import suggest_usernames


def is_username_free(username: str, *, forerunner: AccountApplication | None = None) -> bool:
    """No account and no live application has this name. In one statement."""
    return not who_has_username(username, forerunner=forerunner).exists()


def who_has_username(username: str, *, forerunner: AccountApplication | None = None) -> "QuerySet[User, int]":
    """A row for each account and each live application of this name; names are compared without case.

    Whoever mends the refused application `forerunner` may keep the name of the account that it has led to before.
    """
    users = User.objects.filter(username=username.lower())
    if account := forerunner and account_before(forerunner):
        users = users.exclude(pk=account.pk)
    live = AccountApplication.objects.holding(username)
    keys = live.order_by().values_list("pk", flat=True)
    return users.order_by().values_list("pk", flat=True).union(keys, all=True)


def free_alternatives(username: str) -> list[str]:
    """Names like the one that is taken, which are free at this moment."""
    return [name for name in suggest_usernames(username) if is_username_free(name)]
