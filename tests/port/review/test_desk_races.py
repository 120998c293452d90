"""Two reviewers, or a reviewer and the workers, at the same instant: one of them does it, and the other is told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.audit.recorder import broken_links
from port.companies.models import CompanyDocument
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.registration.models import AccountApplication
from port.review.applying import apply_due
from port.review.bulk import decide_many
from port.review.claims import ClaimedByColleague, claim, hand_over, release
from port.review.decisions import AlreadyDecided, TooLate, decide, decide_together, take_back
from port.review.enums import HeldState, Question, Verdict
from port.review.models import Claim, HeldDecision
from port.workflows import MoveRefused
from tests.factories import a_claim, a_company_document, a_reviewer, an_application, at_once

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = pytest.mark.parametrize("turn", range(3))


def of(kind, answers):
    return [answer for answer in answers if isinstance(answer, kind)]


def when_due():
    return timezone.now() + timedelta(minutes=11)


@ROUNDS
def test_of_two_who_claim_one_case_one_gets_it_and_the_other_hears_who(turn):
    case, people = a_company_document(), [a_reviewer(), a_reviewer()]

    answers = at_once(*[lambda by=by: claim(case, by=by) for by in people])

    (taken,), (refusal,) = of(Claim, answers), of(ClaimedByColleague, answers)
    assert refusal.claim == taken == Claim.objects.get()
    assert AuditRecord.objects.filter(act=Act.CASE_CLAIMED).count() == 1


def test_one_reviewer_who_claims_many_times_at_once_has_one_claim_and_one_record():
    case, reviewer = a_company_document(), a_reviewer()

    answers = at_once(*[lambda: claim(case, by=reviewer)] * 8)

    assert answers == [Claim.objects.get()] * 8
    assert AuditRecord.objects.filter(act=Act.CASE_CLAIMED).count() == 1


def test_a_case_that_is_given_back_and_handed_over_at_once_is_one_or_the_other():
    own, colleague = a_claim(), a_reviewer()

    at_once(
        lambda: release(own.case, by=own.holder),
        lambda: hand_over(own.case, by=own.holder, to=colleague),
    )

    acts = list(AuditRecord.objects.about(own.case).values_list("act", flat=True))
    assert (acts, Claim.objects.count()) in [([Act.CASE_RELEASED], 0), ([Act.CASE_HANDED_OVER], 1)]


@ROUNDS
@pytest.mark.usefixtures("ten_minutes")
def test_two_reviewers_who_answer_one_question_decide_once_and_the_second_hears_by_whom(turn):
    case, first, second = a_company_document(), a_reviewer(), a_reviewer()

    answers = at_once(
        lambda: decide(case, question=Question.DOCUMENT, verdict=Verdict.APPROVE, by=first),
        lambda: decide(case, question=Question.DOCUMENT, verdict=Verdict.REJECT, by=second, note="缺頁"),
    )

    (made,), (refusal,) = of(HeldDecision, answers), of(AlreadyDecided, answers)
    assert refusal.decision == made == HeldDecision.objects.get()


@ROUNDS
def test_two_reviewers_at_once_without_a_delay_decide_once_and_one_letter_leaves(turn):
    case, first, second = a_company_document(), a_reviewer(), a_reviewer()

    answers = at_once(
        lambda: decide(case, question=Question.DOCUMENT, verdict=Verdict.APPROVE, by=first),
        lambda: decide(case, question=Question.DOCUMENT, verdict=Verdict.REJECT, by=second, note="缺頁"),
    )

    (made,), (refusal,) = of(HeldDecision, answers), of(MoveRefused, answers)
    assert (made.state, refusal.subject.decided_by) == (HeldState.APPLIED, made.by)
    assert Letter.objects.count() == 1


@ROUNDS
@pytest.mark.usefixtures("ten_minutes")
def test_two_reviewers_who_take_one_question_each_do_not_share_the_case(turn):
    case, first, second = an_application().document, a_reviewer(), a_reviewer()

    answers = at_once(
        lambda: decide(case, question=Question.ACCOUNT, verdict=Verdict.APPROVE, by=first),
        lambda: decide(case, question=Question.DOCUMENT, verdict=Verdict.APPROVE, by=second),
    )

    (made,), (refusal,) = of(HeldDecision, answers), of(ClaimedByColleague, answers)
    assert refusal.claim.holder == made.by


@pytest.mark.parametrize("turn", range(6))
@pytest.mark.usefixtures("ten_minutes")
def test_a_decision_that_is_taken_back_in_the_moment_it_falls_due_happens_or_does_not(turn):
    case, reviewer = a_company_document(), a_reviewer()
    decision = decide(case, question=Question.DOCUMENT, verdict=Verdict.APPROVE, by=reviewer)

    taken_back, applied = at_once(lambda: take_back(decision, by=reviewer), lambda: apply_due(at=when_due()))

    decision.refresh_from_db()
    case.refresh_from_db()
    if isinstance(taken_back, TooLate):
        assert (applied, decision.state, case.state) == (1, HeldState.APPLIED, "approved")
        assert taken_back.decision.state == HeldState.APPLIED
    else:
        assert (taken_back, applied) == (decision, 0)
        assert (decision.state, case.state) == (HeldState.TAKEN_BACK, "pending")
    assert Letter.objects.count() == applied
    assert broken_links() == []


@ROUNDS
@pytest.mark.usefixtures("ten_minutes")
def test_several_workers_share_what_is_due_and_each_decision_happens_once(turn):
    reviewer = a_reviewer()
    cases = [a_company_document() for _number in range(10)]
    decide_many([case.pk for case in cases], questions=[Question.DOCUMENT], verdict=Verdict.APPROVE, by=reviewer)

    applied = at_once(*[lambda: apply_due(at=when_due())] * 4)

    assert sum(applied) == 10
    assert [Letter.objects.about(case).count() for case in cases] == [1] * 10
    assert broken_links() == []


@ROUNDS
@pytest.mark.parametrize("verdict", Verdict, ids=str)
@pytest.mark.usefixtures("ten_minutes")
def test_however_many_workers_there_are_the_letter_about_the_account_comes_first(turn, verdict):
    reviewer = a_reviewer()
    applications = [an_application() for _number in range(4)]
    for application in applications:
        notes = {"account_note": "請補正。", "document_note": "請補正。"}
        decide_together(application.document, account=verdict, document=verdict, by=reviewer, **notes)

    at_once(*[lambda: apply_due(at=when_due())] * 4)
    apply_due(at=when_due())

    for application in applications:
        of_account, of_document = [Letter.objects.about(one).get() for one in (application, application.document)]
        assert of_document.after == of_account
    assert not HeldDecision.objects.exclude(state=HeldState.APPLIED).exists()


@ROUNDS
@pytest.mark.usefixtures("ten_minutes")
def test_an_account_that_is_refused_while_the_refusal_of_its_document_is_taken_back_loses_neither(turn):
    application, reviewer = an_application(), a_reviewer()
    notes = {"account_note": "姓名不符", "document_note": "缺頁"}
    _of_account, of_document = decide_together(
        application.document, account=Verdict.REJECT, document=Verdict.REJECT, by=reviewer, **notes
    )

    taken_back, _applied = at_once(lambda: take_back(of_document, by=reviewer), lambda: apply_due(at=when_due()))

    document, kinds = CompanyDocument.objects.get(), set(Letter.objects.values_list("kind", flat=True))
    assert AccountApplication.objects.get().state == "rejected"
    if isinstance(taken_back, TooLate):
        assert (document.state, kinds) == (
            "rejected",
            {LetterKind.APPLICATION_REJECTED, LetterKind.DOCUMENT_REJECTED},
        )
    else:
        assert (document.state, kinds) == ("closed", {LetterKind.APPLICATION_REJECTED})
