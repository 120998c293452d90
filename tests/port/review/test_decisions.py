"""A decision is held, and the question waits no longer; every state of every question, with and without one held."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from port.accounts.models import User
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.companies.enums import DocumentState
from port.companies.models import CompanyDocument
from port.letters.models import Letter
from port.options import options
from port.registration.enums import ApplicationState
from port.registration.models import AccountApplication
from port.registration.proof import lapse
from port.registration.workflow import reject
from port.review.claims import ClaimedByColleague, claim, holder_of
from port.review.decisions import AlreadyDecided, decide, held_for, last_decisions, take_back
from port.review.enums import HeldState, Question, Verdict
from port.review.models import HeldDecision
from port.workflows import MoveRefused
from tests.factories import (
    a_claim,
    a_company_document,
    a_held_decision,
    a_reviewer,
    a_verified_application,
    an_application,
    an_approved_application,
)
from tests.port.review.told import everything_at_the_desk

pytestmark = pytest.mark.django_db

ACCOUNT_IN: dict[ApplicationState, Callable[[User], AccountApplication]] = {
    ApplicationState.SUBMITTED: lambda by: an_application(),
    ApplicationState.APPROVED: lambda by: an_approved_application(by=by),
    ApplicationState.REJECTED: lambda by: reject(an_application(), by=by, reasons=[], note="缺頁"),
    ApplicationState.VERIFIED: lambda by: a_verified_application(by=by),
    ApplicationState.LAPSED: lambda by: lapse(an_approved_application(by=by)),
}
WAITS = {ApplicationState.SUBMITTED, DocumentState.PENDING}
ROWS = [
    (question, state, held)
    for question, states in ((Question.ACCOUNT, ApplicationState), (Question.DOCUMENT, DocumentState))
    for state in states
    for held in (False, True)
]


def answer_to(state: str, held: bool) -> type[Exception] | None:
    """How a decision is refused, by the state of its question and whether another one is held."""
    if held:
        return AlreadyDecided
    return None if state in WAITS else MoveRefused


def a_case(question: Question, state: str, by: User) -> CompanyDocument:
    """A case whose question is in that state."""
    if question == Question.ACCOUNT:
        return CompanyDocument.objects.get(pk=ACCOUNT_IN[ApplicationState(state)](by).document_id)
    if state in {DocumentState.APPROVED, DocumentState.REJECTED}:
        return a_company_document(state=state, decided_by=by, decided_at=timezone.now(), answer="缺頁")
    return a_company_document(state=state)


@pytest.mark.parametrize("verdict", Verdict, ids=str)
@pytest.mark.parametrize(("question", "state"), [row[:2] for row in ROWS if answer_to(*row[1:]) is None], ids=str)
@pytest.mark.usefixtures("ten_minutes")
def test_a_question_that_waits_and_of_which_nothing_is_held_is_decided(reviewer, question, state, verdict):
    case = a_case(question, state, reviewer)

    decision = decide(case, question=question, verdict=verdict, by=reviewer, note="請補正。")

    assert held_for(case) == {question: decision}


@pytest.mark.parametrize("verdict", Verdict, ids=str)
@pytest.mark.parametrize(("question", "state", "held"), [row for row in ROWS if answer_to(*row[1:])], ids=str)
@pytest.mark.usefixtures("ten_minutes")
def test_any_other_is_refused_and_nothing_changes(reviewer, question, state, held, verdict):
    case = a_case(question, state, reviewer)
    earlier = a_held_decision(case=case, question=question) if held else None
    before = everything_at_the_desk()

    with pytest.raises(answer_to(state, held)) as refusal:
        decide(case, question=question, verdict=verdict, by=reviewer, note="請補正。")

    said = refusal.value.decision if held else refusal.value.subject.state
    assert said == (earlier or state)
    assert everything_at_the_desk() == before


def test_a_decision_is_held_with_the_words_that_the_applicant_will_read(clock, ten_minutes, reviewer, reasons):
    application = an_application()

    decision = decide(
        application.document,
        question=Question.ACCOUNT,
        verdict=Verdict.REJECT,
        by=reviewer,
        reasons=[reasons["A01"]],
        note=" 請寫本名。 ",
    )

    application.refresh_from_db()
    assert (decision.state, decision.made_at, decision.due_at) == (HeldState.HELD, clock.now, clock.now + ten_minutes)
    assert (decision.by, decision.note) == (reviewer, "請寫本名。")
    assert reasons["A01"].sentence in decision.answer
    assert decision.answer.endswith("請寫本名。")
    assert list(decision.reasons.all()) == [reasons["A01"]]
    assert (application.state, application.decided_by) == (ApplicationState.SUBMITTED, None)
    assert not Letter.objects.exists()


@pytest.mark.usefixtures("ten_minutes")
def test_making_a_decision_is_recorded_without_its_words(reviewer, reasons):
    case = an_application().document

    decision = decide(
        case, question=Question.DOCUMENT, verdict=Verdict.REJECT, by=reviewer, reasons=[reasons["D05"]], note="缺頁"
    )

    record = AuditRecord.objects.about(case).get(act=Act.DECISION_MADE)
    assert record.actor_id == reviewer.pk
    assert record.facts == {
        "decision": decision.pk,
        "question": "document",
        "verdict": "reject",
        "reasons": ["D05"],
    }


@pytest.mark.parametrize("verdict", Verdict, ids=str)
@pytest.mark.parametrize("question", Question, ids=str)
def test_without_a_delay_a_decision_happens_at_once_and_is_no_waiting_one(reviewer, question, verdict):
    application = an_application()

    decision = decide(application.document, question=question, verdict=verdict, by=reviewer, note="請補正。")

    subject = AccountApplication.objects.get() if question == Question.ACCOUNT else CompanyDocument.objects.get()
    decision.refresh_from_db()
    assert (decision.state, held_for(application.document)) == (HeldState.APPLIED, {})
    assert (subject.state, subject.decided_by) == ("approved" if verdict == Verdict.APPROVE else "rejected", reviewer)
    assert (subject.answer, subject.decided_at) == ("請補正。", decision.made_at)
    assert Letter.objects.about(subject).count() == 1
    assert not AuditRecord.objects.filter(act=Act.DECISION_MADE).exists()


@pytest.mark.parametrize("delay", [timedelta(0), timedelta(minutes=10)], ids=str)
@pytest.mark.parametrize(("codes", "code"), [([], "reason_missing"), (["Z99"], "note_missing")])
def test_a_refusal_that_tells_nobody_why_changes_nothing(set_options, reviewer, reasons, delay, codes, code):
    set_options(decision_delay=delay)
    case = an_application().document
    before = everything_at_the_desk()

    with pytest.raises(ValidationError) as refusal:
        decide(
            case,
            question=Question.DOCUMENT,
            verdict=Verdict.REJECT,
            by=reviewer,
            reasons=[reasons[code] for code in codes],
        )

    assert refusal.value.code == code
    assert everything_at_the_desk() == before


def test_a_document_that_came_later_has_no_account_to_decide(reviewer):
    with pytest.raises(ValidationError) as refusal:
        decide(a_company_document(), question=Question.ACCOUNT, verdict=Verdict.APPROVE, by=reviewer)

    assert refusal.value.code == "no_account"


@pytest.mark.usefixtures("ten_minutes")
def test_a_case_that_a_colleague_works_on_is_not_decided(reviewer):
    theirs = a_claim()
    before = everything_at_the_desk()

    with pytest.raises(ClaimedByColleague) as refusal:
        decide(theirs.case, question=Question.DOCUMENT, verdict=Verdict.APPROVE, by=reviewer)

    assert refusal.value.claim == theirs
    assert everything_at_the_desk() == before


@pytest.mark.usefixtures("ten_minutes")
def test_whoever_answers_one_of_two_questions_keeps_the_case_for_the_other(clock, reviewer):
    case = an_application().document

    decide(case, question=Question.ACCOUNT, verdict=Verdict.APPROVE, by=reviewer)

    kept = holder_of(case, clock.now)
    assert kept is not None
    assert (kept.holder, kept.until) == (reviewer, clock.now + options().claim_lease)
    assert AuditRecord.objects.about(case).filter(act=Act.CASE_CLAIMED).count() == 1


@pytest.mark.usefixtures("ten_minutes")
def test_a_decision_renews_the_lease(clock, reviewer):
    case = an_application().document
    claim(case, by=reviewer)
    clock.advance(timedelta(minutes=29))

    decide(case, question=Question.DOCUMENT, verdict=Verdict.APPROVE, by=reviewer)

    kept = holder_of(case, clock.now)
    assert kept is not None
    assert kept.until == clock.now + options().claim_lease


@pytest.mark.parametrize("delay", [timedelta(0), timedelta(minutes=10)], ids=str)
def test_a_case_of_which_nothing_waits_is_given_back(set_options, clock, reviewer, delay):
    set_options(decision_delay=delay)
    case = a_company_document()
    claim(case, by=reviewer)

    decide(case, question=Question.DOCUMENT, verdict=Verdict.APPROVE, by=reviewer)

    assert holder_of(case, clock.now) is None
    assert AuditRecord.objects.about(case).filter(act=Act.CASE_RELEASED).count() == 1


@pytest.mark.usefixtures("ten_minutes")
def test_a_case_of_one_question_is_decided_without_any_claim(clock, reviewer):
    case = a_company_document()

    decide(case, question=Question.DOCUMENT, verdict=Verdict.APPROVE, by=reviewer)

    assert holder_of(case, clock.now) is None
    assert [record.act for record in AuditRecord.objects.about(case)] == [Act.DECISION_MADE]


@pytest.mark.parametrize("account_first", [True, False])
@pytest.mark.usefixtures("ten_minutes")
def test_no_document_is_approved_beside_the_refusal_of_its_account(reviewer, account_first):
    case = an_application().document
    refused = {"question": Question.ACCOUNT, "verdict": Verdict.REJECT, "note": "姓名不符"}
    approved = {"question": Question.DOCUMENT, "verdict": Verdict.APPROVE}
    first, second = (refused, approved) if account_first else (approved, refused)
    decision = decide(case, by=reviewer, **first)

    with pytest.raises(ValidationError) as refusal:
        decide(case, by=reviewer, **second)

    assert refusal.value.code == "document_without_account"
    assert list(held_for(case).values()) == [decision]


@pytest.mark.usefixtures("ten_minutes")
def test_the_last_decision_of_each_question_is_known_whatever_became_of_it(reviewer):
    case = an_application().document
    taken_back = decide(case, question=Question.ACCOUNT, verdict=Verdict.APPROVE, by=reviewer)
    take_back(taken_back, by=reviewer)
    refused = decide(case, question=Question.ACCOUNT, verdict=Verdict.REJECT, by=reviewer, note="姓名不符")
    document = decide(case, question=Question.DOCUMENT, verdict=Verdict.REJECT, by=reviewer, note="缺頁")
    take_back(document, by=reviewer)

    assert last_decisions(case) == {Question.ACCOUNT: refused, Question.DOCUMENT: document}
    assert held_for(case) == {Question.ACCOUNT: refused}


def test_a_decision_about_another_case_is_none_about_this_one(reviewer):
    a_held_decision()

    assert held_for(a_company_document()) == last_decisions(a_company_document()) == {}
    assert HeldDecision.objects.held().count() == 1


@pytest.mark.usefixtures("ten_minutes")
def test_a_colleague_who_comes_later_hears_of_the_decision_before_the_claim(reviewer):
    case = an_application().document
    made = decide(case, question=Question.ACCOUNT, verdict=Verdict.APPROVE, by=reviewer)

    with pytest.raises(AlreadyDecided) as refusal:
        decide(case, question=Question.ACCOUNT, verdict=Verdict.APPROVE, by=a_reviewer())

    assert refusal.value.decision == made
