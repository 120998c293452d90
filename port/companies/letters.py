"""公司文件審核通知: the two answers to a company document, in the words of the manual."""

from collections.abc import Iterable
from typing import Any

from port.accounts.models import User
from port.companies.enums import DocumentState
from port.companies.models import CompanyDocument, Reason
from port.companies.reasons import paragraphs_told
from port.letters.enums import LetterKind
from port.letters.language import Mailbox, written_in
from port.letters.links import documents_url
from port.letters.models import Letter
from port.letters.workflow import compose, post
from port.pledges.target import target_in_words


def post_document_approved(document: CompanyDocument, *, after: Letter | None = None) -> Letter:
    reader = _reader(document)
    with written_in(reader.language):
        context = _approved(document, document.answer)
        return post(LetterKind.DOCUMENT_APPROVED, to=reader.address, about=document, context=context, after=after)


def post_document_rejected(document: CompanyDocument, *, after: Letter | None = None) -> Letter:
    refused_as_well = after is not None and after.kind == LetterKind.APPLICATION_REJECTED
    reader = _reader(document)
    with written_in(reader.language):
        context = _rejected(document, document.answer, document.reasons.all(), account_refused=refused_as_well)
        return post(LetterKind.DOCUMENT_REJECTED, to=reader.address, about=document, context=context, after=after)


def post_document_reopened(document: CompanyDocument, *, reason: str, was_in_force: bool) -> Letter:
    reader = _reader(document)
    with written_in(reader.language):
        context = _reopened(document, reason, was_in_force=was_in_force)
        return post(LetterKind.DOCUMENT_REOPENED, to=reader.address, about=document, context=context)


def preview(
    document: CompanyDocument,
    *,
    approved: bool,
    answer: str,
    reasons: Iterable[Reason],
    account_refused: bool = False,
) -> Letter:
    """The very letter that would leave, not yet in the outbox; `reasons` are those that the answer tells, and
    `account_refused` in the same step, by a letter before it."""
    kind = LetterKind.DOCUMENT_APPROVED if approved else LetterKind.DOCUMENT_REJECTED
    reader = _reader(document)
    with written_in(reader.language):
        rejected = _rejected(document, answer, reasons, account_refused=account_refused)
        context = _approved(document, answer) if approved else rejected
        return compose(kind, to=reader.address, about=document, context=context)


def preview_reopened(document: CompanyDocument, *, reason: str) -> Letter:
    """The very letter that reopening would send about a decided document, not yet in the outbox."""
    reader = _reader(document)
    with written_in(reader.language):
        context = _reopened(document, reason, was_in_force=document.state == DocumentState.APPROVED)
        return compose(LetterKind.DOCUMENT_REOPENED, to=reader.address, about=document, context=context)


def _reader(document: CompanyDocument) -> Mailbox:
    """Whoever handed it in: by the account's address of today, or by the one typed in the application.

    When that account has ended since, an account of the company that goes on reads it.
    """
    account = document.submitted_by
    if account and not account.is_active:
        account = User.objects.filter(is_active=True, company_account__company=document.company).order_by("pk").first()
    if account:
        return Mailbox(account.email, account.language)
    return Mailbox(document.contact_email, document.contact_language)


def _approved(document: CompanyDocument, note: str) -> dict[str, str]:
    return {"company_name": document.company_name, "note": note}


def _rejected(
    document: CompanyDocument, answer: str, reasons: Iterable[Reason], *, account_refused: bool
) -> dict[str, Any]:
    """Whoever has no account yet cannot log in to hand in another; when they can, or how else, is said as well."""
    account = document.submitted_by
    return {
        "company_name": document.company_name,
        "reasons": paragraphs_told(answer, reasons),
        "account_refused": account_refused,
        "documents_url": documents_url(),
        "has_account": account is not None,
        "is_verified": account is not None and account.email_verified_at is not None,
    }


def _reopened(document: CompanyDocument, reason: str, *, was_in_force: bool) -> dict[str, Any]:
    return {
        "company_name": document.company_name,
        "reason": reason.splitlines(),
        "was_in_force": was_in_force,
        "working_days": target_in_words(),
    }
