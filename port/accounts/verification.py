"""The token that proves an e-mail address (design decision 1, M-03 to M-06)."""

import secrets
from datetime import datetime
from hashlib import sha256

from django.utils import timezone

from port.accounts.models import EmailVerification, User
from port.letters.limits import may_follow
from port.options import options


def issue(user: User) -> str:
    """Make a new token for the account's address and let earlier ones die; returns the token, kept nowhere else."""
    now = timezone.now()
    user.verifications.live().update(superseded_at=now)
    token = secrets.token_urlsafe(24)
    EmailVerification.objects.create(
        user=user,
        email=user.email,
        token_hash=hashed(token),
        created_at=now,
        expires_at=now + options().verification_lifetime,
    )
    return token


def hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def find(token: str) -> EmailVerification | None:
    """The verification that a link belongs to, whatever has become of it; None for a link that was never made."""
    return EmailVerification.objects.select_related("user").filter(token_hash=hashed(token)).first()


def may_send_again(user: User, *, at: datetime) -> bool:
    """At most one letter in three minutes and five a day (M-04)."""
    chosen = options()
    return may_follow(
        user.verifications.all(), at=at, pause=chosen.verification_pause, a_day=chosen.verification_letters_a_day
    )
