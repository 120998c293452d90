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
from port.companies.models import Company, Reason
from port.companies.reasons import paragraphs_told
from port.letters.enums import LetterKind
from port.letters.language import Mailbox, written_in
from port.letters.links import data_url, lost_mailbox_url, password_url
from port.letters.models import Letter
from port.letters.workflow import compose, post
from port.options import options
from port.pledges.target import target_in_words
from port.taiwan.dates import told_datetime

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
    """A letter that is to leave, with what it says in the language of its reader; `secret` when the link belongs in it."""

    kind: LetterKind
    to: Mailbox
    context: dict[str, Any] = field(default_factory=dict)
    secret: bool = False


def post_all(change: ChangeRequest, envelopes: Iterable[Envelope], *, token: str = "") -> None:
    """`token` is that of the link to choose a password, for the letter that it belongs in."""
    for each in envelopes:
        with written_in(each.to.language):
            link = password_url(token) if each.secret else ""
            post(each.kind, to=each.to.address, about=change, context=each.context, link=link)


def previews(change: ChangeRequest, envelopes: Iterable[Envelope]) -> list[Letter]:
    """The very letters that would leave, not yet in the outbox."""
    return [_composed(change, each) for each in envelopes]


def _composed(change: ChangeRequest, envelope: Envelope) -> Letter:
    with written_in(envelope.to.language):
        return compose(envelope.kind, to=envelope.to.address, about=change, context=envelope.context)


def may_be_written_to(email: str) -> bool:
    """Whether one more request of a stranger may name this address: each brings a letter to it."""
    lately = ChangeRequest.objects.filter(kind=ChangeKind.MAILBOX, submitted_at__gt=timezone.now() - A_DAY)
    return lately.filter(new_email__iexact=email).count() < options().applications_a_day_per_email


def post_received(change: ChangeRequest) -> None:
    """收件: to whoever asked, and to whom the account belongs, so that nobody loses it unawares."""
    holders = _holders(change) if _holder_may_hear(change) else []
    readers = [(to, Reader.ASKER) for to in _askers(change)] + [(to, Reader.HOLDER) for to in holders]
    post_all(change, [_envelope(LetterKind.CHANGE_RECEIVED, change, to, reader, {}) for to, reader in readers])


def of_approval(change: ChangeRequest, note: str) -> list[Envelope]:
    """Planned before anything is changed, since afterwards nobody knows any more whom to tell."""
    more = {"note": note, "days": options().invitation_lifetime.days}
    kind = LetterKind.CHANGE_APPROVED
    if change.kind == ChangeKind.COMPANY:
        readers = _each_once([*_askers(change), *(_accounts(change.company) if change.company else [])])
        return [_envelope(kind, change, to, Reader.ASKER, more) for to in readers]
    new = Mailbox(change.new_email, change.contact_language)
    envelopes = [_envelope(kind, change, new, Reader.NEW, more, secret=True)]
    if change.kind == ChangeKind.MAILBOX:
        return envelopes
    holders = [_mailbox_of(change.account)] if change.account else []
    envelopes += [_envelope(LetterKind.ACCOUNT_HANDED_OVER, change, to, None, more) for to in holders]
    told = {change.new_email, *(holder.address for holder in holders)}
    others = [to for to in _askers(change) if to.address not in told]
    return envelopes + [_envelope(kind, change, to, Reader.ASKER, more) for to in others]


def of_refusal(change: ChangeRequest, answer: str, reasons: Iterable[Reason]) -> list[Envelope]:
    """The reasons go to whoever asked; whose account it is hears that nothing has changed."""
    kind, given = LetterKind.CHANGE_REJECTED, list(reasons)
    askers = [_envelope(kind, change, to, Reader.ASKER, _refusal(change, to, answer, given)) for to in _askers(change)]
    return askers + [_envelope(kind, change, to, Reader.HOLDER, _refusal(change, to)) for to in _holders(change)]


def _refusal(change: ChangeRequest, to: Mailbox, answer: str = "", reasons: Iterable[Reason] = ()) -> dict[str, Any]:
    with written_in(to.language):
        return {"ask_again_url": _page_of(change), "reasons": paragraphs_told(answer, reasons)}


def _envelope(
    kind: LetterKind,
    change: ChangeRequest,
    to: Mailbox,
    reader: Reader | None,
    more: dict[str, Any],
    *,
    secret: bool = False,
) -> Envelope:
    with written_in(to.language):
        return Envelope(kind, to, _context(change) | more | {"reader": reader}, secret=secret)


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
        "sent_at": told_datetime(change.submitted_at),
        "at": told_datetime(timezone.now()),
        "working_days": target_in_words(),
    }


def _askers(change: ChangeRequest) -> list[Mailbox]:
    """Whoever asked, by the address of today; when that account has ended since, the accounts of the company."""
    if change.asked_by is None:
        return [Mailbox(change.contact_email, change.contact_language)]
    if change.asked_by.is_active or change.company is None:
        return [_mailbox_of(change.asked_by)]
    return _accounts(change.company)


def _holders(change: ChangeRequest) -> list[Mailbox]:
    """The address of the account that somebody else wants to be handed over, or to have another address."""
    account = change.account
    if account is None or not account.is_active or account == change.asked_by:
        return []
    return [] if account.email in [to.address for to in _askers(change)] else [_mailbox_of(account)]


def _mailbox_of(account: User) -> Mailbox:
    return Mailbox(account.email, account.language)


def _holder_may_hear(change: ChangeRequest) -> bool:
    """Of some requests a day, and no more, so that no stranger can flood a mailbox."""
    lately = ChangeRequest.objects.filter(account=change.account, submitted_at__gt=timezone.now() - A_DAY)
    return lately.count() <= options().applications_a_day_per_email


def _accounts(company: Company) -> list[Mailbox]:
    accounts = User.objects.filter(company_account__company=company, is_active=True)
    return _each_once(_mailbox_of(account) for account in accounts.order_by("pk"))


def _each_once(mailboxes: Iterable[Mailbox]) -> list[Mailbox]:
    """One letter to an address; several accounts may have the same, and the first says in which language."""
    first: dict[str, Mailbox] = {}
    for each in mailboxes:
        first.setdefault(each.address, each)
    return list(first.values())


def _page_of(change: ChangeRequest) -> str:
    return lost_mailbox_url() if change.kind == ChangeKind.MAILBOX else data_url()
