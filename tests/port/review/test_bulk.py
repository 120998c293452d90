"""Up to a hundred cases with one answer, each by its own act; what fails harms no other and says why."""

import logging
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.audit.recorder import broken_links
from port.companies.enums import DocumentState
from port.companies.models import CompanyDocument
from port.companies.workflow import approve_document
from port.letters.models import Letter
from port.registration.models import AccountApplication
from port.registration.workflow import approve
from port.review import bulk
from port.review.bulk import decide_many
from port.review.claims import claim, holder_of
from port.review.decisions import decide_all, held_for
from port.review.enums import HeldState, Question, Verdict
from port.review.models import Claim, HeldDecision
from tests.factories import a_claim, a_company, a_company_document, a_held_decision, an_application
from tests.port.review.told import everything_at_the_desk

pytestmark = pytest.mark.django_db

BOTH = [Question.ACCOUNT, Question.DOCUMENT]


def approve_documents(cases, *, by, **answer):
    values = {"questions": [Question.DOCUMENT], "verdict": Verdict.APPROVE, "by": by}
    return decide_many([getattr(case, "pk", case) for case in cases], **values | answer)


def test_of_a_hundred_cases_five_fail_and_each_says_why(clock, reviewer, monkeypatch, caplog):
    cases = [a_company_document() for _number in range(100)]
    decided, claimed, held, broken, gone = (cases[place] for place in (3, 20, 41, 77, 99))
    approve_document(decided, by=reviewer)
    theirs = a_claim(case=claimed, until=clock.now + timedelta(minutes=30))
    earlier = a_held_decision(case=held)
    CompanyDocument.objects.filter(pk=gone.pk).delete()
    letters_before = Letter.objects.count()

    def decide_all_but_one(case, *arguments, **values):
        if case == broken:
            raise RuntimeError("王小明")
        return decide_all(case, *arguments, **values)

    monkeypatch.setattr(bulk, "decide_all", decide_all_but_one)
    with caplog.at_level(logging.ERROR):
        results = approve_documents(cases, by=reviewer)

    failed = {result.case_id: result.sentence for result in results if not result.decided}
    assert [result.case_id for result in results] == [case.pk for case in cases]
    assert set(failed) == {case.pk for case in (decided, claimed, held, broken, gone)}
    assert "審核通過" in failed[decided.pk]
    assert theirs.holder.name in failed[claimed.pk]
    assert earlier.by.name in failed[held.pk]
    assert "系統發生錯誤" in failed[broken.pk]
    assert "找不到" in failed[gone.pk]
    assert CompanyDocument.objects.filter(state=DocumentState.APPROVED, decided_by=reviewer).count() == 96
    assert Letter.objects.count() - letters_before == 95
    assert "RuntimeError" in caplog.text
    assert "王小明" not in caplog.text


def test_each_case_has_its_own_act_letter_and_record(reviewer):
    cases = [a_company_document() for _number in range(3)]

    results = approve_documents(cases, by=reviewer, note="已核對。")

    for case, result in zip(cases, results, strict=True):
        assert [decision.state for decision in result.decisions] == [HeldState.APPLIED]
        assert Letter.objects.about(case).count() == 1
        assert AuditRecord.objects.about(case).filter(act=Act.DOCUMENT_APPROVED, actor_id=reviewer.pk).count() == 1
        assert CompanyDocument.objects.get(pk=case.pk).answer == "已核對。"
    assert broken_links() == []


def test_what_the_company_has_overtaken_is_told_beside_what_was_decided(reviewer):
    company = a_company()
    application = an_application(number=company.number)
    a_company_document(company=company)

    (result,) = approve_documents([application.document], by=reviewer, questions=BOTH)

    assert [decision.state for decision in result.decisions] == [HeldState.APPLIED, HeldState.OVERTAKEN]
    told_first, told_second = result.sentence.split(" ")
    assert told_first == "帳號審核：已決定「審核通過」，通知信會寄給申請人。"
    assert "公司證明文件審核「審核通過」的決定沒有生效，也沒有寄信：這份文件現在的狀態是「" in told_second


def test_while_decisions_are_held_each_result_says_until_when_it_can_be_taken_back(morning, ten_minutes, reviewer):
    case = a_company_document()

    (result,) = approve_documents([case], by=reviewer)

    assert list(held_for(case).values()) == list(result.decisions)
    assert "10:10" in result.sentence
    assert "收回" in result.sentence


def test_each_case_is_asked_what_it_still_asks(reviewer):
    whole, later = an_application(), a_company_document()
    account_only, document_only = an_application(), approve(an_application(), by=reviewer)
    approve_document(account_only.document, by=reviewer)
    cases = [whole.document, later, account_only.document, document_only.document]

    results = approve_documents(cases, by=reviewer, questions=BOTH)

    answered = [[decision.question for decision in result.decisions] for result in results]
    assert answered == [BOTH, [Question.DOCUMENT], [Question.ACCOUNT], [Question.DOCUMENT]]


def test_a_refusal_of_account_and_document_tells_both(reviewer, reasons):
    application = an_application()

    decide_many(
        [application.document_id], questions=BOTH, verdict=Verdict.REJECT, by=reviewer, reasons=[reasons["D05"]]
    )

    application = AccountApplication.objects.get()
    assert (application.state, application.document.state) == ("rejected", "rejected")
    assert list(application.reasons.all()) == list(application.document.reasons.all()) == [reasons["D05"]]
    of_account, of_document = [Letter.objects.about(one).get() for one in (application, application.document)]
    assert of_document.after == of_account


def test_a_case_without_the_question_says_so(reviewer):
    (result,) = approve_documents([a_company_document()], by=reviewer, questions=[Question.ACCOUNT])

    assert not result.decided
    assert "沒有帳號要審核" in result.sentence


@pytest.mark.usefixtures("ten_minutes")
def test_many_decisions_leave_no_claims_behind(clock, reviewer):
    first, own = an_application().document, an_application().document
    claim(own, by=reviewer)

    approve_documents([first, own], by=reviewer)

    assert Claim.objects.count() == 1
    assert holder_of(own, clock.now) is not None


def test_a_case_that_is_chosen_twice_is_decided_once(reviewer):
    case = a_company_document()

    results = approve_documents([case, case], by=reviewer)

    assert [result.decided for result in results] == [True]
    assert HeldDecision.objects.count() == 1


@pytest.mark.parametrize(
    ("number", "answer", "code"),
    [
        (3, {}, "too_many"),
        (0, {}, "nothing_chosen"),
        (1, {"questions": []}, "nothing_chosen"),
        (1, {"verdict": Verdict.REJECT}, "reason_missing"),
    ],
    ids=["more than allowed", "no case", "no question", "no reason"],
)
def test_what_cannot_be_done_at_all_is_refused_before_anything_is_decided(set_options, reviewer, number, answer, code):
    set_options(bulk_most=2)
    cases = [a_company_document() for _number in range(number)]
    before = everything_at_the_desk()

    with pytest.raises(ValidationError) as refusal:
        approve_documents(cases, by=reviewer, **answer)

    assert refusal.value.code == code
    assert everything_at_the_desk() == before
