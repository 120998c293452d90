"""A decision happens: the act of the question, as of the time of the decision, in the words that the reviewer saw."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from port.audit.enums import Act
from port.audit.recorder import CLOCK, record, recorded_together
from port.companies.models import CompanyDocument
from port.companies.moves import take_turns
from port.companies.workflow import approve_document, reject_document
from port.database import locked, locked_if_free
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.options import options
from port.registration.models import AccountApplication
from port.registration.workflow import approve, reject
from port.review.cases import application_of, cases
from port.review.enums import HeldState, Question, Verdict
from port.review.models import HeldDecision
from port.review.second_look import draw_for
from port.workflows import MoveRefused

logger = logging.getLogger(__name__)

ANSWERS = (LetterKind.APPLICATION_APPROVED, LetterKind.APPLICATION_REJECTED)

AT_ONCE = 100
"""Decisions per turn of the worker, so that letters that are due need not wait for it."""

PAUSE_AFTER_FAULT = timedelta(minutes=1)

FAILING_AT_MOST = timedelta(minutes=10)
"""Tried for so long in vain, the decision ends, and its question waits again where somebody sees it."""


def apply_due(*, at: datetime, going_on: Callable[[], bool] = lambda: True) -> int:
    """Let the decisions happen whose time has come, each in a transaction of its own; how many did, those not
    counted that went along with another one.

    Several workers share them. One that fails is tried again after a pause, and harms no other case; one that goes on
    failing ends as overtaken.
    """
    due = HeldDecision.objects.due(at).values_list("pk", flat=True)[:AT_ONCE]
    return sum(_apply(pk, at=at) for pk in list(due) if going_on())


def _apply(pk: int, *, at: datetime) -> bool:
    try:
        return _apply_in_turn(pk, at=at)
    except Exception as fault:  # noqa: BLE001 - whatever went wrong with one decision, the others must happen
        logger.error("decision %s could not be applied: %s", pk, type(fault).__name__)
        _put_off(pk, fault, at=at)
        return False


@transaction.atomic
def _apply_in_turn(pk: int, *, at: datetime) -> bool:
    decision = locked_if_free(HeldDecision.objects.due(at).filter(pk=pk)).first()
    if decision is None:
        return False  # taken back in this very moment, gone along with another one, or in the hands of another worker
    first = HeldDecision.objects.due(at).filter(case=decision.case_id).first()
    if first != decision:
        return False  # another worker has the decision about the account, whose letter comes first
    return happens(decision)


@transaction.atomic
def _put_off(pk: int, fault: Exception, *, at: datetime) -> None:
    """To be tried again, and with it whatever is held of its case, so that the order stays; or, after
    `FAILING_AT_MOST` of that, never."""
    decision = locked(HeldDecision.objects.held().filter(pk=pk)).first()
    if decision is None:
        return  # taken back in this very moment
    # Measured by how far it was put off already: after the worker stood still, it has two tries at least.
    if decision.due_at - decision.made_at >= options().decision_delay + FAILING_AT_MOST:
        _end_overtaken(decision, {"fault": type(fault).__name__})
        return
    until = at + PAUSE_AFTER_FAULT
    HeldDecision.objects.held().filter(case=decision.case_id, due_at__lt=until).update(due_at=until)


def carry_out(decision: HeldDecision) -> None:
    """The decision takes effect, and its letter is posted. Raises `MoveRefused`.

    The refusal of an account takes a refusal of its document that is held along with it, so that the applicant is told
    the reasons of both, those of the account first; without one it closes the document.
    """
    case = cases().get(pk=decision.case_id)
    if case.company_id:
        take_turns(case.company_id)  # before anything is recorded, since a second act may follow in this transaction
    end(decision, HeldState.APPLIED)
    if decision.question == Question.DOCUMENT:
        _answer_document(decision, case)
    elif decision.verdict == Verdict.APPROVE:
        approve(_application(case), by=decision.by, note=decision.answer, at=decision.made_at)
    else:
        _refuse_account(decision, case)
    draw_for(decision)


def happens(decision: HeldDecision) -> bool:
    """Carry it out; False when something else has happened to the case before, which ends the decision as well."""
    try:
        with transaction.atomic(), recorded_together():
            carry_out(decision)
    except MoveRefused as refusal:
        _end_overtaken(decision, {"state": refusal.subject.state})
        return False
    return True


def end(decision: HeldDecision, state: HeldState) -> None:
    decision.state, decision.ended_at = state, timezone.now()
    decision.save(update_fields=["state", "ended_at"])


def _end_overtaken(decision: HeldDecision, why: dict[str, object]) -> None:
    """Nobody is written to; the record says why."""
    end(decision, HeldState.OVERTAKEN)
    case, facts = decision.case, facts_of(decision) | why
    record(Act.DECISION_OVERTAKEN, about=case, by=CLOCK, acting_company_id=case.company_id, facts=facts)


def facts_of(decision: HeldDecision) -> dict[str, object]:
    """What the record says of a decision: codes and ids."""
    refused = decision.verdict == Verdict.REJECT
    reasons = [reason.code for reason in decision.reasons.all()] if refused else []
    return {
        "decision": decision.pk,
        "question": decision.question,
        "verdict": decision.verdict,
        "reasons": reasons,
    }


def _answer_document(decision: HeldDecision, case: CompanyDocument) -> None:
    after = _unsent_answer_about_account(case)
    if decision.verdict == Verdict.APPROVE:
        approve_document(case, by=decision.by, note=decision.answer, at=decision.made_at, after=after)
        return
    reject_document(
        case,
        by=decision.by,
        reasons=list(decision.reasons.all()),
        answer=decision.answer,
        at=decision.made_at,
        after=after,
    )


def _refuse_account(decision: HeldDecision, case: CompanyDocument) -> None:
    about_document = HeldDecision.objects.held().filter(case=case, question=Question.DOCUMENT)
    of_document = locked(about_document).first()
    reject(
        _application(case),
        by=decision.by,
        reasons=list(decision.reasons.all()),
        answer=decision.answer,
        at=decision.made_at,
        closes_document=of_document is None,
    )
    if of_document:
        happens(of_document)


def _unsent_answer_about_account(case: CompanyDocument) -> Letter | None:
    if (application := application_of(case)) is None:
        return None
    return Letter.objects.about(application).filter(kind__in=ANSWERS).on_its_way().last()


def _application(case: CompanyDocument) -> AccountApplication:
    """A decision about an account is only made of a case that has an application."""
    return case.application
