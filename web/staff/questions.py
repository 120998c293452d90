"""What each of the two questions of a case is about: its subject, its reasons, its letters, and how it was answered."""

from collections.abc import Iterable
from copy import copy
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from port.accounts.models import User
from port.companies import letters as document_letters
from port.companies.enums import DocumentState
from port.companies.models import CompanyDocument, Reason
from port.letters.models import Letter
from port.registration import letters as account_letters
from port.registration.enums import ApplicationState
from port.registration.models import AccountApplication
from port.review.cases import application_of, cases
from port.review.claims import ClaimedByColleague
from port.review.enums import Question, Verdict
from port.review.questions import AlreadyDecided
from port.taiwan.dates import roc_datetime
from port.workflows import MoveRefused

Subject = AccountApplication | CompanyDocument
Collision = AlreadyDecided | ClaimedByColleague | MoveRefused
COLLISIONS = (AlreadyDecided, ClaimedByColleague, MoveRefused)

WAITS = {ApplicationState.SUBMITTED, DocumentState.PENDING}
GOOD = {ApplicationState.APPROVED, ApplicationState.VERIFIED, DocumentState.APPROVED}
BAD = {ApplicationState.REJECTED, DocumentState.REJECTED}


def subject_of(case: CompanyDocument, question: Question) -> Subject | None:
    """The application, None for a document that was handed in later; or the document itself."""
    return application_of(case) if question == Question.ACCOUNT else case


def reasons_for(question: Question) -> QuerySet[Reason]:
    return Reason.objects.for_account() if question == Question.ACCOUNT else Reason.objects.for_document()


def preview(subject: Subject, *, approved: bool, answer: str, reasons: Iterable[Reason], account: str = "") -> Letter:
    """The letter that would leave, not yet in the outbox, in the language of its reader.

    `reasons` are those that the answer tells; `account` is the verdict on the account that leaves before it.
    """
    if isinstance(subject, AccountApplication):
        return account_letters.preview(subject, approved=approved, answer=answer, reasons=reasons)
    refused = account == Verdict.REJECT
    return document_letters.preview(subject, approved=approved, answer=answer, reasons=reasons, account_refused=refused)


def preview_reopened(subject: Subject, *, reason: str) -> Letter:
    letters = account_letters if isinstance(subject, AccountApplication) else document_letters
    return letters.preview_reopened(subject, reason=reason)


def subject_then(case: CompanyDocument, question: Question, *, account: str = "") -> Subject:
    """The subject as it will be when its letter is written: an account that is approved before has its holder by then."""
    subject = subject_of(case, question)
    if question == Question.ACCOUNT or account != Verdict.APPROVE or case.submitted_by:
        return subject
    then = copy(case)
    then.submitted_by = User(email=case.contact_email, language=case.contact_language)
    return then


def waits(subject: Subject) -> bool:
    """Whether it is undecided; whether a decision is held, `held_for` says."""
    return subject.state in WAITS


def kind_of_state(subject: Subject) -> str:
    """How the state is drawn, in the words of `<c-state>`."""
    if waits(subject):
        return "now"
    return "good" if subject.state in GOOD else "bad" if subject.state in BAD else "quiet"


def outcome(subject: Subject) -> str:
    """What a reviewer decided, in the words of the buttons, also when the state went on since; empty when the question closed without a decision."""
    if subject.decided_by_id is None:
        return ""
    return str((Verdict.REJECT if subject.state in BAD else Verdict.APPROVE).label)


def told(collision: Collision, *, case: CompanyDocument, question: Question | None = None) -> str:
    """For whoever comes too late: who, when and what, and that nothing was decided or sent again.

    `question` is the one that was answered; without it, that of the refused move itself.
    """
    match collision:
        case ClaimedByColleague(claim=claim):
            said = {"name": claim.holder.name, "until": clock(claim.until)}
            return _("這一件由 %(name)s 處理中，保留至 %(until)s；這次沒有決定，也沒有寄信。") % said
        case AlreadyDecided(decision=decision):
            said = {
                "title": decision.get_question_display(),
                "name": decision.by.name,
                "at": roc_datetime(decision.made_at),
                "outcome": decision.get_verdict_display(),
                "due": clock(decision.due_at),
            }
            return (
                _(
                    "%(title)s已由 %(name)s 於 %(at)s 決定為「%(outcome)s」，將於 %(due)s 生效並寄信；"
                    "這次沒有再決定，也沒有再寄信。"
                )
                % said
            )
    if question is None:
        question = Question.ACCOUNT if isinstance(collision.subject, AccountApplication) else Question.DOCUMENT
    return told_decided(subject_of(cases().get(pk=case.pk), question), question)


def told_decided(subject: Subject, question: Question) -> str:
    """How it was answered, and that nothing more was done."""
    if subject.decided_by is None:
        said = {"title": question.label, "state": subject.get_state_display()}
        return _("%(title)s不需要再決定，現在的狀態是「%(state)s」。") % said
    said = {
        "title": question.label,
        "name": subject.decided_by.name,
        "at": roc_datetime(subject.decided_at),
        "outcome": outcome(subject),
    }
    return _("%(title)s已由 %(name)s 於 %(at)s 決定為「%(outcome)s」，這次沒有再決定，也沒有再寄信。") % said


def clock(at: datetime) -> str:
    """`10:32` on Taiwan's clock."""
    return f"{timezone.localtime(at):%H:%M}"
