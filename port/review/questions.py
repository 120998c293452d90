"""The two questions of a case, and the answers that a reviewer may give to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from port.companies.enums import DocumentMove
from port.companies.models import CompanyDocument, Reason
from port.companies.moves import MOVES as DOCUMENT_MOVES
from port.companies.workflow import refusal_answer
from port.registration.enums import ApplicationMove
from port.registration.moves import MOVES as ACCOUNT_MOVES
from port.review.cases import application_of
from port.review.enums import Question, Verdict
from port.review.models import HeldDecision
from port.workflows import MoveRefused, target_of


@dataclass(frozen=True, kw_only=True)
class Answer:
    question: Question
    verdict: Verdict
    reasons: Sequence[Reason] = ()
    note: str = ""

    def words(self) -> str:
        """What the applicant will be told. Raises `ValidationError` when a refusal says no reason."""
        return refusal_answer(self.reasons, self.note) if self.verdict == Verdict.REJECT else self.note.strip()


class AlreadyDecided(Exception):
    """A decision about this question is held; it says by whom, and until when it can be taken back."""

    def __init__(self, decision: HeldDecision) -> None:
        super().__init__(f"decision {decision.pk} is held until {decision.due_at.isoformat()}")
        self.decision = decision


def refuse_unless_waiting(case: CompanyDocument, question: Question, held: Mapping[Question, HeldDecision]) -> None:
    """Raises `AlreadyDecided`, `MoveRefused`, or `ValidationError` when the case does not ask this question."""
    if question in held:
        raise AlreadyDecided(held[question])
    if question == Question.DOCUMENT:
        target_of(DOCUMENT_MOVES, DocumentMove.APPROVE, case)
    elif application := application_of(case):
        target_of(ACCOUNT_MOVES, ApplicationMove.APPROVE, application)
    else:
        raise ValidationError(_("這一件是後來補送的公司證明文件，沒有帳號要審核。"), code="no_account")


def waiting_questions(case: CompanyDocument, held: Mapping[Question, HeldDecision]) -> list[Question]:
    return [question for question in Question if _waits(case, question, held)]


def _waits(case: CompanyDocument, question: Question, held: Mapping[Question, HeldDecision]) -> bool:
    try:
        refuse_unless_waiting(case, question, held)
    except (AlreadyDecided, MoveRefused, ValidationError):
        return False
    return True


def refuse_contradiction(verdicts: Mapping[Question, str]) -> None:
    """A refused account has no company that could use a document, so nobody is told that it may. Raises `ValidationError`."""
    if verdicts.get(Question.ACCOUNT) == Verdict.REJECT and verdicts.get(Question.DOCUMENT) == Verdict.APPROVE:
        raise ValidationError(
            _(
                "帳號審核不通過時，公司證明文件不能同時審核通過：文件會隨申請結案，申請人補正時再一起送審。"
                "請只決定帳號；若文件的決定尚未寄信，請先收回。"
            ),
            code="document_without_account",
        )
