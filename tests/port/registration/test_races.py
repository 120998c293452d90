"""Several people at the same instant: one of each thing, a kind answer for everybody, and no chain that forks."""

import pytest
from django.core.exceptions import ValidationError

from port.accounts.models import EmailVerification, User
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.audit.recorder import broken_links
from port.companies.models import Company, CompanyDocument
from port.companies.workflow import approve_document, hand_in
from port.documents.enums import DocumentState as FileState
from port.letters.models import Letter
from port.registration.enums import ApplicationState
from port.registration.models import AccountApplication
from port.registration.proof import lapse, send_verification_again, verify
from port.registration.workflow import UsernameTaken, approve, reject, submit
from port.workflows import MoveRefused
from tests.factories import (
    a_company_account,
    a_reviewer,
    a_stored_document,
    a_submission,
    an_application,
    an_approved_application,
    at_once,
)

pytestmark = pytest.mark.django_db(transaction=True)


def of(kind, answers):
    return [answer for answer in answers if isinstance(answer, kind)]


def test_twenty_identical_sends_at_once_are_one_application_one_letter_and_one_record():
    sent = a_submission()

    answers = at_once(*[lambda: submit(**sent)] * 20)

    application = AccountApplication.objects.get()
    assert answers == [application] * 20
    assert Letter.objects.about(application).count() == 1
    assert AuditRecord.objects.filter(act=Act.APPLICATION_SUBMITTED).count() == 1
    assert CompanyDocument.objects.count() == 1
    assert broken_links() == []


def test_of_two_people_who_want_one_name_at_the_same_instant_exactly_one_gets_it():
    for number in range(5):
        name = f"seagull{number}"
        sent = [a_submission(username=name) for _ in range(2)]

        answers = at_once(*[lambda each=each: submit(**each) for each in sent])

        assert {type(answer) for answer in answers} == {AccountApplication, UsernameTaken}
        assert AccountApplication.objects.holding(name).count() == 1
    assert Letter.objects.count() == 5
    assert broken_links() == []


@pytest.mark.parametrize("_round", range(3))
def test_two_reviewers_at_once_decide_once_and_the_second_hears_who_and_when(_round):
    application = an_application()
    first, second = a_reviewer(), a_reviewer()

    answers = at_once(
        lambda: approve(application, by=first),
        lambda: reject(application, by=second, reasons=[], note="缺頁"),
    )

    (decided,), (refusal,) = of(AccountApplication, answers), of(MoveRefused, answers)
    assert refusal.subject.decided_by == decided.decided_by
    assert refusal.subject.decided_at == decided.decided_at
    assert Letter.objects.about(application).count() == 1
    assert User.objects.filter(username=application.username).count() == (decided.decided_by == first)


def test_two_applications_of_one_company_approved_at_once_make_one_company():
    applications = [an_application(number="12345675") for _ in range(4)]
    reviewer = a_reviewer()

    answers = at_once(*[lambda each=each: approve(each, by=reviewer) for each in applications])

    company = Company.objects.get()
    assert {answer.company for answer in of(AccountApplication, answers)} == {company}
    assert len(of(AccountApplication, answers)) == 4
    assert company.documents.waiting().count() == 1
    assert broken_links() == []


def test_a_colleague_who_joins_and_a_new_document_at_once_leave_one_waiting():
    account, reviewer = a_company_account(), a_reviewer()
    for _round in range(4):
        application = an_application(number=account.company.number)
        file = a_stored_document(state=FileState.STAGED)

        answers = at_once(
            lambda application=application: approve(application, by=reviewer),
            lambda file=file: hand_in(
                file=file, company_name="晴海", contact_email="a@example.com", company=account.company
            ),
        )

        assert of(Exception, answers) == []
        assert account.company.documents.waiting().count() == 1


@pytest.mark.parametrize("_round", range(3))
def test_account_and_document_decided_at_once_are_both_decided(_round):
    application = an_application()
    reviewer = a_reviewer()

    answers = at_once(
        lambda: approve(application, by=reviewer), lambda: approve_document(application.document, by=reviewer)
    )

    assert of(Exception, answers) == []
    assert Company.objects.get().documents.in_force().get() == application.document


@pytest.mark.parametrize("_round", range(3))
def test_a_refused_account_and_an_approved_document_at_once_are_both_decided_or_the_document_is_closed(_round):
    application = an_application()
    reviewer = a_reviewer()

    refused, _document = at_once(
        lambda: reject(application, by=reviewer, reasons=[], note="姓名不符"),
        lambda: approve_document(application.document, by=reviewer),
    )

    application.refresh_from_db()
    assert refused == application
    assert application.state == ApplicationState.REJECTED
    assert not application.document.is_waiting


def test_verifying_twice_at_once_changes_the_state_once():
    application = an_approved_application()
    proof = application.user.verifications.get()

    answers = at_once(*[lambda: verify(proof, by=application.user)] * 4)

    assert answers == [application] * 4
    assert AuditRecord.objects.filter(act=Act.APPLICATION_VERIFIED).count() == 1


def test_asking_for_a_new_link_many_times_at_once_sends_one():
    application = an_approved_application()
    EmailVerification.objects.update(created_at=application.submitted_at.replace(year=2020))

    answers = at_once(*[lambda: send_verification_again(application.user)] * 6)

    assert sorted(answers) == [False] * 5 + [True]
    assert application.user.verifications.live().count() == 1


def test_proving_the_address_while_a_new_link_is_sent_leaves_no_contradiction():
    for _round in range(4):
        application = an_approved_application()
        EmailVerification.objects.update(created_at=application.submitted_at.replace(year=2020))
        proof = application.user.verifications.get()

        proven, sent = at_once(
            lambda proof=proof, user=application.user: verify(proof, by=user),
            lambda user=application.user: send_verification_again(user),
        )

        application.refresh_from_db()
        assert (application.state == ApplicationState.VERIFIED) is (proven == application)
        assert sent is not (proven == application)


def test_an_address_that_is_proven_at_the_instant_of_the_lapse_is_one_or_the_other():
    for _round in range(6):
        application = an_approved_application()
        proof = application.user.verifications.get()

        proven, lapsed = at_once(
            lambda proof=proof, user=application.user: verify(proof, by=user),
            lambda application=application: lapse(application),
        )

        application.refresh_from_db()
        if proven == application:
            assert (application.state, type(lapsed)) == (ApplicationState.VERIFIED, MoveRefused)
        else:
            assert (application.state, type(proven)) == (ApplicationState.LAPSED, ValidationError)


def test_a_new_link_that_is_asked_for_at_the_instant_of_the_lapse_works():
    for _round in range(6):
        application = an_approved_application()
        EmailVerification.objects.update(created_at=application.submitted_at.replace(year=2020))

        sent, _lapsed = at_once(
            lambda user=application.user: send_verification_again(user),
            lambda application=application: lapse(application),
        )

        application.refresh_from_db()
        live = application.user.verifications.live().count()
        assert sent is True
        assert (application.state, live) in {(ApplicationState.APPROVED, 1), (ApplicationState.LAPSED, 0)}
