"""A reviewer decides; the decision is held for a while and can be taken back; then it happens, with its letter.

Decided in `docs/decisions/0015-decisions-are-held.md`. What happens then is in `applying.py`.
"""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from port.accounts.duties import need_reviewer
from port.accounts.models import User
from port.audit.enums import Act
from port.audit.recorder import record, recorded_together
from port.companies.models import CompanyDocument, Reason
from port.companies.moves import take_turns
from port.database import locked
from port.options import options
from port.review.applying import apply_due, carry_out, end, facts_of, happens
from port.review.cases import case_as_of_now, held_of
from port.review.claims import claim, claim_of_colleague, give_back, keep, known_claim, lock_desk, own
from port.review.enums import HeldState, Question, Verdict
from port.review.models import Claim, HeldDecision
from port.review.questions import (
    AlreadyDecided,
    Answer,
    refuse_contradiction,
    refuse_unless_waiting,
    waiting_questions,
)

__all__ = [
    "AlreadyDecided",
    "TooLate",
    "apply_due",
    "decide",
    "decide_all",
    "decide_together",
    "held_for",
    "last_decisions",
    "take_back",
]


class TooLate(Exception):
    """The decision is held no longer: it has happened, or it was taken back or overtaken."""

    def __init__(self, decision: HeldDecision) -> None:
        super().__init__(f"decision {decision.pk} is {decision.state}")
        self.decision = decision


def held_for(case: CompanyDocument) -> dict[Question, HeldDecision]:
    """The decisions that can still be taken back."""
    held = HeldDecision.objects.held().filter(case=case).select_related("by")
    return {Question(decision.question): decision for decision in held}


def last_decisions(case: CompanyDocument) -> dict[Question, HeldDecision]:
    """The last decision about each question, whatever became of it."""
    decisions = HeldDecision.objects.filter(case=case).select_related("by").order_by("made_at", "pk")
    return {Question(decision.question): decision for decision in decisions}


def decide(
    case: CompanyDocument,
    *,
    question: Question,
    verdict: Verdict,
    by: User,
    reasons: Sequence[Reason] = (),
    note: str = "",
) -> HeldDecision:
    """Answer one question of a case; with a `decision_delay` of 0 it happens at once.

    Of the case that is given only the key counts; `decision.case` is how it stands afterwards.
    Raises `CompanyDocument.DoesNotExist`, `AlreadyDecided` while a decision is held, `MoveRefused` when the question waits no longer,
    `ClaimedByColleague`, `NotTheirDuty`, and `ValidationError` when a refusal says no reason or contradicts the other
    decision.
    """
    answer = Answer(question=question, verdict=verdict, reasons=reasons, note=note)
    return decide_all(case, [answer], by=by)[0]


def decide_together(
    case: CompanyDocument,
    *,
    account: Verdict,
    document: Verdict,
    by: User,
    account_reasons: Sequence[Reason] = (),
    account_note: str = "",
    document_reasons: Sequence[Reason] = (),
    document_note: str = "",
) -> list[HeldDecision]:
    """Answer both questions or none of them: first the account, whose letter leaves first as well. Raises as `decide`.

    Both refused: the applicant is told both, and the document is refused, not closed. An account that is refused beside
    an approved document is a `ValidationError`, since the letter of the document says that passes can be applied for.
    """
    answers = [
        Answer(question=Question.ACCOUNT, verdict=account, reasons=account_reasons, note=account_note),
        Answer(question=Question.DOCUMENT, verdict=document, reasons=document_reasons, note=document_note),
    ]
    return decide_all(case, answers, by=by)


