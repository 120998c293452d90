"""The part of a case page that belongs to one question: a form while it waits, what is held, and the answer afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from port.accounts.models import User
from port.companies.enums import DocumentMove
from port.companies.models import CompanyDocument, Reason
from port.companies.moves import MOVES as DOCUMENT_MOVES
from port.companies.reasons import answer_of
from port.letters.models import LINK, Letter
from port.registration.enums import ApplicationMove
from port.registration.moves import MOVES as ACCOUNT_MOVES
from port.review.enums import HeldState, Question, Verdict
from port.review.models import Claim, HeldDecision
from port.taiwan.dates import roc_datetime
from port.taiwan.text import mask_email
from web.staff.forms import AnswerForm, ReasonOfReopening
from web.staff.questions import (
    Subject,
    clock,
    kind_of_state,
    outcome,
    preview,
    preview_reopened,
    subject_of,
    subject_then,
    waits,
)

REOPENS = {
    Question.ACCOUNT: ACCOUNT_MOVES[ApplicationMove.REOPEN].sources,
    Question.DOCUMENT: DOCUMENT_MOVES[DocumentMove.REOPEN].sources,
}


@dataclass(frozen=True)
class LetterShown:
    """A letter as it would leave; `open` when it is the one that fits what was ticked and typed, closed before."""

    letter: Letter | None
    open: bool = True

    @property
    def recipient(self) -> str:
        return mask_email(self.letter.to_address) if self.letter else ""

    @property
    def text(self) -> str:
        return self.letter.text.replace(LINK, _("（只寄給申請人的連結，寄出時產生）")) if self.letter else ""


@dataclass(frozen=True)
class Standing:
    """How the case stands for whoever looks at it: what is held, what was decided last, and who works on it."""

    viewer: User
    held: dict[Question, HeldDecision]
    last: dict[Question, HeldDecision]
    claim: Claim | None

    @property
    def theirs(self) -> Claim | None:
        """The claim of a colleague, which keeps the viewer from deciding."""
        return self.claim if self.claim and self.claim.holder_id != self.viewer.pk else None

    @property
    def until(self) -> str:
        return clock(self.claim.until) if self.claim else ""

    def taken_back(self, question: Question) -> HeldDecision | None:
        """The last decision, if it was taken back: what was said is there to be said again."""
        last = self.last.get(question)
        return last if last and last.state == HeldState.TAKEN_BACK else None

    def may_take_back(self, decision: HeldDecision) -> bool:
        return decision.by_id == self.viewer.pk or self.viewer.is_head


@dataclass(frozen=True)
class Region:
    """One question on the page. `form` is what was typed before a colleague was faster, too."""

    case: CompanyDocument
    question: Question
    subject: Subject
    standing: Standing
    form: AnswerForm
    reopening: ReasonOfReopening

    @property
    def held(self) -> HeldDecision | None:
        return self.standing.held.get(self.question)

    @property
    def taken_back(self) -> HeldDecision | None:
        return self.standing.taken_back(self.question)

    @property
    def may_take_back(self) -> bool:
        return bool(self.held) and self.standing.may_take_back(self.held)

    @property
    def due(self) -> str:
        return clock(self.held.due_at) if self.held else ""

    @property
    def waits(self) -> bool:
        return waits(self.subject) and not self.held

    @property
    def kind(self) -> str:
        return "now" if self.held else kind_of_state(self.subject)

    @property
    def state(self) -> str:
        return self.held.get_state_display() if self.held else self.subject.get_state_display()

    @property
    def outcome(self) -> str:
        return outcome(self.subject)

    @property
    def decided_at(self) -> str:
        return roc_datetime(self.subject.decided_at)

    @property
    def decided(self) -> bool:
        """Nothing is left to decide here, so the keys pass it by."""
        return not self.waits

    @property
    def may_reopen(self) -> bool:
        return not self.held and self.subject.state in REOPENS[self.question]

    @property
    def kept(self) -> str:
        """What was typed in vain, since the question does not wait any more."""
        return "" if self.waits or not self.form.is_bound else answer_of(*self.form.answer())

    @property
    def letters(self) -> dict[str, LetterShown]:
        reasons, note = self.form.answer()
        answer = answer_of(reasons, note)
        account = self.standing.held.get(Question.ACCOUNT)
        verdict = account.verdict if account else ""
        subject = subject_then(self.case, self.question, account=verdict)
        said = self.form.is_bound or bool(answer)
        approval = preview(subject, approved=True, answer=note, reasons=())
        refusal = preview(subject, approved=False, answer=answer, reasons=reasons, account=verdict) if answer else None
        return {
            "approval": LetterShown(approval, open=said and not reasons),
            "refusal": LetterShown(refusal, open=bool(answer)),
        }

    @property
    def letter_of_reopening(self) -> LetterShown:
        words = self.reopening.words()
        return LetterShown(preview_reopened(self.subject, reason=words) if words else None)

    def url(self, act: str) -> str:
        return reverse(f"staff:{act}_{self.question}", args=[self.case.pk])

    @property
    def decide_url(self) -> str:
        return self.url("decide")

    @property
    def preview_url(self) -> str:
        return self.url("preview")

    @property
    def take_back_url(self) -> str:
        return self.url("take_back")

    @property
    def reopen_url(self) -> str:
        return self.url("reopen")


def regions_of(case: CompanyDocument, standing: Standing, form: object = None) -> list[Region]:
    """The regions of the questions that the case asks, with `form` in the one that it belongs to."""
    asked = [(question, subject_of(case, question)) for question in Question]
    return [region_of(case, question, standing, form) for question, subject in asked if subject]


def region_of(case: CompanyDocument, question: Question, standing: Standing, form: object = None) -> Region:
    own = form if getattr(form, "question", None) == question else None
    return Region(
        case=case,
        question=question,
        subject=subject_of(case, question),
        standing=standing,
        form=own if isinstance(own, AnswerForm) else AnswerForm(question=question, said=standing.taken_back(question)),
        reopening=own if isinstance(own, ReasonOfReopening) else ReasonOfReopening(question=question),
    )


def letters_of_both(
    case: CompanyDocument, answers: dict[Question, tuple[str, Sequence[Reason], str]]
) -> list[LetterShown]:
    """The letters in the order in which they leave, for a verdict, its reasons and a note about each question."""
    shown = []
    for question, (verdict, reasons, note) in answers.items():
        answer = note if verdict == Verdict.APPROVE else answer_of(reasons, note)
        account = answers[Question.ACCOUNT][0]
        subject = subject_then(case, question, account=account)
        is_there = verdict == Verdict.APPROVE or (verdict == Verdict.REJECT and answer)
        approved = verdict == Verdict.APPROVE
        said = {"approved": approved, "answer": answer, "reasons": reasons, "account": account}
        shown.append(LetterShown(preview(subject, **said) if is_there else None))
    return shown
