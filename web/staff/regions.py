"""The part of a case page that belongs to one question: form and letters while it waits, the answer afterwards."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from port.companies.models import CompanyDocument
from port.companies.reasons import answer_of
from port.letters.models import LINK, Letter
from port.taiwan.dates import roc_datetime
from port.taiwan.text import mask_email
from web.staff.forms import AnswerForm
from web.staff.questions import Question, Subject, kind_of_state, outcome, waits


@dataclass(frozen=True)
class LetterShown:
    """A letter as it would leave; `open` when it is the one that fits what is ticked and typed."""

    letter: Letter | None
    open: bool

    @property
    def recipient(self) -> str:
        return mask_email(self.letter.to_address) if self.letter else ""

    @property
    def text(self) -> str:
        return self.letter.text.replace(LINK, _("（驗證連結，寄出時產生）")) if self.letter else ""


@dataclass(frozen=True)
class Region:
    """One question on the page, with its form while it waits and its answer afterwards."""

    case: CompanyDocument
    question: Question
    subject: Subject
    form: AnswerForm

    @property
    def decide_url(self) -> str:
        return reverse(f"staff:decide_{self.question.key}", args=[self.case.pk])

    @property
    def preview_url(self) -> str:
        return reverse(f"staff:preview_{self.question.key}", args=[self.case.pk])

    @property
    def waits(self) -> bool:
        return waits(self.subject)

    @property
    def decided(self) -> bool:
        return not self.waits

    @property
    def kind(self) -> str:
        return kind_of_state(self.subject)

    @property
    def outcome(self) -> str:
        return outcome(self.subject)

    @property
    def decided_at(self) -> str:
        return roc_datetime(self.subject.decided_at)

    @property
    def letters(self) -> dict[str, LetterShown]:
        reasons, note = self.form.answer()
        answer = answer_of(reasons, note)
        approval = self.question.preview(self.subject, approved=True, answer=note)
        refusal = self.question.preview(self.subject, approved=False, answer=answer) if answer else None
        return {
            "approval": LetterShown(approval, open=not reasons),
            "refusal": LetterShown(refusal, open=bool(answer)),
        }


def region_of(case: CompanyDocument, question: Question, form: AnswerForm | None = None) -> Region | None:
    subject = question.subject_of(case)
    return Region(case, question, subject, form or AnswerForm(question=question)) if subject else None
