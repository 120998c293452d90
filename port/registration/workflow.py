"""The acts on an account application: submit, approve, reject. What follows an approval is in `proof.py`."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from port.accounts import verification
from port.accounts.enums import AccountKind
from port.accounts.models import User
from port.audit.enums import Act
from port.audit.recorder import APPLICANT, record, recorded_together
from port.companies.models import Company, CompanyDocument, Reason
from port.companies.workflow import close_document, hand_in, open_company, refusal_answer
from port.database import part_of_act
from port.documents.models import StoredDocument
from port.documents.refusals import DocumentNotStaged
from port.language import language_now
from port.registration import letters
from port.registration.chain import account_before, account_of, lock_account_of
from port.registration.checks import who_has_username
from port.registration.enums import ApplicationMove
from port.registration.mending_links import issue_link
from port.registration.models import AccountApplication
from port.registration.moves import first_in_turn, moved

DRAWS = 20
"""So often a 受理號碼 is drawn that another application has already: of each day there are 90,000."""


@dataclass(frozen=True, kw_only=True)
class ApplicationFacts:
    """What the applicant typed, cleaned; the password as its hash. A shared account is applied for without a company."""

    kind: str = AccountKind.GENERAL
    username: str
    name: str
    mobile: str
    email: str
    email_canonical: str
    password: str
    number_kind: str = ""
    number: str = ""
    phone: str = ""
    company_name: str = ""
    address: str = ""
    representative: str = ""


class UsernameTaken(ValidationError):
    """帳號已經存在: said by the manual's words (note 3 to step 14)."""

    def __init__(self) -> None:
        super().__init__(_("帳號已經存在，請重設其他帳號。"), code="username_taken")


class SentWithOtherWords(Exception):
    """The same form was sent before, with other words in it; what was sent first stands."""

    def __init__(self, application: AccountApplication) -> None:
        super().__init__(application.reference)
        self.application = application


def submit(*, facts: ApplicationFacts, file: StoredDocument | None, submission_id: uuid.UUID) -> AccountApplication:
    """送出 (manual, steps 14 to 16). The same `submission_id` again answers with what was sent first (decision 7).

    `file` is the document of the company; None for a shared account, which has neither.
    Raises `UsernameTaken`, `DocumentNotStaged` when the file is gone by now, and `SentWithOtherWords` when the
    repeated form says something else.
    """
    write = partial(write_application, facts=facts, file=file, submission_id=submission_id)
    return sent_once(write, facts=facts, submission_id=submission_id)


def sent_once(
    write: Callable[[], AccountApplication],
    *,
    facts: ApplicationFacts,
    submission_id: uuid.UUID,
    faults: tuple[type[Exception], ...] = (DocumentNotStaged, UsernameTaken),
) -> AccountApplication:
    """Write the application of a form, however often the form arrives. Raises what `write` raises, if it is no repetition.

    `faults` are those that a request which was faster, with this very form or with this account name, brings about.
    """
    caught: tuple[type[Exception], ...] = (IntegrityError, *faults)
    for _draw in range(DRAWS):
        try:
            return write()
        except caught as fault:
            if earlier := _sent_before(submission_id, facts):
                return earlier
            if not isinstance(fault, IntegrityError):
                raise
        # A name that is free by now was never the fault: the 受理號碼 that was drawn is another's.
    return write()


def _sent_before(submission_id: uuid.UUID, facts: ApplicationFacts) -> AccountApplication | None:
    earlier = AccountApplication.objects.filter(submission_id=submission_id).first()
    if earlier and not earlier.says_the_same_as(asdict(facts)):
        raise SentWithOtherWords(earlier)
    return earlier


