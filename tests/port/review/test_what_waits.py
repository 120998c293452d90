"""A question whose decision is held waits for nobody; a case that a colleague works on is not offered as the next."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from port.options import options
from port.review.cases import waiting_cases, waiting_keys
from port.review.decisions import decide, take_back
from port.review.enums import HeldState, Question, Verdict
from port.review.queue import CaseFilter, count_cases, filtered_cases, next_waiting
from tests.factories import a_claim, a_company_document, a_held_decision, a_reviewer, a_sight, an_application

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=ZoneInfo("Asia/Taipei"))
WORK = (CaseFilter.WAITING, CaseFilter.ACCOUNT, CaseFilter.DOCUMENT)
SHOWN_WHEN_HELD = {
    (): set(WORK),
    (Question.ACCOUNT,): {CaseFilter.WAITING, CaseFilter.DOCUMENT},
    (Question.DOCUMENT,): {CaseFilter.WAITING, CaseFilter.ACCOUNT},
    (Question.ACCOUNT, Question.DOCUMENT): set(),
}


@pytest.mark.parametrize("held", SHOWN_WHEN_HELD, ids=str)
def test_a_case_waits_for_what_is_not_decided_yet(held):
    case, sight = an_application().document, a_sight()
    for question in held:
        a_held_decision(case=case, question=question)

    shown = {chosen for chosen in WORK if case in filtered_cases(chosen, sight)}

    assert shown == SHOWN_WHEN_HELD[held]
    assert {chosen for chosen in WORK if count_cases(sight)[chosen]} == shown
    assert (case in filtered_cases(CaseFilter.HELD, sight)) is bool(held)
    assert case not in filtered_cases(CaseFilter.DECIDED, sight)


@pytest.mark.parametrize("state", [state for state in HeldState if state != HeldState.HELD], ids=str)
def test_a_decision_that_is_held_no_longer_keeps_nothing_from_waiting(state):
    case = a_company_document()
    a_held_decision(case=case, state=state)

    assert list(waiting_cases()) == [case]


@pytest.mark.usefixtures("ten_minutes")
def test_a_decided_case_leaves_the_queue_and_comes_back_when_the_decision_is_taken_back(reviewer):
    case = a_company_document()
    decision = decide(case, question=Question.DOCUMENT, verdict=Verdict.APPROVE, by=reviewer)
    meanwhile = list(waiting_cases())

    take_back(decision, by=reviewer)

    assert (meanwhile, list(waiting_cases())) == ([], [case])


def test_the_decisions_of_other_cases_change_nothing():
    case, other = a_company_document(), a_company_document()
    a_held_decision(case=other)

    assert list(waiting_cases()) == [case]


def test_the_next_case_is_one_that_no_colleague_works_on(reviewer):
    first, theirs, own, last = [
        a_company_document(submitted_at=MONDAY + timedelta(hours=number)) for number in range(4)
    ]
    a_claim(case=theirs)
    a_claim(case=own, holder=reviewer)

    assert next_waiting(first, by=reviewer) == own
    assert next_waiting(own, by=reviewer) == last
    assert next_waiting(first) == last
    assert next_waiting(first, by=a_reviewer()) == last


def test_a_case_is_offered_again_when_its_lease_has_ended(clock, reviewer):
    first, theirs = [a_company_document(submitted_at=MONDAY + timedelta(hours=number)) for number in range(2)]
    a_claim(case=theirs)
    while_it_runs = next_waiting(first, by=reviewer)

    clock.advance(options().claim_lease + timedelta(seconds=1))

    assert (while_it_runs, next_waiting(first, by=reviewer)) == (None, theirs)


def test_what_is_held_is_looked_up_and_never_read_through():
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")  # a small table would be read whole, however it is indexed

    plan = waiting_keys().explain()

    assert "one_held_decision_per_question" in plan
    assert "Seq Scan on review_helddecision" not in plan
