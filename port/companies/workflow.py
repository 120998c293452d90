"""The acts on a company and its proof document. The table in `moves.py` says which move leads where; nothing else
changes a state. What opens a decided document again is in `reopening.py`."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from port.accounts.models import User
from port.audit.enums import Act
from port.audit.recorder import APPLICANT, Actor, record
from port.companies import letters
from port.companies.enums import DocumentMove, DocumentState
from port.companies.models import Company, CompanyAccount, CompanyDocument, Reason
from port.companies.moves import MOVES, locked_document, take_turns
from port.companies.naming import remember_names
from port.companies.reasons import answer_of
from port.database import locked, part_of_act
from port.documents.models import StoredDocument
from port.documents.workflow import keep
from port.language import language_now
from port.letters.models import Letter
from port.workflows import target_of


@part_of_act()
def hand_in(
    *,
    file: StoredDocument,
    company_name: str,
    contact_email: str,
    company: Company | None = None,
    by: User | None = None,
    forerunner: CompanyDocument | None = None,
) -> CompanyDocument:
    """A staged file becomes the company's waiting document; one that still waited is replaced, the last one counts.

    `forerunner` is the refused document that it takes the place of. Without an account, whoever sends it is answered in
    the language of the page that it is sent from.
    """
    remember_names(company_name)
    keep(file)
    if company:
        take_turns(company.pk)
        _replace(company, DocumentState.PENDING, by=by or APPLICANT)
    document = CompanyDocument.objects.create(
        file=file,
        company=company,
        company_name=company_name,
        contact_email=contact_email,
        contact_language=language_now(),
        submitted_by=by,
        forerunner=forerunner,
    )
    record(
        Act.DOCUMENT_SUBMITTED, about=document, by=by or APPLICANT, acting_company_id=company.pk if company else None
    )
    return document


@transaction.atomic
def approve_document(
    document: CompanyDocument, *, by: User, note: str = "", at: datetime | None = None, after: Letter | None = None
) -> CompanyDocument:
    """公司證明文件審核通過: it is in force from now on, and the one before it no longer. Raises `MoveRefused`.

    `at` is when the reviewer decided, if that was before this moment; the letter leaves behind the letter `after`.
    """
    document = locked_document(document)
    document.state = target_of(MOVES, DocumentMove.APPROVE, document)
    if document.company:
        _replace(document.company, DocumentState.APPROVED, by=by)
    document.answer = note.strip()
    _decided(document, by=by, at=at)
    letters.post_document_approved(document, after=after)
    record(Act.DOCUMENT_APPROVED, about=document, by=by, acting_company_id=document.company_id)
    return document


@transaction.atomic
def reject_document(
    document: CompanyDocument,
    *,
    by: User,
    reasons: Sequence[Reason],
    note: str = "",
    answer: str = "",
    at: datetime | None = None,
    after: Letter | None = None,
) -> CompanyDocument:
    """公司證明文件未通過. Raises `MoveRefused`, and `ValidationError` when nothing tells the applicant why.

    `answer` stands for what `reasons` and `note` say by now, and `at` for this moment, if the reviewer decided before;
    the letter leaves behind the letter `after`.
    """
    document = locked_document(document)
    document.state = target_of(MOVES, DocumentMove.REJECT, document)
    document.answer = answer or refusal_answer(reasons, note)
    _decided(document, by=by, at=at)
    document.reasons.set(reasons)
    letters.post_document_rejected(document, after=after)
    facts = {"reasons": [reason.code for reason in reasons]}
    record(Act.DOCUMENT_REJECTED, about=document, by=by, acting_company_id=document.company_id, facts=facts)
    return document


@transaction.atomic
def close_document(document: CompanyDocument, *, by: User) -> CompanyDocument:
    """The account application it came with was refused, so it waits for nobody any more. A decided one stays."""
    document = locked_document(document)
    if not document.is_waiting:
        return document
    document.state = target_of(MOVES, DocumentMove.CLOSE, document)
    document.save(update_fields=["state"])
    record(Act.DOCUMENT_CLOSED, about=document, by=by)
    return document


@part_of_act()
def open_company(*, facts: Mapping[str, Any], user: User, document: CompanyDocument, by: User) -> Company:
    """At approval: the company comes into being, or the existing one of that number is joined, with its document.

    `facts` are the fields of `Company`; those of an existing company stay as they are. An account that was approved
    before, and a document that has its company already, are welcome again (reopening). Where company and newcomer each
    bring a waiting document, or each one in force, the one that was handed in later counts; and a document that waits is
    not looked at any more when a later one is in force.
    """
    key = {name: facts[name] for name in ("number_kind", "number")}
    company, created = Company.objects.get_or_create(**key, defaults=dict(facts))
    take_turns(company.pk)
    account = CompanyAccount(user=user, company=company)
    CompanyAccount.objects.bulk_create(
        [account], update_conflicts=True, unique_fields=["user"], update_fields=["company"]
    )
    document = locked(CompanyDocument.objects.filter(pk=document.pk)).get()
    if not created:
        _let_the_newer_stay(company, document, by=by)
    document.company, document.submitted_by = company, user
    document.save(update_fields=["company", "submitted_by"])
    if created:
        record(Act.COMPANY_CREATED, about=company, by=by, acting_company_id=company.pk)
    return company


def refusal_answer(reasons: Sequence[Reason], note: str) -> str:
    """The words of a refusal. Raises `ValidationError` when there are none, or a ticked reason asks for a note."""
    if any(reason.needs_note for reason in reasons) and not note.strip():
        raise ValidationError(_("勾選「其他」時，請在說明欄寫下原因，這段文字會寄給申請人。"), code="note_missing")
    if not (answer := answer_of(reasons, note)):
        raise ValidationError(_("請至少勾選一項未通過原因，或填寫說明。"), code="reason_missing")
    return answer


def _decided(document: CompanyDocument, *, by: User, at: datetime | None) -> None:
    document.decided_by, document.decided_at = by, at or timezone.now()
    document.save(update_fields=["state", "answer", "decided_by", "decided_at"])


def _replace(company: Company, state: DocumentState, *, by: Actor) -> None:
    """Whatever document of the company is in that state gives way to a newer one."""
    for earlier in locked(CompanyDocument.objects.filter(company=company, state=state)):
        _give_way(earlier, company, by=by)


def _let_the_newer_stay(company: Company, joining: CompanyDocument, *, by: Actor) -> None:
    """An application may wait for long, so the document that joins is not always the newer one."""
    live = {DocumentState.PENDING, DocumentState.APPROVED}
    residents = CompanyDocument.objects.filter(company=company, state__in=live).exclude(pk=joining.pk)
    for resident in locked(residents.order_by("pk")):
        older = min(resident, joining, key=lambda document: (document.submitted_at, document.pk))
        outdated = older is joining and resident.state == DocumentState.APPROVED
        if joining.state in live and (resident.state == joining.state or outdated):
            _give_way(older, company, by=by)


def _give_way(document: CompanyDocument, company: Company, *, by: Actor) -> None:
    document.state = target_of(MOVES, DocumentMove.REPLACE, document)
    document.save(update_fields=["state"])
    record(Act.DOCUMENT_REPLACED, about=document, by=by, acting_company_id=company.pk)