@transaction.atomic
@recorded_together()
def write_application(
    *,
    facts: ApplicationFacts,
    file: StoredDocument | None,
    submission_id: uuid.UUID,
    forerunner: AccountApplication | None = None,
) -> AccountApplication:
    """The application with its document, letters and record; `forerunner` is the refused one that it mends.

    The applicant is written to in the language of the page that it is sent from.
    """
    take_username(facts.username, forerunner=forerunner)
    document = _handed_in(facts, file, forerunner)
    application = AccountApplication.objects.create(
        submission_id=submission_id,
        submitted_at=document.submitted_at if document else timezone.now(),
        document=document,
        forerunner=forerunner,
        language=language_now(),
        **asdict(facts),
    )
    letters.post_received(application)
    letters.post_owners_told(application)
    letters.post_former_address_told(application)
    act = Act.APPLICATION_MENDED if forerunner else Act.APPLICATION_SUBMITTED
    record(act, about=application, by=APPLICANT)
    return application


def _handed_in(
    facts: ApplicationFacts, file: StoredDocument | None, forerunner: AccountApplication | None
) -> CompanyDocument | None:
    """Raises `DocumentNotStaged` when the application of a company has no document."""
    if facts.kind == AccountKind.SHARED:
        return None
    if file is None:
        raise DocumentNotStaged
    former = forerunner.document if forerunner else None
    return hand_in(file=file, company_name=facts.company_name, contact_email=facts.email, forerunner=former)


def take_username(username: str, *, forerunner: AccountApplication | None) -> None:
    """From here to the commit nobody else can begin to hold this account name. Raises `UsernameTaken`."""
    if first_in_turn(username, who_has_username(username, forerunner=forerunner)) is not None:
        raise UsernameTaken


@part_of_act()
@recorded_together()
def approve(
    application: AccountApplication, *, by: User, note: str = "", at: datetime | None = None
) -> AccountApplication:
    """帳號審核通過: the account and its company come into being, and the letter carries the link. Raises `MoveRefused`.

    What came into being before a reopening stays, and its address is proven anew. `at` is when the reviewer decided, if
    that was before this moment.
    """
    lock_account_of(application)
    application = moved(application, ApplicationMove.APPROVE)
    former = account_before(application)
    application.user = user = account_of(application, by=by)
    application.company = _open_company(application, user, by=by)
    application.answer = note.strip()
    _decided(application, by=by, at=at)
    letters.post_approved(application, token=verification.issue(user))
    facts = {"account": user.pk} | ({"switched_off": former.pk} if former and former != user else {})
    record(Act.APPLICATION_APPROVED, about=application, by=by, acting_company_id=application.company_id, facts=facts)
    return application


@transaction.atomic
def reject(
    application: AccountApplication,
    *,
    by: User,
    reasons: Sequence[Reason],
    note: str = "",
    answer: str = "",
    at: datetime | None = None,
    closes_document: bool = True,
) -> AccountApplication:
    """帳號審核未通過: the account name is free again, and the document waits no longer.

    An account from before a reopening stays, with its name, and nobody can log in to it.

    `answer` stands for what `reasons` and `note` say by now, and `at` for this moment, if the reviewer decided before.
    A document that is refused for reasons of its own right after this is not closed.
    Raises `MoveRefused`, and `ValidationError` when nothing tells the applicant why.
    """
    application = moved(application, ApplicationMove.REJECT)
    application.answer = answer or refusal_answer(reasons, note)
    _decided(application, by=by, at=at)
    application.reasons.set(reasons)
    if closes_document and application.document:
        close_document(application.document, by=by)
    letters.post_rejected(application, token=issue_link(application))
    record(Act.APPLICATION_REJECTED, about=application, by=by, facts={"reasons": [reason.code for reason in reasons]})
    return application


def _open_company(application: AccountApplication, user: User, *, by: User) -> Company | None:
    """None for a shared account: its companies are those of the general accounts that it will hold."""
    if application.document is None:
        return None
    return open_company(facts=_company_facts(application), user=user, document=application.document, by=by)


def _company_facts(application: AccountApplication) -> dict[str, str]:
    same = {
        name: getattr(application, name) for name in ("number_kind", "number", "phone", "address", "representative")
    }
    return {**same, "name": application.company_name}


def _decided(application: AccountApplication, *, by: User, at: datetime | None) -> None:
    application.decided_by, application.decided_at = by, at or timezone.now()
    application.save(update_fields=["state", "answer", "decided_by", "decided_at", "user", "company"])
