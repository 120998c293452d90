"""不是我: what stops whoever has taken an account over, done by the holder from a letter."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from port.accounts.addresses import move_to_address
from port.accounts.enums import LinkPurpose
from port.accounts.models import NotMeLink, User
from port.accounts.password_links import issue
from port.accounts.passwords_kept import keep_former
from port.accounts.sessions import end_all
from port.audit.enums import Act
from port.audit.recorder import record
from port.database import locked
from port.letters.enums import LetterKind
from port.letters.language import written_in
from port.letters.links import password_url
from port.letters.workflow import post
from port.options import options
from port.taiwan.dates import told_datetime

WAY_BACK = timedelta(hours=24)
"""How long the link to a new password lives."""


class LinkIsSpent(Exception):
    """The link was used meanwhile, or its time is over."""


@transaction.atomic
def secure(link: NotMeLink, *, at: datetime) -> None:
    """End every session, make the password useless, take out what came with the intruder, and post the way back in.

    What came with the intruder: factors and recovery codes of the last days (`not_me_lifetime`), an address that waits to
    be confirmed, and the address itself where it is another one than the letter went to. The new password is chosen from
    the mailbox of the letter. Raises `LinkIsSpent`.
    """
    user = locked(User.objects.filter(pk=link.user_id)).get()
    link = locked(NotMeLink.objects.filter(pk=link.pk)).get()
    if not link.is_live(at) or not user.is_active:
        raise LinkIsSpent
    _spend(user, link, at=at)
    user.email_changes.live().update(superseded_at=at)
    keep_former(user)
    user.set_unusable_password()
    user.save(update_fields=["password"])
    took_back_address = user.email != link.email
    if took_back_address:
        _take_back_address(user, link.email, at=at)
    removed = _remove_new_factors(user, since=at - options().not_me_lifetime)
    token = issue(user, purpose=LinkPurpose.SECURED, lifetime=WAY_BACK, email=link.email)
    _post_way_back(user, token=token, at=at)
    end_all(user, by=user)
    facts = {"factors_removed": removed, "took_back_address": took_back_address}
    record(Act.ACCOUNT_SECURED, about=user, by=user, facts=facts)


def _spend(user: User, link: NotMeLink, *, at: datetime) -> None:
    """The link and those that went to its mailbox, and whatever was sent anywhere since.

    A link that went to an earlier mailbox before stays: an intruder who has moved the address cannot spend the holder's.
    """
    same_or_later = Q(email__iexact=link.email) | Q(created_at__gte=link.created_at)
    user.not_me_links.filter(same_or_later, used_at__isnull=True).update(used_at=at)


def _take_back_address(user: User, email: str, *, at: datetime) -> None:
    """The address was proven once, and its reader has just shown to have it still; one that was never proven goes."""
    move_to_address(user, email)
    if user.email_verified_at is None:
        user.email_verified_at = at
        user.save(update_fields=["email_verified_at"])


def _remove_new_factors(user: User, *, since: datetime) -> list[int]:
    """Takes out the factors and the recovery codes since then; returns the ids of the factors."""
    new = user.factors.filter(created_at__gte=since)
    removed = list(new.values_list("pk", flat=True))
    new.delete()
    user.recovery_codes.filter(created_at__gte=since).delete()
    return removed


def _post_way_back(user: User, *, token: str, at: datetime) -> None:
    with written_in(user.language):
        said = {
            "name": user.name,
            "username": user.username,
            "at": told_datetime(at),
            "until": told_datetime(at + WAY_BACK),
        }
        post(LetterKind.ACCOUNT_SECURED, to=user.email, about=user, context=said, link=password_url(token))
