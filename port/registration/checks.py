"""Questions about an application, with a yes, a no, and what a reviewer should know."""

from port.accounts.models import User
from port.registration.models import AccountApplication
from port.taiwan.usernames import suggest_usernames


def is_username_free(username: str) -> bool:
    """No account and no live application has this name; names are compared without case."""
    taken = User.objects.filter(username=username.lower()).exists()
    return not taken and not AccountApplication.objects.holding(username).exists()


def free_alternatives(username: str) -> list[str]:
    """Names like the one that is taken, which are free at this moment."""
    return [name for name in suggest_usernames(username) if is_username_free(name)]
