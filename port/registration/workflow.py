"""The acts on an account application: submit, approve, reject. What follows an approval is in `proof.py`."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from port.accounts import verification
from port.accounts.enums import AccountKind
from port.accounts.models import User
from port.audit.enums import Act
from port.audit.recorder import APPLICANT, record
from port.companies.models import Reason
from port.companies.workflow import close_document, hand_in, open_company, refusal_answer
from port.documents.models import StoredDocument
from port.documents.refusals import DocumentNotStaged
from port.registration import letters
from port.registration.checks import is_username_free
from port.registration.enums import ApplicationMove
from port.registration.models import AccountApplication, new_reference
from port.registration.moves import moved


@dataclass(frozen=True, kw_only=True)
class ApplicationFacts:
    """What the applicant typed, cleaned; the password as its hash."""

    username: str
    name: str
    mobile: str
    email: str
    email_canonical: str
    password: str
    number_kind: str
    number: str
    phone: str
    company_name: str
    address: str
    representative: str


class UsernameTaken(ValidationError):
    """帳號已經存在: said by the manual's words (note 3 to step 14)."""

    def __init__(self) -> None:
        super().__init__(_("帳號已經存在，請重設其他帳號。"), code="username_taken")


class SentWithOtherWords(Exception):
    """The same form was sent before, with other words in it; what was sent first stands."""

    def __init__(self, application: AccountApplication) -> None:
        super().__init__(application.reference)
        self.application = application


def submit(*, facts: ApplicationFacts, file: StoredDocument, submission_id: uuid.UUID) -> AccountApplication:
    """送出 (manual, steps 14 to 16). The same `submission_id` again answers with what was sent first (decision 7).

    Raises `UsernameTaken`, `DocumentNotStaged` when the file is gone by now, and `SentWithOtherWords` when the
    repeated form says something else.
    """
    if earlier := _sent_before(submission_id, facts):
        return earlier
    try:
        return _submit(facts=facts, file=file, submission_id=submission_id)
    except (IntegrityError, DocumentNotStaged, UsernameTaken) as fault:
        # Another request may have been faster, with this very form or with this account name.
        if earlier := _sent_before(submission_id, facts):
            return earlier
        if not isinstance(fault, IntegrityError):
            raise
    # A name that is free by now was never the fault: the same 受理號碼 was drawn twice at one instant.
    return _submit(facts=facts, file=file, submission_id=submission_id)


def _sent_before(submission_id: uuid.UUID, facts: ApplicationFacts) -> AccountApplication | None:
    earlier = AccountApplication.objects.filter(submission_id=submission_id).first()
    if earlier and not earlier.says_the_same_as(asdict(facts)):
        raise SentWithOtherWords(earlier)
    return earlier


@transaction.atomic
def _submit(*, facts: ApplicationFacts, file: StoredDocument, submission_id: uuid.UUID) -> AccountApplication:
    if not is_username_free(facts.username):
        raise UsernameTaken
    document = hand_in(file=file, company_name=facts.company_name, contact_email=facts.email)
    application = AccountApplication.objects.create(
        reference=_free_reference(), submission_id=submission_id, document=document, **asdict(facts)
    )
    letters.post_received(application)
    letters.post_owners_told(application)
    record(Act.APPLICATION_SUBMITTED, about=application, by=APPLICANT)
    return application


def _free_reference() -> str:
    """A 受理號碼 that nobody has: among some hundred applications of one day, a number is soon drawn twice."""
    while AccountApplication.objects.filter(reference=(drawn := new_reference())).exists():
        pass
    return drawn


@transaction.atomic
def approve(application: AccountApplication, *, by: User, note: str = "") -> AccountApplication:
    """帳號審核通過: the account and its company come into being, and the letter carries the link. Raises `MoveRefused`."""
    application = moved(application, ApplicationMove.APPROVE)
    user = User.objects.create(
        username=application.username,
        name=application.name,
        mobile=application.mobile,
        email=application.email,
        password=application.password,
        kind=AccountKind.GENERAL,
    )
    application.user = user
    application.company = open_company(
        facts=_company_facts(application), user=user, document=application.document, by=by
    )
    application.answer = note.strip()
    _decided(application, by=by)
    letters.post_approved(application, token=verification.issue(user))
    record(Act.APPLICATION_APPROVED, about=application, by=by, acting_company_id=application.company.pk)
    return application


@transaction.atomic
def reject(
    application: AccountApplication, *, by: User, reasons: Sequence[Reason], note: str = ""
) -> AccountApplication:
    """帳號審核未通過: the account name is free again, and the document waits no longer.

    Raises `MoveRefused`, and `ValidationError` when nothing tells the applicant why.
    """
    application = moved(application, ApplicationMove.REJECT)
    application.answer = refusal_answer(reasons, note)
    _decided(application, by=by)
    application.reasons.set(reasons)
    close_document(application.document, by=by)
    letters.post_rejected(application)
    record(Act.APPLICATION_REJECTED, about=application, by=by, facts={"reasons": [reason.code for reason in reasons]})
    return application


def _company_facts(application: AccountApplication) -> dict[str, str]:
    same = {
        name: getattr(application, name) for name in ("number_kind", "number", "phone", "address", "representative")
    }
    return {**same, "name": application.company_name}


def _decided(application: AccountApplication, *, by: User) -> None:
    application.decided_by, application.decided_at = by, timezone.now()
    application.save(update_fields=["state", "answer", "decided_by", "decided_at", "user", "company"])
