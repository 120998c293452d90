"""The alarm in letters: whoever did not do what the letter tells of presses 不是我 (`port.accounts.securing`)."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from port.accounts.models import NotMeLink, User
from port.accounts.verification import hashed
from port.letters.enums import LetterKind
from port.letters.language import written_in
from port.letters.links import not_me_url
from port.letters.models import Letter
from port.letters.workflow import post
from port.options import options
from port.taiwan.dates import told_date, told_datetime


def post_alarm(kind: LetterKind, *, user: User, context: Mapping[str, Any], to: str = "") -> Letter:
    """Post a letter about the security of an account, with a link of its own, to its mailbox or to another one (`to`).

    Every such letter may say `name`, `username`, `at` (when it happened) and `alarm_until` (the last day of the link);
    `context` adds what this one tells.
    """
    now = timezone.now()
    link, token = _issue(user, email=to or user.email, at=now)
    with written_in(user.language):
        said = {
            "name": user.name,
            "username": user.username,
            "at": told_datetime(now),
            "alarm_until": told_date(link.expires_at),
        }
        return post(kind, to=link.email, about=user, context={**said, **context}, link=not_me_url(token))


def _issue(user: User, *, email: str, at: datetime) -> tuple[NotMeLink, str]:
    """The link remembers the mailbox that it goes to: only there may it send the way back in."""
    token = secrets.token_urlsafe(24)
    link = NotMeLink.objects.create(
        user=user,
        email=email,
        token_hash=hashed(token),
        created_at=at,
        expires_at=at + options().not_me_lifetime,
    )
    return link, token


def find(token: str) -> NotMeLink | None:
    """The alarm that a link belongs to, whatever has become of it; None for a link that was never made."""
    return NotMeLink.objects.select_related("user").filter(token_hash=hashed(token)).first()
