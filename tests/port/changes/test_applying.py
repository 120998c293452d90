"""What an approval does to the company, the person and the mailbox, and what a refusal leaves alone."""

import pytest
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError

from port.accounts.enums import FactorKind, LinkPurpose
from port.accounts.models import Factor, NotMeLink, PasswordLink, User
from port.accounts.password_links import find, set_password_by
from port.accounts.sessions import begin
from port.accounts.signals import account_ended
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.bindings.enums import BindingState
from port.changes.enums import ChangeKind
from port.changes.models import ChangeRequest
from port.changes.workflow import approve, reject, send_link_again
from port.companies.models import Company
from port.companies.reopening import ReopeningRefused
from port.companies.workflow import approve_document
from port.consents.checks import missing_texts
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.options import options
from port.registration.entry import Door, entry_of
from port.registration.reopening import reopen
from tests.factories import (
    PASSWORD,
    a_company,
    a_company_account,
    a_company_document,
    a_reviewer,
    a_verified_application,
    everything_acknowledged,
    the_three_texts,
)
from tests.factories.bindings import a_binding
from tests.factories.changes import a_change
from tests.factories.numbers import next_ubn
from tests.port.changes.told import letters

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "防波堤外的燈塔在起霧時會響三聲長笛"


def token_of(change: ChangeRequest) -> str:
    link = Letter.objects.about(change).exclude(link="").newest_first()[0].link
    return link.rstrip("/").rpartition("/")[2]


# 變更公司名稱或統編


def test_the_new_name_and_number_stand_on_the_company_and_the_former_with_the_request(reviewer):
    account, number = a_company_account(), next_ubn()
    former = (account.company.name, account.company.number)
    change = a_change(account=account, name="新名示範船務有限公司", number=number)

    approve(change, by=reviewer)

    company, change = Company.objects.get(pk=account.company.pk), ChangeRequest.objects.get()
    assert (company.name, company.number) == ("新名示範船務有限公司", number)
    assert (change.former_company_name, change.former_number) == former
    assert (change.decided_by, change.asked_by) == (reviewer, account.user)


def test_a_new_name_leaves_the_number_alone(reviewer):
    account = a_company_account()

    approve(a_change(account=account), by=reviewer)

    assert Company.objects.get(pk=account.company.pk).number == account.company.number


def test_the_record_names_the_fields_and_never_the_number(reviewer):
    number = next_ubn()
    change = a_change(number=number)

    approve(change, by=reviewer)

    record = AuditRecord.objects.filter(act=Act.COMPANY_IDENTITY_CHANGED).get()
    assert record.facts == {"change": change.pk, "fields": ["name", "number"]}
    assert not AuditRecord.objects.filter(facts__icontains=number).exists()


def test_all_accounts_of_the_company_are_told_once(reviewer):
    account = a_company_account()
    colleague = a_company_account(company=account.company)
    change = a_change(account=account)

    approve(change, by=reviewer, note="已更新。")

    kind = LetterKind.CHANGE_APPROVED
    assert letters(change)[1:] == [(kind, account.user.email), (kind, colleague.user.email)]
    text = Letter.objects.get(to_address=colleague.user.email).text
    assert change.new_company_name in text
    assert "已更新。" in text


def test_a_number_that_another_company_got_meanwhile_is_refused_in_words(reviewer):
    number = next_ubn()
    change = a_change(number=number)
    a_company(number=number)

    with pytest.raises(ValidationError, match="另一家公司"):
        approve(change, by=reviewer)

    assert ChangeRequest.objects.get().is_waiting


def test_the_constraint_behind_the_question_is_answered_in_words(reviewer, monkeypatch):
    number = next_ubn()
    change = a_change(number=number)
    a_company(number=number)
    monkeypatch.setattr("port.changes.workflow.may_be_approved", lambda _change: type("Yes", (), {"yes": True}))

    with pytest.raises(ValidationError, match="剛剛登記在另一家公司"):
        approve(change, by=reviewer)

    assert ChangeRequest.objects.get().is_waiting


# 帳號移交


def test_the_account_name_passes_to_a_new_person_and_the_former_keeps_the_row(reviewer):
    account = a_company_account()
    username, former = account.user.username, account.user
    change = a_change(ChangeKind.HANDOVER, account=account)

    approve(change, by=reviewer)

    former.refresh_from_db()
    person = User.objects.get(username=username)
    assert (former.username, former.is_active) == (f"former#{former.pk}", False)
    assert former.ended_at is not None
    assert (person.name, person.mobile, person.email) == (change.new_name, change.new_mobile, change.new_email)
    assert person.company_account.company == account.company
    assert (person.has_usable_password(), person.email_verified_at) == (False, None)


