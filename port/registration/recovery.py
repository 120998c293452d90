"""忘記帳號 and 忘記密碼: a letter to the mailbox of the account, and nothing else that anybody could learn from (V-36, V-43).

Whoever asks is answered the same whatever was found. Nothing about the account changes before its link is used.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from port.accounts import password_links
from port.accounts.addresses import is_address_of
from port.accounts.enums import AccountKind, LinkPurpose
from port.accounts.models import PasswordLink, User
from port.accounts.password_links import PROVES_THE_MAILBOX
from port.audit.enums import Act
from port.audit.recorder import APPLICANT, record
from port.database import lock_until_commit, locked
from port.letters.enums import LetterKind
from port.letters.language import written_in
from port.letters.limits import may_follow
from port.letters.links import forgotten_password_url, password_url, progress_url
from port.letters.models import Letter
from port.letters.workflow import post
from port.options import options
from port.registration.entry import Door, entry_of
from port.registration.enums import ApplicationState
from port.registration.models import AccountApplication
from port.taiwan.dates import told_datetime
from port.taiwan.email import EmailAddress

TO_BE_PROVEN = (ApplicationState.APPROVED, ApplicationState.LAPSED)


class NameState(TextChoices):
    """How an account name stands, in words for its holder."""

    OPEN = Door.OPEN.value, _("可以登入")
    AWAITS_VERIFICATION = Door.AWAITS_VERIFICATION.value, _("審核通過，尚未完成 Email 驗證")
    AWAITS_REVIEW = Door.AWAITS_REVIEW.value, _("待審核，還不能登入")
    NOT_APPROVED = Door.NOT_APPROVED.value, _("未通過審核，可以補正")


@transaction.atomic
def send_names(*, number_kind: str, number: str, address: EmailAddress) -> Letter | None:
    """忘記帳號: post the account names of this address for this company to the address.

    None is for the caller alone: when there are none, or when enough letters went there today.
    """
    lock_until_commit("recovery")
    known = _known_at(address, number_kind=number_kind, number=number)
    if not known or not _may_be_sent(LetterKind.ACCOUNT_NAMES, to=known[0].email):
        return None
    now = timezone.now()
    with written_in(known[0].language):
        context = {
            "names": [_described(one) for one in known],
            "at": told_datetime(now),
            "forgotten_password_url": forgotten_password_url(),
            "progress_url": progress_url(),
        }
        letter = post(LetterKind.ACCOUNT_NAMES, to=known[0].email, about=known[0], context=context)
    record(Act.NAMES_ASKED, about=known[0], by=APPLICANT, facts={"names": len(known)})
    return letter


@transaction.atomic
def send_password_link(*, username: str, address: EmailAddress) -> PasswordLink | None:
    """忘記密碼: post a link to the account's mailbox, if this is its address and it may be recovered.

    None is for the caller alone, as above. An earlier link dies with the new one.
    """
    lock_until_commit("recovery")
    user = locked(User.objects.filter(username=username.lower())).first()
    now = timezone.now()
    if user is None or not is_address_of(user, address) or not (way := _way_in(user, at=now)):
        return None
    if not _may_be_sent(LetterKind.PASSWORD_LINK, to=user.email):
        return None
    token = password_links.issue(user, purpose=way.purpose, lifetime=way.until - now)
    with written_in(user.language):
        context = {
            "name": user.name,
            "username": user.username,
            "at": told_datetime(now),
            "until": told_datetime(way.until),
        }
        post(LetterKind.PASSWORD_LINK, to=user.email, about=user, context=context, link=password_url(token))
    record(Act.PASSWORD_LINK_SENT, about=user, by=APPLICANT, facts={"purpose": way.purpose})
    return user.password_links.live().get()


@dataclass(frozen=True)
class WayIn:
    purpose: LinkPurpose
    until: datetime


def _way_in(user: User, *, at: datetime) -> WayIn | None:
    """What kind of link the account may get, if any. That it is held does not matter: recovery ends the hold (C2).

    Who was sent a link that proves the mailbox (a new person, a new mailbox, an invitation) and has not used it yet gets
    the same kind again, no longer than that one would have lived. Too late for that, it is for staff to send one.
    """
    proving = user.password_links.live().filter(purpose__in=PROVES_THE_MAILBOX, expires_at__gt=at).first()
    if user.is_active and proving:
        return WayIn(LinkPurpose(proving.purpose), proving.expires_at)
    if _may_recover(user):
        return WayIn(LinkPurpose.RECOVERY, at + options().password_link_lifetime)
    return None


def _may_recover(user: User) -> bool:
    """Not switched off, not under review, and its address is proven or waits for the proof that comes after the approval."""
    door = entry_of(user).door
    if door is Door.AWAITS_VERIFICATION:
        return AccountApplication.objects.filter(user=user, state__in=TO_BE_PROVEN).exists()
    has_joined = user.email_verified_at is not None or user.has_usable_password()
    return door is Door.OPEN and has_joined


def _may_be_sent(kind: LetterKind, *, to: str) -> bool:
    sent = Letter.objects.filter(kind=kind, to_address__iexact=to)
    return may_follow(sent, at=timezone.now(), a_day=options().recovery_letters_a_day)


def _known_at(address: EmailAddress, *, number_kind: str, number: str) -> list[User | AccountApplication]:
    """Accounts and applications of this address, each name once: those of the company, and shared ones, which have none.

    An application speaks for its name while it waits; one that was refused and not mended only while nobody has the name.
    """
    known: dict[str, User | AccountApplication] = {}
    applications = list(_applications(address, number_kind=number_kind, number=number))
    for one in applications:
        if one.state == ApplicationState.REJECTED:
            known[one.username] = one
    for account in _accounts(address, number_kind=number_kind, number=number):
        known[account.username] = account
    for one in applications:
        if one.state == ApplicationState.SUBMITTED:
            known[one.username] = one
    return [known[username] for username in sorted(known)]


def _accounts(address: EmailAddress, *, number_kind: str, number: str) -> Iterable[User]:
    at_address = Q(email__iexact=address.as_typed) | Q(email__iexact=address.canonical)
    company = Q(company_account__company__number_kind=number_kind, company_account__company__number=number)
    return User.objects.filter(at_address, company | Q(kind=AccountKind.SHARED), is_active=True)


def _applications(address: EmailAddress, *, number_kind: str, number: str) -> Iterable[AccountApplication]:
    company = Q(number_kind=number_kind, number=number)
    sent = AccountApplication.objects.filter(company | Q(kind=AccountKind.SHARED), user=None, successor=None)
    waiting = sent.filter(state__in=[ApplicationState.SUBMITTED, ApplicationState.REJECTED])
    return waiting.filter(email_canonical__iexact=address.canonical).order_by("pk")


def _described(known: User | AccountApplication) -> dict[str, str]:
    state = NameState(entry_of(known).door.value)
    return {
        "username": known.username,
        "kind": known.get_kind_display(),
        "name": known.name,
        "state": str(state.label),
    }
