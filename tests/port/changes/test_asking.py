"""Asking: once for each form, one that waits of a kind, nothing that cannot be, and who hears of it."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from port.accounts.duties import NotTheirDuty
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.changes.asking import AlreadyWaiting, SentWithOtherWords, ask
from port.changes.enums import ChangeKind, ChangeState
from port.changes.models import ChangeRequest
from port.changes.workflow import approve, reject, withdraw
from port.companies.enums import NumberKind
from port.documents.enums import DocumentState
from port.documents.models import StoredDocument
from port.documents.refusals import DocumentNotStaged
from port.letters.enums import LetterKind
from port.letters.models import Letter
from tests.factories import a_company, a_company_account, a_reviewer, a_stored_document, a_user
from tests.factories.changes import a_change, facts_for
from tests.port.changes.told import letters

pytestmark = pytest.mark.django_db


def staged(submission_id: uuid.UUID) -> StoredDocument:
    return a_stored_document(state=DocumentState.STAGED, submission_id=submission_id)


@pytest.mark.parametrize("kind", ChangeKind)
def test_what_was_asked_waits_with_its_document_and_is_recorded_without_a_name(kind):
    change = a_change(kind)

    record = AuditRecord.objects.about(change).get()
    assert (change.state, change.file.state) == (ChangeState.SUBMITTED, DocumentState.KEPT)
    assert (record.act, record.facts) == (Act.CHANGE_SUBMITTED, {"kind": kind.value})
    assert record.acting_company_id == change.company_id


@pytest.mark.parametrize("kind", ChangeKind)
def test_the_same_form_again_is_answered_with_what_was_sent_first(kind):
    account, form = a_company_account(), uuid.uuid4()
    facts = facts_for(kind, account)
    first = ask(facts, file=staged(form), submission_id=form, by=account.user)
    letters_before = Letter.objects.count()

    again = ask(facts, file=None, submission_id=form, by=account.user)

    assert again == first
    assert (ChangeRequest.objects.count(), Letter.objects.count()) == (1, letters_before)


def test_the_same_form_with_other_words_is_refused():
    account, form = a_company_account(), uuid.uuid4()
    facts = facts_for(ChangeKind.COMPANY, account)
    ask(facts, file=staged(form), submission_id=form, by=account.user)

    with pytest.raises(SentWithOtherWords):
        ask(facts_for(ChangeKind.COMPANY, account), file=None, submission_id=form, by=account.user)

    assert ChangeRequest.objects.get().new_company_name == facts.new_company_name


def test_the_form_of_another_company_answers_nothing_of_it():
    account, other, form = a_company_account(), a_company_account(), uuid.uuid4()
    ask(facts_for(ChangeKind.COMPANY, account, name="同名"), file=staged(form), submission_id=form, by=account.user)

    with pytest.raises(SentWithOtherWords):
        ask(facts_for(ChangeKind.COMPANY, other, name="同名"), file=None, submission_id=form, by=other.user)


def test_without_its_document_nothing_is_sent():
    account = a_company_account()

    with pytest.raises(DocumentNotStaged):
        ask(facts_for(ChangeKind.COMPANY, account), file=None, submission_id=uuid.uuid4(), by=account.user)

    assert not ChangeRequest.objects.exists()


@pytest.mark.parametrize("kind", [ChangeKind.COMPANY, ChangeKind.HANDOVER])
def test_a_second_one_of_its_kind_is_refused_until_the_first_has_ended(kind):
    first = a_change(kind)
    account = first.asked_by.company_account

    with pytest.raises(AlreadyWaiting) as refusal:
        a_change(kind, account=account)
    withdraw(first, by=account.user)
    second = a_change(kind, account=account)

    assert first.reference in refusal.value.messages[0]
    assert second.is_waiting


def test_two_accounts_of_a_company_can_be_handed_over_side_by_side():
    account = a_company_account()
    colleague = a_company_account(company=account.company)

    a_change(ChangeKind.HANDOVER, account=account)
    a_change(ChangeKind.HANDOVER, account=account, person=colleague.user)

    assert ChangeRequest.objects.waiting().count() == 2


def test_the_number_of_another_company_is_refused_in_words():
    other = a_company()

    with pytest.raises(ValidationError, match="另一家公司") as refusal:
        a_change(number=other.number)

    assert refusal.value.code == "number_taken"


def test_asking_for_what_stands_already_is_refused():
    account = a_company_account()

    with pytest.raises(ValidationError, match="沒有要變更的內容"):
        a_change(account=account, name=account.company.name)


def test_only_what_differs_is_asked_for():
    account = a_company_account()

    change = a_change(account=account, name=account.company.name, number_kind=NumberKind.AGENCY, number="A01020000A")

    assert (change.new_company_name, change.new_number_kind, change.new_number) == ("", "agency", "A01020000A")


@pytest.mark.parametrize(
    "overrides", [{"is_active": False}, {"email_verified_at": None}], ids=["switched off", "not verified"]
)
def test_an_account_that_is_not_in_use_cannot_be_handed_over(overrides):
    account = a_company_account()
    unused = a_company_account(company=account.company, user=a_user(**overrides))

    with pytest.raises(NotTheirDuty):
        a_change(ChangeKind.HANDOVER, account=account, person=unused.user)


def test_the_account_of_another_company_cannot_be_handed_over():
    with pytest.raises(NotTheirDuty):
        a_change(ChangeKind.HANDOVER, person=a_company_account().user)


def test_whose_account_is_to_be_handed_over_hears_of_it():
    account = a_company_account()
    colleague = a_company_account(company=account.company)

    change = a_change(ChangeKind.HANDOVER, account=account, person=colleague.user)

    kind = LetterKind.CHANGE_RECEIVED
    assert letters(change) == [(kind, account.user.email), (kind, colleague.user.email)]
    assert "會移交給另一個人" in Letter.objects.get(to_address=colleague.user.email).text


def test_the_mailbox_that_is_to_be_left_hears_of_it_a_few_times_a_day(settings):
    account = a_company_account()

    changes = [a_change(ChangeKind.MAILBOX, account=account) for _ in range(7)]

    told = Letter.objects.filter(to_address=account.user.email)
    assert told.count() == settings.PORT_OPTIONS.applications_a_day_per_email == 5
    assert all(changes[0].new_email not in letter.text for letter in told)


@pytest.mark.parametrize(
    "wrong", [{"username": "nobody.here"}, {"number": "12345675"}, {"number": ""}], ids=["name", "number", "none"]
)
def test_a_lost_mailbox_of_no_account_is_taken_all_the_same(wrong):
    account = a_company_account()

    change = a_change(ChangeKind.MAILBOX, account=account, **wrong)

    assert change.account is None
    assert letters(change) == [(LetterKind.CHANGE_RECEIVED, change.new_email)]


def test_a_shared_account_is_meant_without_a_number():
    shared = a_user(kind="shared")

    change = a_change(ChangeKind.MAILBOX, username=shared.username, number="")

    assert change.account == shared


@pytest.mark.parametrize(
    "overrides", [{"kind": "staff", "staff_role": "reviewer"}, {"kind": "shared", "is_active": False}]
)
def test_staff_and_switched_off_accounts_are_never_meant(overrides):
    account = a_user(**overrides)

    change = a_change(ChangeKind.MAILBOX, username=account.username, number="")

    assert change.account is None


def test_a_request_has_another_number_than_any_application(monkeypatch):
    drawn = iter(["115-0101-00001", "115-0101-00001", "115-0101-00002"])
    monkeypatch.setattr("port.changes.asking.new_reference", lambda: next(drawn))

    first, second = a_change(), a_change()

    assert (first.reference, second.reference) == ("115-0101-00001", "115-0101-00002")


def test_only_whoever_asked_can_withdraw():
    change = a_change()
    colleague = a_company_account(company=change.company)

    with pytest.raises(NotTheirDuty):
        withdraw(change, by=colleague.user)

    assert ChangeRequest.objects.get().is_waiting


@pytest.mark.parametrize("decide", [approve, lambda change, by: reject(change, by=by, reasons=[], note="缺頁")])
def test_only_reviewers_decide(decide):
    change = a_change()

    with pytest.raises(NotTheirDuty):
        decide(change, by=change.asked_by)

    assert ChangeRequest.objects.get().is_waiting


def test_the_list_of_a_company_has_the_newest_first(clock):
    account = a_company_account()
    first = reject(a_change(account=account), by=a_reviewer(), reasons=[], note="缺頁")
    clock.advance(timedelta(hours=1))
    second = a_change(account=account)

    assert list(ChangeRequest.objects.of_company(account.company)) == [second, first]