def test_the_former_person_is_signed_out_everywhere_and_whoever_listens_is_told(reviewer):
    account = a_company_account()
    begin(user=account.user, session_key="a" * 32, device="Chrome", with_factor=False)
    change, told = a_change(ChangeKind.HANDOVER, account=account), []

    def listen(*, account: User, by: User, **_signal: object) -> None:
        told.append((account.username, by))

    account_ended.connect(listen)
    try:
        approve(change, by=reviewer)
    finally:
        account_ended.disconnect(listen)

    assert told == [(change.username, reviewer)]  # by the name that its letters know
    assert not account.user.sign_ins.filter(ended_at__isnull=True).exists()


def test_whoever_held_the_account_holds_it_no_more(reviewer):
    account = a_company_account()
    binding = a_binding(general=account.user)

    approve(a_change(ChangeKind.HANDOVER, account=account), by=reviewer)

    binding.refresh_from_db()
    assert binding.state == BindingState.ENDED
    told = Letter.objects.get(kind=LetterKind.BINDING_ENDED, to_address=binding.shared.email)
    assert account.user.username in told.text


def test_the_new_person_chooses_a_password_by_the_link_and_acknowledges_the_texts_anew(reviewer):
    the_three_texts()
    account = a_company_account()
    everything_acknowledged(account)
    change = approve(a_change(ChangeKind.HANDOVER, account=account), by=reviewer)

    link = find(token_of(change))
    person = set_password_by(link, password=NEW_PASSWORD)

    assert (link.purpose, person.username) == (LinkPurpose.HANDOVER, change.username)
    assert entry_of(person).door is Door.OPEN
    assert len(missing_texts(person, acting_company_id=account.company_id)) == 3


def test_new_person_former_person_and_asker_each_get_their_letter(reviewer):
    asker = a_company_account()
    colleague = a_company_account(company=asker.company)
    change = a_change(ChangeKind.HANDOVER, account=asker, person=colleague.user)

    approve(change, by=reviewer)

    assert letters(change)[2:] == [
        (LetterKind.CHANGE_APPROVED, change.new_email),
        (LetterKind.ACCOUNT_HANDED_OVER, colleague.user.email),
        (LetterKind.CHANGE_APPROVED, asker.user.email),
    ]
    with_link = Letter.objects.about(change).exclude(link="")
    assert [letter.to_address for letter in with_link] == [change.new_email]
    assert change.username in Letter.objects.get(kind=LetterKind.ACCOUNT_HANDED_OVER).text


def test_the_second_factors_and_the_password_stay_with_the_former_person(reviewer):
    account = a_company_account()
    Factor.objects.create(user=account.user, kind=FactorKind.TOTP, name="手機", secret="sealed")

    change = approve(a_change(ChangeKind.HANDOVER, account=account), by=reviewer)

    person = User.objects.get(username=change.username)
    assert not check_password(PASSWORD, person.password)
    assert not person.factors.exists()
    assert account.user.factors.count() == 1


def test_the_application_of_the_former_person_keeps_telling_the_truth(reviewer):
    application = a_verified_application(by=reviewer)
    former = application.user

    approve(a_change(ChangeKind.HANDOVER, account=former.company_account), by=reviewer)

    application.refresh_from_db()
    assert (application.user, application.name) == (former, former.name)
    with pytest.raises(ReopeningRefused, match="已經移交或停用"):
        reopen(application, by=reviewer, reason="再看一次。")


def test_the_answer_to_a_document_of_the_former_person_goes_to_the_new_one(reviewer):
    account = a_company_account()
    document = a_company_document(company=account.company, submitted_by=account.user)
    approve(a_change(ChangeKind.HANDOVER, account=account), by=reviewer)

    approve_document(document, by=reviewer)

    person = User.objects.get(username=account.user.username)
    assert Letter.objects.get(kind=LetterKind.DOCUMENT_APPROVED).to_address == person.email


def test_an_account_that_was_reopened_meanwhile_is_not_handed_over(reviewer):
    change = a_change(ChangeKind.HANDOVER)
    User.objects.filter(pk=change.account_id).update(email_verified_at=None)

    with pytest.raises(ValidationError, match="現在不能移交"):
        approve(change, by=reviewer)

    assert User.objects.get(pk=change.account_id).username == change.username


def test_when_the_asker_has_left_the_accounts_of_the_company_are_told(reviewer):
    account = a_company_account()
    of_company = a_change(account=account)
    approve(a_change(ChangeKind.HANDOVER, account=account), by=reviewer)

    reject(of_company, by=reviewer, reasons=[], note="缺頁")

    person = User.objects.get(username=account.user.username)
    assert letters(of_company)[-1] == (LetterKind.CHANGE_REJECTED, person.email)


# 更換信箱


