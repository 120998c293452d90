"""What the session of a sign-in remembers. When it ends is decided by its row (`port.accounts.sessions`)."""

from typing import Any

from django.http import HttpRequest

from port.accounts.models import User

PROOF = "proof"
"""Session key: the proof of the address that the account came in with (`proof_of`).

An account that was reopened must prove its address anew, and no session from before comes alive again with it.
"""


def proof_of(user: User) -> str:
    return user.email_verified_at.isoformat() if user.email_verified_at else ""


def remember_proof(*, request: HttpRequest, user: User, **_signal: Any) -> None:
    """Told of every sign-in, by whatever door (`user_logged_in`)."""
    request.session[PROOF] = proof_of(user)
