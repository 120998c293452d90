"""One line of the queue and one line of the outbox, in the words that the desk shows."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _

from port.accounts.models import User
from port.companies.enums import NumberKind
from port.companies.models import CompanyDocument
from port.letters.enums import LetterState
from port.letters.models import Letter
from port.review.cases import application_of
from port.review.enums import Question
from port.review.models import Claim, HeldDecision
from port.taiwan.dates import roc_datetime
from port.taiwan.text import mask_email, mask_name
from web.staff.ages import Age, Yardstick
from web.staff.questions import Subject, clock, kind_of_state, outcome, subject_of, waits


@dataclass(frozen=True)
class QueueRow:
    """`by` looks at it; `for_rows` has read the case.

    A page has a hundred of them and asks each for the same several times, so what was told is kept.
    """

    case: CompanyDocument
    yardstick: Yardstick
    by: User | None = None

    @cached_property
    def reference(self) -> str:
        application = application_of(self.case)
        return application.reference if application else _("補送文件")

    @cached_property
    def number(self) -> str:
        known = application_of(self.case)
        case = self.case
        kind, number = (known.number_kind, known.number) if known else (case.company_number_kind, case.company_number)
        if not number:
            return ""
        label = _("統編") if kind == NumberKind.UBN else _("機關代碼")
        return f"{label} {number}"

    @cached_property
    def applicant(self) -> str:
        application = application_of(self.case)
        return mask_name(application.name if application else self.case.sender_name or "")

    @cached_property
    def questions(self) -> list[tuple[Question, Subject]]:
        pairs = [(question, subject_of(self.case, question)) for question in Question]
        return [(question, subject) for question, subject in pairs if subject is not None]

    @cached_property
    def awaits(self) -> str:
        """帳號＋文件, 帳號 or 文件; empty when nothing waits."""
        open_questions = [question for question, subject in self.questions if waits(subject)]
        return "＋".join(_word(question) for question in open_questions if not self._held(question))

    @cached_property
    def held(self) -> list[str]:
        """A sentence for each decision that can still be taken back."""
        decisions = [decision for question in Question if (decision := self._held(question))]
        return [
            _("%(question)s%(verdict)s，決定將於 %(at)s 生效")
            % {
                "question": _word(Question(decision.question)),
                "verdict": decision.get_verdict_display(),
                "at": clock(decision.due_at),
            }
            for decision in decisions
        ]

    def _held(self, question: Question) -> HeldDecision | None:
        return getattr(self.case, f"held_{question.value}", None)

    @cached_property
    def results(self) -> list[tuple[str, str]]:
        """Kind and words of what was answered, when nothing waits any more."""
        return [
            (kind_of_state(subject), f"{_word(question)}{outcome(subject) or subject.get_state_display()}")
            for question, subject in self.questions
            if not self._held(question)
        ]

    @cached_property
    def claim(self) -> Claim | None:
        """Whoever works on it at the moment."""
        claim = getattr(self.case, "claim", None)
        return claim if claim and claim.until > self.yardstick.now else None

    @cached_property
    def is_mine(self) -> bool:
        return bool(self.claim) and self.claim.holder == self.by

    @cached_property
    def claimed_until(self) -> str:
        return clock(self.claim.until) if self.claim else ""

    @cached_property
    def mends(self) -> bool:
        """It takes the place of one that was refused."""
        application = application_of(self.case)
        return bool(application and application.forerunner_id) or self.case.mends_refused

    @cached_property
    def reopened_at(self) -> datetime | None:
        """Since when a question that was answered before waits once more; known of cases that `for_rows` has read."""
        times = {
            Question.ACCOUNT: getattr(application_of(self.case), "reopened_at", None),
            Question.DOCUMENT: getattr(self.case, "document_reopened_at", None),
        }
        again = [times[question] for question, subject in self.questions if waits(subject) and not self._held(question)]
        return max(filter(None, again), default=None)

    @cached_property
    def age(self) -> Age:
        """Counted anew when it was reopened, since the desk had answered it in between."""
        return self.yardstick.age_since(self.reopened_at or self.case.submitted_at)

    @cached_property
    def choosing(self) -> str:
        """What the box of the row is called, to whoever hears it."""
        return _("選取 %(reference)s %(company)s") % {"reference": self.reference, "company": self.case.company_name}

    @cached_property
    def waited(self) -> str:
        """What the bar of the row says, to whoever hears it."""
        told = {"reference": self.reference, "waited": self.age.text, "rest": self.age.rest}
        return _("%(reference)s 已等候 %(waited)s，%(rest)s") % told

    @cached_property
    def sent(self) -> str:
        return roc_datetime(self.case.submitted_at)


def _word(question: Question) -> str:
    return _("帳號") if question is Question.ACCOUNT else _("文件")


@dataclass(frozen=True)
class LetterRow:
    letter: Letter

    @property
    def recipient(self) -> str:
        return mask_email(self.letter.to_address)

    @property
    def kind_of_state(self) -> str:
        return {LetterState.SENT: "good", LetterState.FAILED: "bad"}.get(self.letter.state, "now")

    @property
    def created(self) -> str:
        return roc_datetime(self.letter.created_at)

    @property
    def sent(self) -> str:
        return roc_datetime(self.letter.sent_at) if self.letter.sent_at else ""