def test_the_new_mailbox_counts_once_its_link_was_used(reviewer):
    account = a_company_account()
    former = account.user.email
    change = approve(a_change(ChangeKind.MAILBOX, account=account), by=reviewer)

    before = User.objects.get(pk=account.user.pk)
    person = set_password_by(find(token_of(change)), password=NEW_PASSWORD)

    assert (before.email, before.email_verified_at) == (change.new_email, None)
    assert entry_of(before).door is Door.AWAITS_VERIFICATION
    assert entry_of(person).door is Door.OPEN
    assert ChangeRequest.objects.get().former_email == former


def test_the_old_mailbox_is_told_and_can_stop_it(reviewer):
    account = a_company_account()
    former = account.user.email

    change = approve(a_change(ChangeKind.MAILBOX, account=account), by=reviewer)

    told = Letter.objects.get(kind=LetterKind.EMAIL_CHANGED)
    assert told.to_address == former
    assert change.new_email not in told.text
    assert NotMeLink.objects.get().email == former


def test_every_device_is_signed_out_and_no_password_was_chosen_by_staff(reviewer):
    account = a_company_account()
    begin(user=account.user, session_key="b" * 32, device="Chrome", with_factor=False)

    approve(a_change(ChangeKind.MAILBOX, account=account), by=reviewer)

    person = User.objects.get(pk=account.user.pk)
    assert not person.sign_ins.filter(ended_at__isnull=True).exists()
    assert check_password(PASSWORD, person.password)


@pytest.mark.parametrize("wrong", [{"username": "nobody.here"}, {"number": "12345675"}], ids=["name", "number"])
def test_the_mailbox_of_no_account_cannot_be_approved(wrong, reviewer):
    change = a_change(ChangeKind.MAILBOX, **wrong)

    with pytest.raises(ValidationError, match="系統沒有這個帳號"):
        approve(change, by=reviewer)

    assert ChangeRequest.objects.get().is_waiting
    assert not PasswordLink.objects.exists()


def test_a_handed_over_account_is_not_given_to_who_asked_for_it_before(reviewer):
    account = a_company_account()
    lost = a_change(ChangeKind.MAILBOX, account=account)
    approve(a_change(ChangeKind.HANDOVER, account=account), by=reviewer)

    with pytest.raises(ValidationError, match="已經停用或移交"):
        approve(lost, by=reviewer)


# 審核不通過


@pytest.mark.parametrize("kind", ChangeKind)
def test_a_refusal_changes_nothing_and_tells_the_reasons(kind, reviewer, reasons):
    account = a_company_account()
    change = a_change(kind, account=account)
    before = User.objects.values("username", "email", "is_active", "email_verified_at").get(pk=account.user.pk)

    reject(change, by=reviewer, reasons=[reasons["D02"]], note="第二頁缺角。")

    change.refresh_from_db()
    refusal = (
        Letter.objects.about(change).filter(kind=LetterKind.CHANGE_REJECTED, to_address=change.contact_email).get()
    )
    assert User.objects.values(*before).get(pk=account.user.pk) == before
    assert [reason.code for reason in change.reasons.all()] == ["D02"]
    assert "影像不清楚" in refusal.text
    assert "第二頁缺角。" in refusal.text


def test_a_refusal_without_a_reason_is_refused(reviewer):
    with pytest.raises(ValidationError):
        reject(a_change(), by=reviewer, reasons=[])


def test_a_refused_mailbox_tells_its_holder_that_nothing_has_changed(reviewer):
    account = a_company_account()
    change = a_change(ChangeKind.MAILBOX, account=account)

    reject(change, by=reviewer, reasons=[], note="印章不符。")

    told = Letter.objects.get(kind=LetterKind.CHANGE_REJECTED, to_address=account.user.email)
    assert "沒有變更" in told.text
    assert "印章不符" not in told.text


# The link once more


@pytest.mark.parametrize("kind", [ChangeKind.HANDOVER, ChangeKind.MAILBOX])
def test_the_link_is_sent_again_and_the_first_dies(kind, reviewer, clock):
    change = approve(a_change(kind), by=reviewer)
    first = token_of(change)
    clock.now += options().verification_pause

    assert send_link_again(change, by=reviewer)

    assert find(first).superseded_at is not None
    assert find(token_of(change)).user == find(first).user


def test_the_link_is_not_sent_again_at_once_or_when_it_was_used(reviewer, clock):
    change = approve(a_change(ChangeKind.MAILBOX), by=reviewer)

    too_soon = send_link_again(change, by=reviewer)
    set_password_by(find(token_of(change)), password=NEW_PASSWORD)
    clock.now += options().verification_pause

    assert not too_soon
    assert not send_link_again(change, by=reviewer)


def test_a_request_that_opened_nothing_has_no_link_to_send(reviewer):
    assert not send_link_again(a_change(ChangeKind.MAILBOX), by=reviewer)
    assert not send_link_again(approve(a_change(), by=a_reviewer()), by=reviewer)
