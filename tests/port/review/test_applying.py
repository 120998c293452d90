"""A decision happens when its time has come: once, in order, as of the moment when it was made."""

import logging
from datetime import timedelta

import pytest

from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.audit.recorder import broken_links
from port.companies.enums import DocumentState
from port.companies.models import CompanyDocument, Reason
from port.companies.workflow import hand_in
from port.documents.enums import DocumentState as FileState
from port.letters.models import Letter
from port.registration.enums import ApplicationState
from port.registration.models import AccountApplication
from port.review import applying
from port.review.applying import FAILING_AT_MOST, PAUSE_AFTER_FAULT, apply_due
from port.review.cases import waiting_cases
from port.review.decisions import decide
from port.review.enums import HeldState, Question, Verdict
from port.review.models import HeldDecision
from tests.factories import a_company, a_company_document, a_stored_document, an_application

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ten_minutes")]

A_MOMENT = timedelta(seconds=1)


def a_decided_document(by, **values):
    case = values.pop("case", None) or a_company_document(**values)
    return decide(case, question=Question.DOCUMENT, verdict=Verdict.APPROVE, by=by)


def replaced_by_a_newer_one(case):
    file = a_stored_document(state=FileState.STAGED)
    hand_in(file=file, company_name=case.company_name, contact_email="clerk@example.com", company=case.company)


@pytest.mark.parametrize("verdict", Verdict, ids=str)
@pytest.mark.parametrize("question", Question, ids=str)
def test_a_decision_happens_when_its_time_has_come_and_not_before(clock, ten_minutes, reviewer, question, verdict):
    application = an_application()
    made_at = clock.now
    decision = decide(application.document, question=question, verdict=verdict, by=reviewer, note="請補正。")
    clock.advance(ten_minutes)

    early, in_time, again = [apply_due(at=at) for at in (clock.now - A_MOMENT, clock.now, clock.now)]

    subject = AccountApplication.objects.get() if question == Question.ACCOUNT else CompanyDocument.objects.get()
    decision.refresh_from_db()
    assert (early, in_time, again) == (0, 1, 0)
    assert (decision.state, decision.ended_at) == (HeldState.APPLIED, clock.now)
    assert subject.state == ("approved" if verdict == Verdict.APPROVE else "rejected")
    assert (subject.decided_by, subject.decided_at, subject.answer) == (reviewer, made_at, "請補正。")
    assert Letter.objects.about(subject).count() == 1
    assert broken_links() == []


def test_the_applicant_is_told_what_the_reviewer_saw_though_the_library_was_changed(
    clock, ten_minutes, reviewer, reasons
):
    application = an_application()
    reason = reasons["D05"]
    decision = decide(
        application.document, question=Question.ACCOUNT, verdict=Verdict.REJECT, by=reviewer, reasons=[reason]
    )
    Reason.objects.update(sentence="另一句話。", remedy="")

    apply_due(at=clock.now + ten_minutes)

    application.refresh_from_db()
    assert application.answer == decision.answer
    assert list(application.reasons.all()) == [reason]
    assert reason.sentence in Letter.objects.about(application).get().text


@pytest.mark.parametrize("question", Question, ids=str)
def test_a_refused_account_closes_its_document_when_that_is_not_decided(clock, ten_minutes, reviewer, question):
    application = an_application()
    decide(application.document, question=question, verdict=Verdict.REJECT, by=reviewer, note="缺頁")

    apply_due(at=clock.now + ten_minutes)

    closed = question == Question.ACCOUNT
    document = CompanyDocument.objects.get()
    assert document.state == (DocumentState.CLOSED if closed else DocumentState.REJECTED)


def test_a_decision_whose_question_is_gone_is_overtaken_and_tells_nobody(clock, ten_minutes, reviewer):
    case = a_company_document(company=a_company())
    decision = a_decided_document(reviewer, case=case)
    replaced_by_a_newer_one(case)

    applied = apply_due(at=clock.now + ten_minutes)

    decision.refresh_from_db()
    case.refresh_from_db()
    assert (applied, decision.state, decision.ended_at) == (0, HeldState.OVERTAKEN, clock.now)
    assert (case.state, case.decided_by) == (DocumentState.REPLACED, None)
    assert not Letter.objects.about(case).exists()
    record = AuditRecord.objects.about(case).get(act=Act.DECISION_OVERTAKEN)
    assert (record.actor_role, record.acting_company_id) == ("clock", case.company_id)
    assert record.facts == {
        "decision": decision.pk,
        "question": "document",
        "verdict": "approve",
        "reasons": [],
        "state": "replaced",
    }


def test_decisions_happen_in_the_order_in_which_they_were_made(clock, ten_minutes, reviewer):
    made = []
    for _number in range(3):
        made.append(a_decided_document(reviewer))
        clock.advance(A_MOMENT)

    apply_due(at=clock.now + ten_minutes)

    letters = Letter.objects.order_by("created_at").values_list("about_id", flat=True)
    assert list(letters) == [str(decision.case_id) for decision in made]


