"""What can be asked for, and the act of asking. However often a form arrives, there is one request (decision 7)."""

import uuid
from dataclasses import dataclass, fields

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from port.accounts.duties import NotTheirDuty
from port.accounts.models import User
from port.audit.enums import Act
from port.audit.recorder import APPLICANT, record
from port.changes import letters
from port.changes.checks import account_meant, accounts_in_use, may_have_number, waiting_change, waiting_handover
from port.changes.enums import ChangeKind
from port.changes.models import ChangeRequest
from port.changes.moves import take_turns
from port.companies.models import Company
from port.documents.models import StoredDocument
from port.documents.refusals import DocumentNotStaged
from port.documents.workflow import keep
from port.language import language_now
from port.registration.models import AccountApplication, new_reference

TYPED = (
    "kind",
    "username",
    "number",
    "new_number_kind",
    "new_number",
    "new_company_name",
    "new_name",
    "new_mobile",
    "new_email",
    "explanation",
)


@dataclass(frozen=True, kw_only=True)
class ChangeFacts:
    """What was typed, cleaned; the fields are those of `ChangeRequest`, and each kind fills the ones that it needs."""

    kind: ChangeKind
    explanation: str
    contact_email: str
    company: Company | None = None
    account: User | None = None
    username: str = ""
    number: str = ""
    new_number_kind: str = ""
    new_number: str = ""
    new_company_name: str = ""
    new_name: str = ""
    new_mobile: str = ""
    new_email: str = ""


class AlreadyWaiting(ValidationError):
    """Another request of that kind waits for the same company or account."""

    def __init__(self, change: ChangeRequest) -> None:
        sentence = _("已經有一件相同的申請正在審核（受理號碼 %(reference)s）。請等候結果，或先撤回那一件再重新申請。")
        super().__init__(sentence, code="already_waiting", params={"reference": change.reference})
        self.change = change


class SentWithOtherWords(Exception):
    """The same form was sent before, with other words in it; what was sent first stands."""


def lost_mailbox(*, username: str, number: str, email: str, explanation: str) -> ChangeFacts:
    """更換信箱, asked for by somebody who cannot sign in. Whether the account exists, nobody but the desk is told."""
    account = account_meant(username=username, number=number)
    return ChangeFacts(
        kind=ChangeKind.MAILBOX,
        account=account,
        username=username,
        number=number,
        new_email=email,
        explanation=explanation,
        contact_email=email,
    )


def handover(
    account: User, *, company: Company, by: User, name: str, mobile: str, email: str, explanation: str
) -> ChangeFacts:
    """帳號移交 of one of the company's general accounts to another person."""
    return ChangeFacts(
        kind=ChangeKind.HANDOVER,
        company=company,
        account=account,
        username=account.username,
        new_name=name,
        new_mobile=mobile,
        new_email=email,
        explanation=explanation,
        contact_email=by.email,
    )


def new_identity(
    company: Company, *, by: User, name: str, number_kind: str, number: str, explanation: str
) -> ChangeFacts:
    """變更公司名稱或統編; what stays as it is may be said again, and is not asked for."""
    same_number = (number_kind, number) == (company.number_kind, company.number)
    return ChangeFacts(
        kind=ChangeKind.COMPANY,
        company=company,
        new_company_name="" if name == company.name else name,
        new_number_kind="" if same_number or not number else number_kind,
        new_number="" if same_number else number,
        explanation=explanation,
        contact_email=by.email,
    )


def ask(facts: ChangeFacts, *, file: StoredDocument, submission_id: uuid.UUID, by: User | None = None) -> ChangeRequest:
    """送出. The same `submission_id` again answers with what was sent first.

    Raises `SentWithOtherWords`, `DocumentNotStaged` when the file is gone by now, `ValidationError` for what cannot be
    asked (`AlreadyWaiting` among them), and `NotTheirDuty` for an account that cannot be handed over by them.
    """
    if earlier := _asked_before(submission_id, facts):
        return earlier
    if file is None:
        raise DocumentNotStaged
    try:
        return _write(facts, file=file, submission_id=submission_id, by=by)
    except (IntegrityError, DocumentNotStaged, AlreadyWaiting) as fault:
        if earlier := _asked_before(submission_id, facts):
            return earlier  # the very same form was faster
        if not isinstance(fault, IntegrityError):
            raise
    # Two requests drew the same 受理號碼 at one instant.
    return _write(facts, file=file, submission_id=submission_id, by=by)


def _asked_before(submission_id: uuid.UUID, facts: ChangeFacts) -> ChangeRequest | None:
    earlier = ChangeRequest.objects.filter(submission_id=submission_id).first()
    if earlier is None:
        return None
    same_words = all(getattr(earlier, name) == getattr(facts, name) for name in TYPED)
    if not same_words or earlier.company != facts.company:
        raise SentWithOtherWords
    return earlier


@transaction.atomic
def _write(facts: ChangeFacts, *, file: StoredDocument, submission_id: uuid.UUID, by: User | None) -> ChangeRequest:
    if facts.company:
        take_turns(facts.company)
    _refuse_what_cannot_be_asked(facts, by)
    keep(file)
    change = ChangeRequest.objects.create(
        reference=_free_reference(),
        submission_id=submission_id,
        file=file,
        asked_by=by,
        contact_language=language_now(),
        **{field.name: getattr(facts, field.name) for field in fields(facts)},
    )
    letters.post_received(change)
    company_id, facts_told = change.company_id, {"kind": change.kind}
    record(Act.CHANGE_SUBMITTED, about=change, by=by or APPLICANT, acting_company_id=company_id, facts=facts_told)
    return change


def _refuse_what_cannot_be_asked(facts: ChangeFacts, by: User | None) -> None:
    if facts.kind == ChangeKind.COMPANY and facts.company:
        _refuse_identity(facts, facts.company)
    if facts.kind == ChangeKind.HANDOVER and facts.company and facts.account:
        if by and not accounts_in_use(facts.company).filter(pk=facts.account.pk).exists():
            raise NotTheirDuty(by)
        if waiting := waiting_handover(facts.account):
            raise AlreadyWaiting(waiting)


def _refuse_identity(facts: ChangeFacts, company: Company) -> None:
    if not facts.new_company_name and not facts.new_number:
        raise ValidationError(_("公司名稱與統編都和目前登記的相同，沒有要變更的內容。"), code="nothing_new")
    if facts.new_number:
        answer = may_have_number(company, number_kind=facts.new_number_kind, number=facts.new_number)
        if not answer.yes:
            raise ValidationError(answer.reason, code="number_taken")
    if waiting := waiting_change(company):
        raise AlreadyWaiting(waiting)


def _free_reference() -> str:
    """A 受理號碼 that neither a request nor an application has: on the telephone nobody says which of them it is."""
    while _is_drawn(reference := new_reference()):
        pass
    return reference


def _is_drawn(reference: str) -> bool:
    taken = (rows.filter(reference=reference).exists() for rows in (ChangeRequest.objects, AccountApplication.objects))
    return any(taken)
