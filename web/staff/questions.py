"""The two questions that a case puts to a reviewer, each answered apart from the other, in either order."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from port.companies import letters as document_letters
from port.companies.enums import DocumentState
from port.companies.models import CompanyDocument, Reason
from port.companies.workflow import approve_document, reject_document
from port.letters.models import Letter
from port.registration import letters as account_letters
from port.registration.cases import application_of
from port.registration.enums import ApplicationState
from port.registration.models import AccountApplication
from port.registration.workflow import approve, reject
from port.taiwan.dates import roc_datetime

Subject = AccountApplication | CompanyDocument


class Decision(TextChoices):
    APPROVE = "approve", gettext_lazy("審核通過")
    REJECT = "reject", gettext_lazy("審核不通過")


WAITS = {ApplicationState.SUBMITTED, DocumentState.PENDING}
GOOD = {ApplicationState.APPROVED, ApplicationState.VERIFIED, DocumentState.APPROVED}
BAD = {ApplicationState.REJECTED, DocumentState.REJECTED}


@dataclass(frozen=True, kw_only=True)
class Question:
    """`key` names its form, its part of the page and its addresses."""

    key: str
    title: str | Promise
    subject_of: Callable[[CompanyDocument], Subject | None]
    reasons: Callable[[], QuerySet[Reason]]
    approve: Callable[..., Subject]
    reject: Callable[..., Subject]
    preview: Callable[..., Letter]

    def decide(self, subject: Subject, decision: str, **answer: Any) -> Subject:
        """Raises `MoveRefused` when somebody was faster, and `ValidationError` when a refusal says no reason."""
        if decision == Decision.REJECT:
            return self.reject(subject, **answer)
        return self.approve(subject, by=answer["by"], note=answer["note"])


ACCOUNT = Question(
    key="account",
    title=gettext_lazy("帳號審核"),
    subject_of=application_of,
    reasons=Reason.objects.for_account,
    approve=approve,
    reject=reject,
    preview=account_letters.preview,
)
DOCUMENT = Question(
    key="document",
    title=gettext_lazy("公司證明文件審核"),
    subject_of=lambda case: case,
    reasons=Reason.objects.for_document,
    approve=approve_document,
    reject=reject_document,
    preview=document_letters.preview,
)


def waits(subject: Subject) -> bool:
    return subject.state in WAITS


def kind_of_state(subject: Subject) -> str:
    """How the state is drawn, in the words of `<c-state>`."""
    if waits(subject):
        return "now"
    return "good" if subject.state in GOOD else "bad" if subject.state in BAD else "quiet"


def outcome(subject: Subject) -> str:
    """What a reviewer decided, in the words of the buttons, also when the state went on since; empty when the question closed without a decision."""
    if subject.decided_by is None:
        return ""
    return str((Decision.REJECT if subject.state in BAD else Decision.APPROVE).label)


def told(question: Question, subject: Subject) -> str:
    """One sentence for whoever comes too late: who decided which question, when and what."""
    if subject.decided_by is None:
        said = {"title": question.title, "state": subject.get_state_display()}
        return _("%(title)s不需要再決定，現在的狀態是「%(state)s」。") % said
    said = {
        "title": question.title,
        "name": subject.decided_by.name,
        "at": roc_datetime(subject.decided_at),
        "outcome": outcome(subject),
    }
    return _("%(title)s已由 %(name)s 於 %(at)s 決定為「%(outcome)s」，這次沒有再決定，也沒有再寄信。") % said
