"""An answered question is asked once more: the act as the desk does it, and what the case tells of it afterwards."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from html import unescape

from django.db import transaction
from django.db.models import Q

from port.accounts.models import User
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.companies.enums import DocumentState
from port.companies.models import CompanyDocument
from port.companies.reopening import reopen_document
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.registration.enums import ApplicationState
from port.registration.models import AccountApplication
from port.registration.reopening import reopen
from port.review.cases import application_of
from port.review.claims import claim, claim_of_colleague, lock_desk
from port.review.enums import Question

ACTS = {Question.ACCOUNT: Act.APPLICATION_REOPENED, Question.DOCUMENT: Act.DOCUMENT_REOPENED}
LETTERS = (LetterKind.APPLICATION_REOPENED, LetterKind.DOCUMENT_REOPENED)
WAITS = (ApplicationState.SUBMITTED, DocumentState.PENDING)

_REASON = re.compile(r'<p class="reasons">(.*?)</p>', re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Reopening:
    """Questions that were asked once more in one step; `reason` is what the applicant was told."""

    questions: list[Question]
    at: datetime
    by: User | None
    reason: str

    @property
    def titles(self) -> str:
        return "、".join(str(question.label) for question in self.questions)


@transaction.atomic
def reopen_subject(subject: AccountApplication | CompanyDocument, *, by: User, reason: str) -> None:
    """重新審核, and the case stays with whoever did it, if nobody else has it. Raises as `reopen` and `reopen_document`."""
    case = subject if isinstance(subject, CompanyDocument) else subject.document
    if case is None:
        raise ValueError("an application for a shared account is no case of the queue")
    lock_desk(case)
    if isinstance(subject, CompanyDocument):
        reopen_document(subject, by=by, reason=reason)
    else:
        reopen(subject, by=by, reason=reason)
    if claim_of_colleague(case, by=by) is None:
        claim(case, by=by)


def reopenings_of(case: CompanyDocument) -> list[Reopening]:
    """Of the questions that are undecided since; one statement for a case that was never reopened, three otherwise."""
    application = application_of(case)
    return _reopenings(({Question.ACCOUNT: application} if application else {}) | {Question.DOCUMENT: case})


def reopenings_of_application(application: AccountApplication) -> list[Reopening]:
    """The same of one that is no case, for a shared account."""
    return _reopenings({Question.ACCOUNT: application})


def _reopenings(subjects: dict[Question, AccountApplication | CompanyDocument]) -> list[Reopening]:
    undecided = {question: subject for question, subject in subjects.items() if subject.state in WAITS}
    newest = _newest_records(undecided)
    if not newest:
        return []
    letters = list(Letter.objects.filter(_about(subjects.values(), "about"), kind__in=LETTERS))
    people = User.objects.in_bulk({record.actor_id for record in newest.values()})
    found: dict[object, Reopening] = {}
    for question, record in newest.items():
        letter = min(letters, key=lambda letter: abs(letter.created_at - record.at), default=None)
        # Written in the same moment. One letter tells of both when the document was reopened with its application.
        known = found.get(letter.pk) if letter else None
        if known:
            known.questions.append(question)
        else:
            found[letter.pk if letter else question] = Reopening(
                questions=[question], at=record.at, by=people.get(record.actor_id), reason=_reason_told(letter)
            )
    return list(found.values())


def _newest_records(
    subjects: dict[Question, AccountApplication | CompanyDocument],
) -> dict[Question, AuditRecord]:
    if not subjects:
        return {}
    acts = {ACTS[question]: question for question in subjects}
    records = AuditRecord.objects.filter(_about(subjects.values(), "object"), act__in=acts).order_by("id")
    by_question = {acts[Act(record.act)]: record for record in records}
    return {question: by_question[question] for question in Question if question in by_question}


def _about(subjects: Iterable[AccountApplication | CompanyDocument], name: str) -> Q:
    wanted = Q()
    for subject in subjects:
        wanted |= Q(**{f"{name}_type": subject._meta.label_lower, f"{name}_id": str(subject.pk)})
    return wanted


def _reason_told(letter: Letter | None) -> str:
    """As the letter says it; nothing else keeps the words, since the record holds none."""
    told = _REASON.search(letter.html) if letter else None
    return "\n".join(unescape(line).strip() for line in told[1].split("<br>")) if told else ""
