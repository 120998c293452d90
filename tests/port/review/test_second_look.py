"""The second look: who is drawn, who may look, what is seen, and what becomes of two answers."""

from random import Random

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from port.accounts.models import User
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.companies.enums import DocumentState
from port.companies.reopening import reopen_document
from port.companies.workflow import approve_document
from port.pledges.target import set_pledge
from port.registration.enums import ApplicationState
from port.registration.models import AccountApplication
from port.registration.reopening import reopen
from port.review.enums import HeldState, LookState, Question, Verdict
from port.review.models import SecondLook
from port.review.second_look import LookRefused, blind_case, draw, draw_for, look, settle, waiting_for
from tests.factories import (
    a_company,
    a_company_document,
    a_head,
    a_held_decision,
    a_reviewer,
    an_application,
    an_approved_application,
    at_once,
    in_force,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(db: None) -> User:
    return a_reviewer(name="張複閱")


def drawn(by: User | None = None, **overrides: object) -> SecondLook:
    decision = in_force(a_held_decision(state=HeldState.APPLIED, by=by or a_reviewer(), **overrides))
    second_look = draw(decision, percent=100, chance=Random())
    assert second_look
    return second_look


def different(by: User) -> SecondLook:
    return look(drawn(), by=by, verdict=Verdict.REJECT, note="統編不符。")


def test_as_many_of_a_hundred_approvals_are_drawn_as_the_share_says():
    chance = Random(7)
    decisions = [a_held_decision(state=HeldState.APPLIED) for _ in range(200)]

    looks = [look for decision in decisions if (look := draw(decision, percent=20, chance=chance))]

    assert 25 <= len(looks) <= 55
    assert SecondLook.objects.count() == len(looks)
    assert all(look.first_by == look.decision.by for look in looks)


@pytest.mark.parametrize(("percent", "count"), [(0, 0), (100, 20)])
def test_a_share_of_nothing_draws_none_and_one_of_all_draws_each(percent, count, head):
    set_pledge(target_working_days=2, second_look_percent=percent, by=head)

    for _ in range(20):
        draw_for(a_held_decision(state=HeldState.APPLIED))

    assert SecondLook.objects.count() == count


def test_a_refusal_is_never_drawn():
    refusal = a_held_decision(verdict=Verdict.REJECT, answer="缺頁", state=HeldState.APPLIED)

    assert draw(refusal, percent=100, chance=Random()) is None


def test_nobody_waits_for_a_look_at_an_answer_of_their_own(reviewer, colleague):
    own, other = drawn(by=reviewer), drawn(by=colleague)

    assert list(waiting_for(reviewer)) == [other]
    assert list(waiting_for(colleague)) == [own]


@pytest.mark.parametrize("question", Question, ids=str)
def test_an_answer_that_was_reopened_is_not_looked_at_any_more(reviewer, colleague, question):
    case = an_application().document
    drawn(by=reviewer, case=case, question=question)
    before = waiting_for(colleague).count()

    if question == Question.ACCOUNT:
        reopen(case.application, by=reviewer, reason="再看一次。")
    else:
        reopen_document(case, by=reviewer, reason="再看一次。")

    assert (before, waiting_for(colleague).count()) == (1, 0)


def test_a_document_that_gave_way_to_a_newer_one_is_not_looked_at_any_more(reviewer, colleague):
    company = a_company()
    drawn(by=reviewer, case=a_company_document(company=company))

    approve_document(a_company_document(company=company), by=reviewer)

    assert not waiting_for(colleague).exists()


def test_the_other_question_that_was_reopened_takes_no_look_away(reviewer, colleague):
    case = an_approved_application(by=reviewer).document
    of_account = drawn(by=reviewer, case=case, question=Question.ACCOUNT)

    reopen_document(approve_document(case, by=reviewer), by=reviewer, reason="再看一次。")

    assert list(waiting_for(colleague)) == [of_account]


def test_two_answers_that_differ_are_settled_though_the_case_was_reopened(reviewer, colleague):
    difference = different(by=colleague)

    reopen_document(difference.decision.case, by=reviewer, reason="複閱的結論不同。")

    assert list(SecondLook.objects.different()) == [difference]


@pytest.mark.parametrize(
    ("verdict", "note", "state"),
    [(Verdict.APPROVE, "", LookState.AGREED), (Verdict.REJECT, "統編不符。", LookState.DIFFERENT)],
)
def test_a_look_agrees_or_differs(colleague, verdict, note, state):
    second_look = look(drawn(), by=colleague, verdict=verdict, note=note)

    second_look.refresh_from_db()
    assert (second_look.state, second_look.by, second_look.verdict) == (state, colleague, verdict)
    assert second_look.looked_at is not None
    record = AuditRecord.objects.about(second_look).get()
    assert (record.act, record.actor_id, record.facts["state"]) == (Act.SECOND_LOOK_TAKEN, colleague.pk, state)
    assert not waiting_for(a_reviewer()).exists()


def test_the_reasons_of_a_different_answer_are_kept(colleague, reasons):
    second_look = look(drawn(), by=colleague, verdict=Verdict.REJECT, reasons=[reasons["D01"], reasons["D04"]])

    assert [reason.code for reason in second_look.reasons.all()] == ["D01", "D04"]
    assert AuditRecord.objects.about(second_look).get().facts["reasons"] == ["D01", "D04"]


def test_nobody_looks_a_second_time_at_an_answer_of_their_own(reviewer):
    second_look = drawn(by=reviewer)

    with pytest.raises(LookRefused, match="請由另一位審核人員複閱") as refusal:
        look(second_look, by=reviewer, verdict=Verdict.APPROVE)
    with pytest.raises(IntegrityError, match="second_look_is_by_somebody_else"), transaction.atomic():
        SecondLook.objects.filter(pk=second_look.pk).update(
            by=reviewer, state=LookState.AGREED, looked_at=second_look.drawn_at
        )

    assert refusal.value.code == "own_decision"


def test_a_look_is_taken_once(colleague):
    second_look = look(drawn(), by=colleague, verdict=Verdict.APPROVE)

    with pytest.raises(LookRefused, match="已經由其他審核人員完成"):
        look(second_look, by=a_reviewer(), verdict=Verdict.REJECT, note="統編不符。")

    second_look.refresh_from_db()
    assert (second_look.state, second_look.by) == (LookState.AGREED, colleague)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_look_at_the_same_instant_one_is_told_to_be_late():
    second_look, people = drawn(), [a_reviewer(), a_reviewer()]

    answers = at_once(*[lambda who=who: look(second_look, by=who, verdict=Verdict.APPROVE) for who in people])

    assert sorted(type(answer).__name__ for answer in answers) == ["LookRefused", "SecondLook"]


def test_a_refusal_without_words_helps_nobody(colleague):
    second_look = drawn()

    with pytest.raises(ValidationError, match="讓主管了解"):
        look(second_look, by=colleague, verdict=Verdict.REJECT, note=" ")

    second_look.refresh_from_db()
    assert second_look.state == LookState.WAITING


def test_the_head_settles_a_difference(colleague, head):
    second_look = settle(different(by=colleague), by=head, note=" 已重新審核。 ")

    second_look.refresh_from_db()
    assert (second_look.state, second_look.settled_by) == (LookState.SETTLED, head)
    assert second_look.settlement == "已重新審核。"
    assert AuditRecord.objects.about(second_look).last().act == Act.SECOND_LOOK_SETTLED
    assert not SecondLook.objects.different().exists()


def test_a_head_who_has_left_settles_nothing(colleague):
    with pytest.raises(LookRefused, match="由主管處理"):
        settle(different(by=colleague), by=a_head(is_active=False), note="沒問題。")


def test_only_the_head_settles(colleague):
    second_look = different(by=colleague)

    with pytest.raises(LookRefused, match="由主管處理"):
        settle(second_look, by=a_reviewer(), note="沒問題。")

    assert SecondLook.objects.different().get() == second_look


def test_a_difference_is_settled_with_words(colleague, head):
    with pytest.raises(ValidationError, match="請寫下處理的結果"):
        settle(different(by=colleague), by=head, note=" ")


def test_where_there_is_no_difference_there_is_nothing_to_settle(colleague, head):
    agreed = look(drawn(), by=colleague, verdict=Verdict.APPROVE)
    settled = settle(different(by=colleague), by=head, note="已重新審核。")

    for second_look in (agreed, settled, drawn()):
        with pytest.raises(LookRefused, match="沒有待處理的差異"):
            settle(second_look, by=head, note="沒問題。")


def test_the_second_reviewer_sees_what_was_typed_and_no_answer(reviewer):
    application = an_approved_application(by=reviewer)
    approve_document(application.document, by=reviewer, note="已核對。")
    second_look = drawn(by=reviewer, case=application.document, question=Question.ACCOUNT)

    case = blind_case(second_look)

    assert (case.state, case.decided_by, case.decided_at, case.answer) == (DocumentState.PENDING, None, None, "")
    blind = case.application
    assert (blind.state, blind.decided_by, blind.decided_at) == (ApplicationState.SUBMITTED, None, None)
    assert (blind.user, blind.company, case.company) == (None, None, None)
    assert (blind.company_name, blind.number) == (application.company_name, application.number)
    assert AccountApplication.objects.get().state == ApplicationState.APPROVED


def test_a_document_that_was_handed_in_later_still_tells_its_company(reviewer):
    company = a_company()
    document = approve_document(a_company_document(company=company), by=reviewer)

    case = blind_case(drawn(by=reviewer, case=document))

    assert (case.company, case.state, case.decided_by) == (company, DocumentState.PENDING, None)
