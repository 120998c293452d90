"""A password chosen by a link that was sent by letter (V-36, A-45.T): random, once, for a time, bound to account and address."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from port.accounts.addresses import move_to_address, tell_former_address
from port.accounts.alarms import post_alarm
from port.accounts.enums import LinkPurpose
from port.accounts.holds import forget_tries
from port.accounts.models import PasswordLink, SignIn, User
from port.accounts.passwords_kept import replace_password
from port.accounts.sessions import end_all
from port.accounts.signals import password_chosen
from port.accounts.verification import hashed
from port.audit.enums import Act
from port.audit.recorder import record
from port.database import locked
from port.letters.enums import LetterKind
from port.options import options

PROVES_THE_MAILBOX = frozenset({LinkPurpose.HANDOVER, LinkPurpose.MAILBOX, LinkPurpose.INVITATION})
"""Staff have looked at the address before such a link went there: whoever uses it has proven it, and it counts from then on.

The other links go to the address that the account has, and prove nothing more than that.
"""


class DeadLink(ValidationError):
    """The link was used, is too old, was followed by another, or belongs to no account that can use it; never said which."""

    def __init__(self) -> None:
        super().__init__(_("這個連結已經不能使用。"), code="link_dead")


@transaction.atomic
def issue(user: User, *, purpose: LinkPurpose, lifetime: timedelta | None = None, email: str = "") -> str:
    """Make a new link for the account and let earlier ones die; returns the token, kept nowhere else. Posts no letter.

    `email` is where it will be sent, if not to the account's own address. Without `lifetime` it lives half an hour.
    """
    user = locked(User.objects.filter(pk=user.pk)).get()
    now = timezone.now()
    user.password_links.live().update(superseded_at=now)
    token = secrets.token_urlsafe(24)
    PasswordLink.objects.create(
        user=user,
        purpose=purpose,
        email=email or user.email,
        token_hash=hashed(token),
        created_at=now,
        expires_at=now + (lifetime or options().password_link_lifetime),
    )
    return token


def find(token: str) -> PasswordLink | None:
    """The link of this token, whatever has become of it; None for a token that was never made."""
    return PasswordLink.objects.select_related("user").filter(token_hash=hashed(token)).first()


def is_usable(link: PasswordLink, *, at: datetime) -> bool:
    """Whether the link may still set the password: in time, not used, its account active and still at its address."""
    at_its_address = link.purpose in PROVES_THE_MAILBOX or link.email == link.user.email
    return link.is_live(at) and link.user.is_active and at_its_address


@transaction.atomic
def set_password_by(link: PasswordLink, *, password: str, known: Mapping[str, str] | None = None) -> User:
    """設定密碼: once. Ends every sign-in, lifts the hold, tells the owner, and lets nobody in (A-45.T).

    `known` is what else is known of the person, as for `check_new_password`. Raises `DeadLink`, and `ValidationError`
    for a password that may not be used.
    """
    user = locked(User.objects.filter(pk=link.user_id)).get()
    link = locked(PasswordLink.objects.filter(pk=link.pk)).select_related("user").get()
    now = timezone.now()
    if not is_usable(link, at=now):
        raise DeadLink
    replace_password(user, password=password, known=known)
    link.used_at = now
    link.save(update_fields=["used_at"])
    if link.purpose in PROVES_THE_MAILBOX:
        _prove_mailbox(user, link, at=now)
    forget_tries(user.username)
    post_alarm(LetterKind.PASSWORD_CHANGED, user=user, context={"by_link": True})
    # Locked before the first record, as every row is, so that no two acts wait for each other.
    list(locked(SignIn.objects.filter(user=user, ended_at__isnull=True).order_by("pk")))
    password_chosen.send(sender=PasswordLink, link=link)
    end_all(user, by=user)
    record(Act.PASSWORD_RESET, about=user, by=user, facts={"purpose": link.purpose})
    return user


def _prove_mailbox(user: User, link: PasswordLink, *, at: datetime) -> None:
    if link.email != user.email:
        former = user.email
        move_to_address(user, link.email)
        tell_former_address(user, former=former)
    user.email_verified_at = at
    user.save(update_fields=["email_verified_at"])
