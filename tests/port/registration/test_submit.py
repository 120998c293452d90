"""送出: one application however often the form arrives, and nobody is told what is not theirs."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest

from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.companies.enums import DocumentState, NumberKind
from port.companies.models import CompanyDocument
from port.documents.enums import DocumentState as FileState
from port.documents.refusals import DocumentNotStaged
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.registration import models
from port.registration.checks import free_alternatives, is_username_free
from port.registration.enums import ApplicationState
from port.registration.models import AccountApplication
from port.registration.workflow import SentWithOtherWords, UsernameTaken, approve, reject, submit
from tests.factories import (
    a_company,
    a_company_account,
    a_reviewer,
    a_stored_document,
    a_submission,
    a_user,
    an_application,
    an_approved_application,
)
from tests.port.registration.told import everything

pytestmark = pytest.mark.django_db


def test_what_was_sent_waits_for_review_with_its_document():
    sent = a_submission(username="seagull1")

    application = submit(**sent)

    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED
    assert application.says_the_same_as(vars(sent["facts"]))
    assert (application.document.state, application.document.company) == (DocumentState.PENDING, None)
    assert application.document.file == sent["file"]
    assert application.document.file.state == FileState.KEPT
    assert not is_username_free("seagull1")


def test_the_applicant_gets_one_letter_and_the_act_one_record():
    application = submit(**a_submission(name="李小華", username="seagull1"))

    (letter,), (record,) = Letter.objects.all(), AuditRecord.objects.about(application)
    assert (letter.kind, letter.to_address) == (LetterKind.APPLICATION_RECEIVED, application.email)
    for words in ("李小華 您好", "seagull1", application.reference):
        assert words in letter.text
    assert (record.act, record.actor_id, record.actor_role) == (Act.APPLICATION_SUBMITTED, None, "applicant")


def test_the_reference_number_is_the_day_in_years_of_the_republic_and_five_digits(morning):
    application = submit(**a_submission())

    assert application.reference[:9] == "215-0302-"
    assert application.reference[9:].isdigit()
    assert len(application.reference) == 14


def test_a_reference_number_that_was_drawn_before_is_drawn_anew(monkeypatch):
    drawn = iter([7, 7, 8])
    monkeypatch.setattr(models.secrets, "randbelow", lambda _limit: next(drawn))

    first, second = submit(**a_submission()), submit(**a_submission())

    assert (first.reference[-5:], second.reference[-5:]) == ("00007", "00008")


def test_the_same_form_again_answers_with_what_was_sent_first():
    sent = a_submission()
    first = submit(**sent)
    before = everything()

    again = submit(**sent)

    assert again == first
    assert everything() == before


def test_the_same_form_again_is_known_by_its_words_and_not_by_the_hash_of_its_password():
    sent = a_submission()
    first = submit(**sent)

    again = submit(**sent | {"facts": replace(sent["facts"], password="another hash of the same")})

    assert again == first


@pytest.mark.parametrize("field", ["username", "name", "mobile", "email", "number", "company_name", "address"])
def test_the_same_form_with_other_words_changes_nothing_and_says_so(field):
    sent = a_submission()
    first = submit(**sent)
    before = everything()

    with pytest.raises(SentWithOtherWords) as fault:
        submit(**sent | {"facts": replace(sent["facts"], **{field: "another1"})})

    assert fault.value.application == first
    assert everything() == before


def test_a_form_whose_file_is_gone_is_not_taken():
    sent = a_submission(file=a_stored_document(state=FileState.KEPT))
    before = everything()

    with pytest.raises(DocumentNotStaged):
        submit(**sent)

    assert everything() == before


def test_the_file_of_one_form_cannot_be_sent_with_another():
    sent = a_submission()
    submit(**sent)

    with pytest.raises(DocumentNotStaged):
        submit(**a_submission(file=sent["file"]))

    assert AccountApplication.objects.count() == 1


@pytest.mark.parametrize(
    "holder",
    [
        lambda: an_application(username="seagull1"),
        lambda: an_approved_application(username="seagull1"),
        lambda: a_user(username="seagull1"),
        lambda: a_reviewer(username="seagull1"),
        lambda: a_user(username="seagull1", is_active=False),
    ],
    ids=["waiting applicant", "approved applicant", "account", "staff", "closed account"],
)
def test_a_name_that_somebody_holds_is_refused_and_nothing_is_stored(holder):
    holder()
    sent = a_submission(username="seagull1")
    before = everything()

    with pytest.raises(UsernameTaken) as refusal:
        submit(**sent)

    sent["file"].refresh_from_db()
    assert (refusal.value.code, refusal.value.messages) == ("username_taken", ["帳號已經存在，請重設其他帳號。"])
    assert everything() == before
    assert sent["file"].state == FileState.STAGED


def test_after_a_refusal_the_name_is_free_and_the_same_person_applies_again_with_it():
    refused = reject(an_application(username="seagull1", number="12345675"), by=a_reviewer(), reasons=[], note="缺頁")
    free = is_username_free("seagull1")

    again = submit(**a_submission(username="seagull1", number="12345675", email=refused.email))

    assert free
    assert (again.state, is_username_free("seagull1")) == (ApplicationState.SUBMITTED, False)


def test_the_names_that_are_offered_instead_are_free():
    an_application(username="seagull1")
    an_application(username="seagull101")

    offered = free_alternatives("seagull1")

    assert offered
    assert "seagull101" not in offered
    assert all(is_username_free(name) for name in offered)


def test_names_are_held_without_case():
    an_application(username="seagull1")

    assert not is_username_free("SEAGULL1")


def test_the_accounts_of_the_company_are_told_of_an_application_for_it():
    company = a_company(name="晴海示範船務有限公司")
    owners = [a_company_account(company=company).user for _ in range(2)]
    a_company_account(company=company, user=a_user(is_active=False))
    a_company_account()

    application = submit(**a_submission(number=company.number, company_name="請點 evil.example"))

    told = Letter.objects.filter(kind=LetterKind.OWNER_TOLD)
    assert {letter.to_address for letter in told} == {owner.email for owner in owners}
    assert all(application.reference in letter.text and company.name in letter.text for letter in told)
    assert not any(typed in letter.text + letter.html for letter in told for typed in (application.email, "evil"))


def test_an_account_is_told_once_a_day_however_many_apply(clock):
    company = a_company_account().company
    told_after = []

    for later in (0, 23, 2):
        clock.advance(timedelta(hours=later))
        submit(**a_submission(number=company.number))
        told_after.append(Letter.objects.filter(kind=LetterKind.OWNER_TOLD).count())

    assert told_after == [1, 1, 2]


def test_whoever_applies_again_for_the_own_company_is_not_told_twice():
    account = a_company_account()

    submit(**a_submission(number=account.company.number, email=account.user.email))

    assert [letter.kind for letter in Letter.objects.all()] == [LetterKind.APPLICATION_RECEIVED]


@pytest.mark.parametrize("number_kind", [NumberKind.UBN, NumberKind.AGENCY])
def test_for_a_company_that_nobody_knows_nobody_is_told(number_kind):
    a_company_account(company=a_company(number="12345675", number_kind=NumberKind.UBN))
    number = "12345675" if number_kind == NumberKind.AGENCY else "24549210"

    submit(**a_submission(number=number, number_kind=number_kind))

    assert not Letter.objects.filter(kind=LetterKind.OWNER_TOLD).exists()


def test_a_company_may_have_several_accounts():
    first = an_approved_application(number="12345675")

    second = approve(submit(**a_submission(number="12345675")), by=a_reviewer())

    assert second.company == first.company
    assert second.company.accounts.count() == 2


def test_a_form_that_was_never_sent_is_no_application():
    assert not AccountApplication.objects.filter(submission_id=uuid.uuid4()).exists()
    assert not CompanyDocument.objects.exists()