@transaction.atomic
@recorded_together()
def decide_all(
    case: CompanyDocument, answers: Sequence[Answer], *, by: User, keeps_claim: bool = True
) -> list[HeldDecision]:
    """What `decide` and `decide_together` share. With `keeps_claim`, what still waits of the case is claimed by `by`."""
    need_reviewer(by)
    lock_desk(case)
    case = _in_turn(case.pk)
    held = held_of(case)
    claimed = _refuse_unless_open(case, answers, held, by=by)
    decisions = [_make(case, answer, by=by) for answer in answers]
    if options().decision_delay:
        for decision in decisions:
            record(Act.DECISION_MADE, about=case, by=by, acting_company_id=case.company_id, facts=facts_of(decision))
        held |= {Question(decision.question): decision for decision in decisions}
    else:
        carry_out(decisions[0])
        decisions = [decisions[0], *(_happened(decision) for decision in decisions[1:])]
        case = case_as_of_now(case.pk)
        held = held_of(case)
        for decision in decisions:
            decision.case = case
    _keep_or_give_back(case, held, claimed, by=by, keeps_claim=keeps_claim)
    return decisions


@transaction.atomic
def take_back(decision: HeldDecision, *, by: User) -> HeldDecision:
    """收回決定: the question waits again, and its case stays with whoever took the decision back, if nobody else has it.

    Raises `TooLate` when it is held no longer, `NotTheirDuty`, and `ValidationError` for anybody but who made it and the
    heads.
    """
    need_reviewer(by)
    case = CompanyDocument.objects.get(pk=decision.case_id)
    lock_desk(case)
    decision = locked(HeldDecision.objects.filter(pk=decision.pk)).get()
    if decision.state != HeldState.HELD:
        raise TooLate(decision)
    if by.pk != decision.by_id and not by.is_head:
        raise ValidationError(_("只有作成決定的人員或主管可以收回決定。"), code="not_the_decider")
    end(decision, HeldState.TAKEN_BACK)
    if claim_of_colleague(case, by=by) is None:
        claim(case, by=by)
    facts = facts_of(decision)
    record(Act.DECISION_TAKEN_BACK, about=case, by=by, acting_company_id=case.company_id, facts=facts)
    return decision


def _in_turn(pk: int) -> CompanyDocument:
    """The case as of now; where it has a company, read after the turn of that was taken."""
    case = case_as_of_now(pk)
    if not case.company_id:
        return case
    take_turns(case.company_id)
    return case_as_of_now(pk)


def _refuse_unless_open(
    case: CompanyDocument, answers: Sequence[Answer], held: Mapping[Question, HeldDecision], *, by: User
) -> Claim | None:
    """The own claim on the case, if there is one."""
    for answer in answers:
        refuse_unless_waiting(case, answer.question, held)
    claimed = own(known_claim(case), by=by)
    verdicts = {question: decision.verdict for question, decision in held.items()}
    refuse_contradiction(verdicts | {answer.question: answer.verdict for answer in answers})
    return claimed


def _make(case: CompanyDocument, answer: Answer, *, by: User) -> HeldDecision:
    now = timezone.now()
    decision = HeldDecision.objects.create(
        case=case,
        question=answer.question,
        verdict=answer.verdict,
        note=answer.note.strip(),
        answer=answer.words(),
        by=by,
        made_at=now,
        due_at=now + options().decision_delay,
    )
    if answer.verdict == Verdict.REJECT:
        decision.reasons.set(answer.reasons)
    return decision


def _happened(decision: HeldDecision) -> HeldDecision:
    """The row as it is after its turn, if it has not had it: it went along with the one before it, or was overtaken by it,
    as when the company that the account joins has a newer document."""
    decision = HeldDecision.objects.get(pk=decision.pk)
    if decision.state == HeldState.HELD:
        happens(decision)
    return decision


def _keep_or_give_back(
    case: CompanyDocument,
    held: Mapping[Question, HeldDecision],
    claimed: Claim | None,
    *,
    by: User,
    keeps_claim: bool,
) -> None:
    if not waiting_questions(case, held):
        give_back(case, by=by, held=claimed)
    elif keeps_claim:
        keep(case, by=by, held=claimed)
