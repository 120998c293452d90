"""The link that leads back to a refused application: bound to it and to its address, dead when a newer one is sent."""

import secrets
from datetime import datetime
from enum import Enum

from django.utils import timezone

from port.accounts.verification import hashed
from port.options import options
from port.registration.enums import ApplicationState
from port.registration.models import AccountApplication, MendingLink


class MendingDoor(Enum):
    """What stands behind a link."""

    OPEN = "open"
    MENDED = "mended"
    """The mended application was sent already, with this link or with another one."""
    REOPENED = "reopened"
    """The desk has taken the refusal back, so there is nothing to mend."""
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


def issue_link(application: AccountApplication) -> str:
    """Make a new link for the application and let earlier ones die; returns its token, kept nowhere else."""
    now = timezone.now()
    MendingLink.objects.filter(application=application, used_at__isnull=True, superseded_at__isnull=True).update(
        superseded_at=now
    )
    token = secrets.token_urlsafe(24)
    MendingLink.objects.create(
        application=application,
        email=application.email,
        token_hash=hashed(token),
        created_at=now,
        expires_at=now + options().mending_lifetime,
    )
    return token


def find_link(token: str) -> MendingLink | None:
    """The link that a token belongs to, whatever has become of it; None for one that was never made."""
    return MendingLink.objects.select_related("application").filter(token_hash=hashed(token)).first()


def door_of(link: MendingLink | None) -> MendingDoor:
    if link is None:
        return MendingDoor.UNKNOWN
    if successor_of(link.application):
        return MendingDoor.MENDED
    if link.application.state != ApplicationState.REJECTED:
        return MendingDoor.REOPENED
    if link.superseded_at:
        return MendingDoor.SUPERSEDED
    return MendingDoor.OPEN if timezone.now() < link.expires_at else MendingDoor.EXPIRED


def successor_of(application: AccountApplication) -> AccountApplication | None:
    """The application that mends this one."""
    return AccountApplication.objects.filter(forerunner=application).first()


def may_send_again(application: AccountApplication, *, at: datetime) -> bool:
    """As seldom as verification letters, so that nobody's mailbox is flooded (M-04)."""
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    links = MendingLink.objects.filter(application=application)
    lately = links.filter(created_at__gt=at - options().verification_pause).exists()
    return not lately and links.filter(created_at__gte=midnight).count() < options().verification_letters_a_day
