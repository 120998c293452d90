"""Who is told of a change request: whoever asked, the company, the person whose account it is, and who takes it over."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.utils import timezone

from port.accounts.models import User
from port.changes.enums import ChangeKind
from port.changes.models import ChangeRequest
from port.companies.models import Company
from port.companies.reasons import paragraphs_of
from port.letters.enums import LetterKind
from port.letters.links import data_url, lost_mailbox_url
from port.letters.models import Letter
from port.letters.workflow import compose, post
from port.options import options
from port.pledges.target import target_working_days
from port.taiwan.dates import roc_datetime

A_DAY = timedelta(hours=24)


class Reader(StrEnum):
    """As whom somebody reads a letter: each is told other words."""

    ASKER = "asker"
    HOLDER = "holder"
    """Whose account it is, when somebody else asked."""
    NEW = "new"
    """Who chooses a password by the link in the letter."""


@dataclass(frozen=True)
class Envelope:
    """A letter that is to leave; `secret` when the link belongs in it."""

    kind: LetterKind
    to: str
    context: dict[str, Any] = field(default_factory=dict)
    secret: bool = False


def post_all(change: ChangeRequest, envelopes: Iterable[Envelope], *, link: str = "") -> None:
    for each in envelopes:
        post(each.kind, to=each.to, about=change, context=each.context, link=link if each.secret else "")


def previews(change: ChangeRequest, envelopes: Iterable[Envelope]) -> list[Letter]:
    """The very letters that would leave, not yet in the outbox."""
    return [compose(each.kind, to=each.to, about=change, context=each.context) for each in envelopes]


def may_be_written_to(email: str) -> bool:
    """Whether one more request of a stranger may name this address: each brings a letter to it."""
    lately = ChangeRequest.objects.filter(kind=ChangeKind.MAILBOX, submitted_at__gt=timezone.now() - A_DAY)
    return lately.filter(new_email__iexact=email).count() < options().applications_a_day_per_email


def post_received(change: ChangeRequest) -> None:
    """收件: to whoever asked, and to whom the account belongs, so that nobody loses it unawares."""
    said = _context(change) | {"working_days": target_working_days()}
    kind = LetterKind.CHANGE_RECEIVED
    envelopes = [Envelope(kind, to, said | {"reader": Reader.ASKER}) for to in _askers(change)]
    if _holder_may_hear(change):
        envelopes += [Envelope(kind, to, said | {"reader": Reader.HOLDER}) for to in _holders(change)]
    post_all(change, envelopes)


def of_approval(change: ChangeRequest, note: str) -> list[Envelope]:
    """Planned before anything is changed, since afterwards nobody knows any more whom to tell."""
    said = _context(change) | {"note": note, "days": options().invitation_lifetime.days}
    kind = LetterKind.CHANGE_APPROVED
    if change.kind == ChangeKind.COMPANY:
        readers = _each_once([*_askers(change), *(_accounts(change.company) if change.company else [])])
        return [Envelope(kind, to, said | {"reader": Reader.ASKER}) for to in readers]
    envelopes = [Envelope(kind, change.new_email, said | {"reader": Reader.NEW}, secret=True)]
    if change.kind == ChangeKind.MAILBOX:
        return envelopes
    holders = [change.account.email] if change.account else []
    envelopes += [Envelope(LetterKind.ACCOUNT_HANDED_OVER, to, said) for to in holders]
    others = [to for to in _askers(change) if to not in {*holders, change.new_email}]
    return envelopes + [Envelope(kind, to, said | {"reader": Reader.ASKER}) for to in others]


def of_refusal(change: ChangeRequest, answer: str) -> list[Envelope]:
    """The reasons go to whoever asked; whose account it is hears that nothing has changed."""
    said = _context(change) | {"ask_again_url": _page_of(change)}
    kind = LetterKind.CHANGE_REJECTED
    asker = said | {"reader": Reader.ASKER, "reasons": paragraphs_of(answer)}
    envelopes = [Envelope(kind, to, asker) for to in _askers(change)]
    return envelopes + [Envelope(kind, to, said | {"reader": Reader.HOLDER}) for to in _holders(change)]


def link_again(change: ChangeRequest) -> list[Envelope]:
    """The letter with the link once more, to whoever has not chosen a password yet."""
    return [each for each in of_approval(change, "") if each.secret]


def _context(change: ChangeRequest) -> dict[str, Any]:
    company = change.company
    return {
        "kind": change.kind,
        "what": change.get_kind_display(),
        "reference": change.reference,
        "username": change.username,
        "company_name": company.name if company else "",
        "new_company_name": change.new_company_name,
        "new_number": change.new_number,
        "sent_at": roc_datetime(change.submitted_at),
        "at": roc_datetime(timezone.now()),
    }


def _askers(change: ChangeRequest) -> list[str]:
    """Whoever asked, by the address of today; when that account has ended since, the accounts of the company."""
    if change.asked_by is None:
        return [change.contact_email]
    if change.asked_by.is_active or change.company is None:
        return [change.asked_by.email]
    return _accounts(change.company)


def _holders(change: ChangeRequest) -> list[str]:
    """The address of the account that somebody else wants to be handed over, or to have another address."""
    account = change.account
    if account is None or not account.is_active or account == change.asked_by:
        return []
    return [] if account.email in _askers(change) else [account.email]


def _holder_may_hear(change: ChangeRequest) -> bool:
    """Of some requests a day, and no more, so that no stranger can flood a mailbox."""
    lately = ChangeRequest.objects.filter(account=change.account, submitted_at__gt=timezone.now() - A_DAY)
    return lately.count() <= options().applications_a_day_per_email


def _accounts(company: Company) -> list[str]:
    accounts = User.objects.filter(company_account__company=company, is_active=True)
    return _each_once(accounts.order_by("pk").values_list("email", flat=True))


def _each_once(addresses: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(addresses))


def _page_of(change: ChangeRequest) -> str:
    return lost_mailbox_url() if change.kind == ChangeKind.MAILBOX else data_url()
