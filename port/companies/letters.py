"""公司文件審核通知: the two answers to a company document, in the words of the manual."""

from collections.abc import Sequence

from port.companies.models import CompanyDocument
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.letters.workflow import compose, post


def post_document_approved(document: CompanyDocument) -> Letter:
    return post(
        LetterKind.DOCUMENT_APPROVED, to=_reader(document), about=document, context=_approved(document, document.answer)
    )


def post_document_rejected(document: CompanyDocument) -> Letter:
    return post(
        LetterKind.DOCUMENT_REJECTED, to=_reader(document), about=document, context=_rejected(document, document.answer)
    )


def preview(document: CompanyDocument, *, approved: bool, answer: str) -> Letter:
    """The very letter that would leave, not yet in the outbox."""
    kind = LetterKind.DOCUMENT_APPROVED if approved else LetterKind.DOCUMENT_REJECTED
    context = _approved(document, answer) if approved else _rejected(document, answer)
    return compose(kind, to=_reader(document), about=document, context=context)


def _reader(document: CompanyDocument) -> str:
    """Whoever handed it in: by the account's address of today, or by the one typed in the application."""
    return document.submitted_by.email if document.submitted_by else document.contact_email


def _approved(document: CompanyDocument, note: str) -> dict[str, str]:
    return {"company_name": document.company_name, "note": note}


def _rejected(document: CompanyDocument, answer: str) -> dict[str, str | Sequence[str]]:
    return {"company_name": document.company_name, "reasons": answer.splitlines()}
