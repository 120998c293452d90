"""A decided company document waits once more. The letter about the first answer has left, so another one tells of it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from port.accounts.duties import need_reviewer
from port.accounts.models import User
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.audit.recorder import record
from port.companies import letters
from port.companies.enums import DocumentMove, DocumentState
from port.companies.models import CompanyDocument
from port.companies.moves import MOVES, locked_document
from port.workflows import target_of


class ReopeningRefused(ValidationError):
    """Something that came later stands in the way; the sentence says what."""


@transaction.atomic
def reopen_document(document: CompanyDocument, *, by: User, reason: str) -> CompanyDocument:
    """重新審核: the document waits again, and one that was in force is so no longer; the letter tells the reason.

    Raises `MoveRefused`, `ReopeningRefused`, `ValidationError` without a reason, and `NotTheirDuty`.
    """
    need_reviewer(by)
    document = locked_document(document)
    decided = CompanyDocument.objects.get(pk=document.pk)
    document.state = target_of(MOVES, DocumentMove.REOPEN, document)
    reason = needed_reason(reason)
    if obstacle := _obstacle(decided):
        raise ReopeningRefused(obstacle, code="document_overtaken")
    _wait_again(document)
    letters.post_document_reopened(document, reason=reason, was_in_force=decided.state == DocumentState.APPROVED)
    _record(document, decided, by=by)
    return document


@transaction.atomic
def reopen_with_application(document: CompanyDocument, *, by: User) -> CompanyDocument:
    """The application that it was closed with waits again, and so does it, unless the company has a later one by now.

    A decided document stays as it is. The letter is that of the application.
    """
    document = locked_document(document)
    if document.state != DocumentState.CLOSED or _obstacle_in_company(document):
        return document
    closed = CompanyDocument.objects.get(pk=document.pk)
    document.state = target_of(MOVES, DocumentMove.REOPEN, document)
    _wait_again(document)
    _record(document, closed, by=by)
    return document


def was_reopened(document: CompanyDocument) -> bool:
    """Whether a document that waits was decided before."""
    return AuditRecord.objects.about(document).filter(act=Act.DOCUMENT_REOPENED).exists()


def needed_reason(reason: str) -> str:
    """The reason without white space around it. Raises `ValidationError` when nothing is left."""
    if reason := reason.strip():
        return reason
    raise ValidationError(_("請寫下重新審核的原因，這段文字會寄給申請人。"), code="reason_missing")


def _obstacle(document: CompanyDocument) -> str:
    """Why this decided document cannot wait again; nothing when it can.

    Asked when the document is locked: who refuses its application closes it in the same turn.
    """
    left_behind = Q(state=DocumentState.CLOSED) | Q(company=None)
    if CompanyDocument.objects.filter(left_behind, pk=document.pk, application__decided_at__isnull=False).exists():
        return _("這份文件的帳號申請已經結案，請先重新審核帳號申請。")
    return _obstacle_in_company(document)


def _obstacle_in_company(document: CompanyDocument) -> str:
    if document.company_id is None:
        return ""
    others = CompanyDocument.objects.filter(company=document.company_id).exclude(pk=document.pk)
    if others.waiting().exists():
        return _("這家公司已有另一份文件待審核，請先處理那一份。")
    same_moment = Q(submitted_at=document.submitted_at, pk__gt=document.pk)
    newer = others.filter(Q(submitted_at__gt=document.submitted_at) | same_moment)
    return _("這家公司較新的文件已審核通過並生效，這份文件不能再重新審核。") if newer.in_force().exists() else ""


def _wait_again(document: CompanyDocument) -> None:
    document.decided_by = document.decided_at = None
    document.answer = ""
    document.save(update_fields=["state", "decided_by", "decided_at", "answer"])


def _record(document: CompanyDocument, decided: CompanyDocument, *, by: User) -> None:
    """What the row forgets stays in the record: how it was decided, by whom, and for which reasons."""
    codes = list(document.reasons.values_list("code", flat=True))
    document.reasons.clear()
    facts = {"from": decided.state, "decided_by": decided.decided_by_id, "reasons": codes}
    record(Act.DOCUMENT_REOPENED, about=document, by=by, acting_company_id=document.company_id, facts=facts)
