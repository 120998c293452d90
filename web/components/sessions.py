"""Sessions in the database whose cookie goes with the browser, unless 記住我 asked for it to stay.

When a session ends on the server is set at sign-in, as a moment (`set_expiry`), so no use makes it longer.
"""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.http import HttpRequest

from port.accounts.models import User

REMEMBERED = "remembered"

PROOF = "proof"
"""Session key: the proof of the address that the account came in with (`proof_of`).

An account that was reopened must prove its address anew, and no session from before comes alive again with it.
"""


def proof_of(user: User) -> str:
    return user.email_verified_at.isoformat() if user.email_verified_at else ""


def remember_proof(*, request: HttpRequest, user: User, **_signal: Any) -> None:
    """Told of every sign-in, by whatever door (`user_logged_in`)."""
    request.session[PROOF] = proof_of(user)


class SessionStore(DatabaseSessionStore):
    def get_expire_at_browser_close(self) -> bool:
        return not self.get(REMEMBERED, False)