def test_one_that_fails_harms_no_other_and_is_tried_again_after_a_pause(
    clock, ten_minutes, reviewer, monkeypatch, caplog
):
    decisions = [a_decided_document(reviewer) for _number in range(3)]
    due, real = clock.now + ten_minutes, applying.approve_document
    bad = decisions[1]

    def approve_all_but_one(case, **answer):
        if case.pk == bad.case_id:
            raise RuntimeError("王小明")
        return real(case, **answer)

    with caplog.at_level(logging.ERROR), monkeypatch.context() as patch:
        patch.setattr(applying, "approve_document", approve_all_but_one)
        first = apply_due(at=due)
    at_once, later = apply_due(at=due), apply_due(at=due + PAUSE_AFTER_FAULT)

    bad.refresh_from_db()
    assert (first, at_once, later) == (2, 0, 1)
    assert bad.state == HeldState.APPLIED
    assert Letter.objects.about(bad.case).count() == 1
    assert "RuntimeError" in caplog.text
    assert "王小明" not in caplog.text


def failing_each_minute(*, begin, minutes):
    for minute in range(minutes + 1):
        apply_due(at=begin + timedelta(minutes=minute))


def test_one_that_goes_on_failing_ends_and_its_question_waits_again(clock, ten_minutes, reviewer, monkeypatch):
    case = a_company_document()
    decision = a_decided_document(reviewer, case=case)
    due = clock.now + ten_minutes
    monkeypatch.setattr(applying, "approve_document", lambda *_, **__: 1 / 0)

    failing_each_minute(begin=due, minutes=9)
    decision.refresh_from_db()
    meanwhile = (decision.state, waiting_cases().exists())
    failing_each_minute(begin=due + FAILING_AT_MOST, minutes=0)

    decision.refresh_from_db()
    assert meanwhile == (HeldState.HELD, False)
    assert decision.state == HeldState.OVERTAKEN
    assert list(waiting_cases()) == [case]
    assert not Letter.objects.about(case).exists()
    record = AuditRecord.objects.about(case).get(act=Act.DECISION_OVERTAKEN)
    assert (record.actor_role, record.facts["fault"]) == ("clock", "ZeroDivisionError")
    assert record.facts["decision"] == decision.pk
    assert broken_links() == []


def test_after_the_worker_stood_still_one_fault_is_not_the_end(clock, ten_minutes, reviewer, monkeypatch):
    decision = a_decided_document(reviewer)
    much_later = clock.now + timedelta(hours=8)

    with monkeypatch.context() as patch:
        patch.setattr(applying, "approve_document", lambda *_, **__: 1 / 0)
        apply_due(at=much_later)
    applied = apply_due(at=much_later + PAUSE_AFTER_FAULT)

    decision.refresh_from_db()
    assert (applied, decision.state) == (1, HeldState.APPLIED)


def test_when_the_account_ends_by_a_fault_its_document_is_decided_by_itself(clock, ten_minutes, reviewer, monkeypatch):
    application = an_application()
    for question in (Question.ACCOUNT, Question.DOCUMENT):
        decide(application.document, question=question, verdict=Verdict.APPROVE, by=reviewer)
    monkeypatch.setattr(applying, "approve", lambda *_, **__: 1 / 0)

    failing_each_minute(begin=clock.now + ten_minutes, minutes=10)

    application.refresh_from_db()
    states = dict(HeldDecision.objects.values_list("question", "state"))
    assert states == {Question.ACCOUNT: HeldState.OVERTAKEN, Question.DOCUMENT: HeldState.APPLIED}
    assert (application.state, application.document.state) == (ApplicationState.SUBMITTED, DocumentState.APPROVED)


def test_when_the_account_fails_its_document_waits_with_it(clock, ten_minutes, reviewer, monkeypatch):
    application = an_application()
    for question in (Question.ACCOUNT, Question.DOCUMENT):
        decide(application.document, question=question, verdict=Verdict.APPROVE, by=reviewer)
    due = clock.now + ten_minutes

    with monkeypatch.context() as patch:
        patch.setattr(applying, "approve", lambda *_, **__: 1 / 0)
        first = apply_due(at=due)
    later = apply_due(at=due + PAUSE_AFTER_FAULT)

    application.refresh_from_db()
    assert (first, later) == (0, 2)
    assert application.state == ApplicationState.APPROVED


def test_a_worker_that_is_told_to_stop_leaves_the_rest(clock, ten_minutes, reviewer):
    for _number in range(3):
        a_decided_document(reviewer)
    turns = iter([True, False, False])

    applied = apply_due(at=clock.now + ten_minutes, going_on=lambda: next(turns))

    assert (applied, HeldDecision.objects.held().count()) == (1, 2)
