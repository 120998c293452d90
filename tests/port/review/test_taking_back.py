"""收回決定: for ten minutes a slip of the hand has happened to nobody."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.letters.models import Letter
from port.registration.enums import ApplicationState
from port.review.applying import apply_due
from port.review.cases import waiting_cases
from port.review.claims import holder_of
from port.review.decisions import TooLate, decide, take_back
from port.review.enums import HeldState, Question, Verdict
from tests.factories import a_claim, a_head, a_held_decision, a_reviewer, an_application
from tests.port.review.told import everything_at_the_desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ten_minutes")]


@pytest.mark.parametrize("by_head", [False, True], ids=["who made it", "a head"])
def test_a_decision_that_is_taken_back_never_happens(clock, ten_minutes, reviewer, by_head):
    application = an_application()
    decision = decide(application.document, question=Question.ACCOUNT, verdict=Verdict.REJECT, by=reviewer, note="缺頁")
    by = a_head() if by_head else reviewer

    taken_back = take_back(decision, by=by)
    applied = apply_due(at=clock.now + ten_minutes)

    application.refresh_from_db()
    assert (taken_back.state, taken_back.ended_at, applied) == (HeldState.TAKEN_BACK, clock.now, 0)
    assert application.state == ApplicationState.SUBMITTED
    assert not Letter.objects.exists()
    record = AuditRecord.objects.about(application.document).get(act=Act.DECISION_TAKEN_BACK)
    assert (record.actor_id, record.facts["decision"]) == (by.pk, decision.pk)


def test_its_question_waits_again_and_can_be_answered_otherwise(reviewer):
    case = an_application().document
    take_back(decide(case, question=Question.ACCOUNT, verdict=Verdict.REJECT, by=reviewer, note="缺頁"), by=reviewer)
    waiting = list(waiting_cases())

    again = decide(case, question=Question.ACCOUNT, verdict=Verdict.APPROVE, by=reviewer)

    assert waiting == [case]
    assert (again.state, again.verdict) == (HeldState.HELD, Verdict.APPROVE)


def test_its_case_stays_with_whoever_took_it_back(clock, reviewer):
    decision = a_held_decision(by=reviewer)

    take_back(decision, by=reviewer)

    kept = holder_of(decision.case, clock.now)
    assert kept is not None
    assert kept.holder == reviewer


def test_a_colleague_who_works_on_the_case_keeps_it(clock, reviewer):
    decision = a_held_decision(by=reviewer)
    theirs = a_claim(case=decision.case)

    take_back(decision, by=reviewer)

    assert holder_of(decision.case, clock.now) == theirs


def test_nobody_else_takes_a_decision_back(reviewer):
    decision, colleague = a_held_decision(by=reviewer), a_reviewer()
    before = everything_at_the_desk()

    with pytest.raises(ValidationError) as refusal:
        take_back(decision, by=colleague)

    assert refusal.value.code == "not_the_decider"
    assert everything_at_the_desk() == before


@pytest.mark.parametrize("state", [state for state in HeldState if state != HeldState.HELD], ids=str)
def test_what_is_held_no_longer_is_not_taken_back(reviewer, state):
    decision = a_held_decision(by=reviewer, state=state)
    before = everything_at_the_desk()

    with pytest.raises(TooLate) as refusal:
        take_back(decision, by=reviewer)

    assert (refusal.value.decision, refusal.value.decision.state) == (decision, state)
    assert everything_at_the_desk() == before


def test_until_the_worker_has_come_a_decision_is_taken_back_though_its_time_is_over(clock, ten_minutes, reviewer):
    decision = a_held_decision(by=reviewer)
    clock.advance(ten_minutes + timedelta(minutes=1))

    taken_back = take_back(decision, by=reviewer)

    assert taken_back.state == HeldState.TAKEN_BACK
