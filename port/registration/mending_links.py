"""The link that leads back to a refused application: bound to it and to its address, dead when a newer one is sent."""

import secrets
from datetime import datetime, timedelta
from enum import Enum

from django.db.models import Q
from django.utils import timezone

from port.accounts.verification import hashed
from port.letters.limits import may_follow
from port.options import options
from port.registration.enums import ApplicationState
from port.registration.models import AccountApplication, MendingLink

KEPT = timedelta(days=90)
"""A link that is dead for so long is forgotten."""


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
    let_links_die(application, at=now)
    token = secrets.token_urlsafe(24)
    MendingLink.objects.create(
        application=application,
        email=application.email,
        token_hash=hashed(token),
        created_at=now,
        expires_at=now + options().mending_lifetime,
    )
    return token


def let_links_die(application: AccountApplication, *, at: datetime) -> None:
    """Whatever link of the application was not used so far gives way."""
    links = MendingLink.objects.filter(application=application, used_at__isnull=True, superseded_at__isnull=True)
    links.update(superseded_at=at)


def find_link(token: str) -> MendingLink | None:
    """The link that a token belongs to, whatever has become of it; None for one that was never made."""
    return MendingLink.objects.select_related("application").filter(token_hash=hashed(token)).first()


def door_of(link: MendingLink | None, *, opened: bool = False) -> MendingDoor:
    """What stands behind a link now. For a browser that has `opened` it in time, no newer link takes its place.

    It opens to nobody when the application goes on at another address than the one it was sent to.
    """
    if link is None:
        return MendingDoor.UNKNOWN
    if successor_of(link.application):
        return MendingDoor.MENDED
    if link.application.state != ApplicationState.REJECTED:
        return MendingDoor.REOPENED
    has_moved = link.email != link.application.email
    if has_moved or (link.superseded_at and not opened):
        return MendingDoor.SUPERSEDED
    return MendingDoor.OPEN if timezone.now() < link.expires_at else MendingDoor.EXPIRED


def successor_of(application: AccountApplication) -> AccountApplication | None:
    """The application that mends this one."""
    return AccountApplication.objects.filter(forerunner=application).first()


def may_send_again(application: AccountApplication, *, at: datetime) -> bool:
    """As seldom as verification letters (M-04)."""
    chosen = options()
    links = MendingLink.objects.filter(application=application)
    return may_follow(links, at=at, pause=chosen.verification_pause, a_day=chosen.verification_letters_a_day)


def forget_dead_links(*, at: datetime) -> None:
    """Remove what opens nothing since long ago; until then its page says why."""
    before = at - KEPT
    dead = Q(used_at__lt=before) | Q(superseded_at__lt=before) | Q(expires_at__lt=before)
    MendingLink.objects.filter(dead).delete()
