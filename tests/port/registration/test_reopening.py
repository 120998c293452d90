"""重新審核: a decided application waits once more, its account's door shut, and what comes of the next answer."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from port.accounts.models import User
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.companies.enums import DocumentState
from port.companies.models import CompanyAccount, CompanyDocument
from port.companies.reopening import ReopeningRefused
from port.companies.workflow import approve_document
from port.consents.checks import missing_texts
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.registration.checks import is_username_free
from port.registration.entry import Door, try_door
from port.registration.enums import ApplicationState
from port.registration.mending_links import MendingDoor, door_of, issue_link
from port.registration.models import AccountApplication, MendingLink
from port.registration.proof import lapse, send_verification_again, verify
from port.registration.reopening import reopen
from port.registration.workflow import UsernameTaken, approve, reject, submit
from tests.factories import (
    PASSWORD,
    a_company_document,
    a_refused_application,
    a_reopened_application,
    a_submission,
    a_user,
    a_verified_application,
    an_application,
    an_approved_application,
    at_once,
    everything_acknowledged,
    the_three_texts,
)
from tests.port.registration.told import everything

pytestmark = pytest.mark.django_db

REASON = "統一編號需再確認。"


def document_of(application: AccountApplication) -> CompanyDocument:
    return CompanyDocument.objects.get(pk=application.document_id)


def test_what_was_decided_is_forgotten_by_the_row_and_kept_by_the_record(reviewer, reasons):
    application = reject(an_application(), by=reviewer, reasons=[reasons["D02"]])

    reopen(application, by=reviewer, reason=REASON)

    application.refresh_from_db()
    assert (application.decided_by, application.decided_at, application.answer) == (None, None, "")
    assert application.reasons.count() == 0
    assert application.reopened_at is not None
    record = AuditRecord.objects.about(application).get(act=Act.APPLICATION_REOPENED)
    assert record.facts == {"from": "rejected", "decided_by": reviewer.pk, "reasons": ["D02"]}


def test_the_letter_tells_the_reason_and_that_the_account_stays(reviewer):
    application = a_verified_application()

    reopen(application, by=reviewer, reason=f" {REASON}\n請稍候。 ")

    letter = Letter.objects.get(kind=LetterKind.APPLICATION_REOPENED)
    assert letter.to_address == application.email
    for text in (letter.text, letter.html):
        for words in [REASON, "請稍候。", application.reference, "您現在不用做任何事", "暫時不能登入"]:
            assert words in text


def test_an_applicant_without_an_account_is_told_that_the_name_is_kept(reviewer):
    reopen(a_refused_application(), by=reviewer, reason=REASON)

    letter = Letter.objects.get(kind=LetterKind.APPLICATION_REOPENED)
    assert "帳號名稱為您保留，不用重新申請" in letter.text
    assert "暫時不能登入" not in letter.text


@pytest.mark.parametrize("reason", ["", " \n "])
def test_without_a_reason_nothing_is_reopened(reviewer, reason):
    application = a_verified_application()
    before = everything()

    with pytest.raises(ValidationError, match="請寫下重新審核的原因"):
        reopen(application, by=reviewer, reason=reason)

    assert everything() == before


def test_what_has_been_mended_is_not_reopened(reviewer):
    application = a_refused_application()
    successor = an_application(forerunner=application)
    before = everything()

    with pytest.raises(ReopeningRefused, match=successor.reference) as refusal:
        reopen(application, by=reviewer, reason=REASON)

    assert refusal.value.code == "mended"
    assert everything() == before


@pytest.mark.parametrize("hold", [lambda name: an_application(username=name), lambda name: a_user(username=name)])
def test_a_refused_one_whose_name_is_somebody_elses_by_now_is_not_reopened(reviewer, hold):
    application = a_refused_application(username="seagull1")
    hold("seagull1")
    before = everything()

    with pytest.raises(ReopeningRefused, match="帳號名稱現在由別的申請或帳號使用"):
        reopen(application, by=reviewer, reason=REASON)

    assert everything() == before


def test_an_own_account_keeps_the_name_for_the_next_reopening(reviewer):
    application = reject(a_reopened_application(username="seagull1"), by=reviewer, reasons=[], note="缺頁")

    free = is_username_free("seagull1")
    again = reopen(application, by=reviewer, reason=REASON)

    assert not free
    assert (again.state, again.user) == (ApplicationState.SUBMITTED, application.user)


@pytest.mark.django_db(transaction=True)
def test_a_name_that_is_taken_at_the_same_instant_is_held_once(reviewer):
    for _round in range(5):
        application = a_refused_application()
        sent = a_submission(username=application.username)

        answers = at_once(
            lambda one=application: reopen(one, by=reviewer, reason=REASON), lambda form=sent: submit(**form)
        )

        refused = [answer for answer in answers if isinstance(answer, Exception)]
        assert {type(answer) for answer in refused} <= {ReopeningRefused, UsernameTaken}
        assert len(refused) == 1


def test_the_links_that_were_sent_die(reviewer):
    application = a_verified_application()
    reopened = an_approved_application()
    link = reopened.user.verifications.live().get()

    for one in (application, reopened):
        reopen(one, by=reviewer, reason=REASON)

    application.user.refresh_from_db()
    assert application.user.email_verified_at is None
    with pytest.raises(ValidationError):
        verify(link, by=reopened.user)


def test_the_mending_link_dies(reviewer):
    application = a_refused_application()
    issue_link(application)

    reopen(application, by=reviewer, reason=REASON)

    link = MendingLink.objects.select_related("application").latest("pk")
    assert door_of(link) is MendingDoor.REOPENED
    assert link.superseded_at is not None


@pytest.mark.parametrize("refused", [False, True])
def test_no_verification_letter_leaves_while_the_door_is_shut(clock, reviewer, refused):
    application = a_reopened_application()
    if refused:
        reject(application, by=reviewer, reasons=[], note="缺頁")
    clock.advance(timedelta(days=1))

    assert not send_verification_again(application.user)


def test_a_closed_document_waits_again(reviewer):
    application = a_refused_application()

    reopen(application, by=reviewer, reason=REASON)

    assert document_of(application).state == DocumentState.PENDING


def test_a_decided_document_stays_decided(reviewer):
    application = an_application()
    approve_document(application.document, by=reviewer)

    reopen(reject(application, by=reviewer, reasons=[], note="缺頁"), by=reviewer, reason=REASON)

    assert document_of(application).state == DocumentState.APPROVED


def test_a_closed_document_stays_closed_behind_another_one_of_its_company(reviewer):
    application = reject(a_reopened_application(), by=reviewer, reasons=[], note="缺頁")
    a_company_document(company=application.company)

    reopen(application, by=reviewer, reason=REASON)

    assert document_of(application).state == DocumentState.CLOSED


def test_the_second_approval_keeps_account_and_company_and_asks_for_the_proof_again(reviewer):
    application = a_reopened_application()
    user, company = application.user, application.company

    approved = approve(application, by=reviewer)

    assert (approved.user, approved.company) == (user, company)
    assert CompanyAccount.objects.get(user=user).company == company
    assert verify(user.verifications.live().get(), by=user).state == ApplicationState.VERIFIED
    assert User.objects.get(pk=user.pk).email_verified_at is not None


def test_the_second_approval_changes_nothing_that_the_account_or_the_company_says(reviewer):
    application = a_reopened_application()
    User.objects.filter(pk=application.user_id).update(password="a newer hash of the same password")
    application.company.name = "改名後的公司"
    application.company.save()

    approved = approve(application, by=reviewer)

    approved.user.refresh_from_db()
    approved.company.refresh_from_db()
    assert approved.user.password == "a newer hash of the same password"
    assert approved.company.name == "改名後的公司"


def test_the_second_approval_leaves_the_document_that_is_in_force(reviewer):
    application = a_verified_application()
    approve_document(application.document, by=reviewer)

    approve(reopen(application, by=reviewer, reason=REASON), by=reviewer)

    assert application.company.documents.in_force().get() == application.document


def test_a_refusal_after_a_reopening_leaves_the_account_as_a_row(reviewer):
    application = reject(a_reopened_application(username="seagull1"), by=reviewer, reasons=[], note="缺頁")

    application.refresh_from_db()
    assert (application.state, application.user.username) == (ApplicationState.REJECTED, "seagull1")
    assert document_of(application).state == DocumentState.CLOSED
    with pytest.raises(UsernameTaken):
        submit(**a_submission(username="seagull1"))


def test_refused_reopened_approved_reopened_and_so_on_for_ever(reviewer):
    application = a_refused_application()
    for _round in range(3):
        reopen(application, by=reviewer, reason=REASON)
        approve(application, by=reviewer)
        reopen(application, by=reviewer, reason=REASON)
        application = reject(application, by=reviewer, reasons=[], note="缺頁")

    reopen(application, by=reviewer, reason=REASON)
    approved = approve(application, by=reviewer)

    assert verify(approved.user.verifications.live().get(), by=approved.user).state == ApplicationState.VERIFIED
    assert (User.objects.filter(staff_role="").count(), CompanyAccount.objects.count()) == (1, 1)
    assert document_of(application).state == DocumentState.PENDING


def test_a_lapsed_one_is_reminded_and_lapses_anew_after_its_second_approval(reviewer):
    application = lapse(an_approved_application())

    approved = approve(reopen(application, by=reviewer, reason=REASON), by=reviewer)

    assert approved.reminded_at is None
    assert lapse(approved).state == ApplicationState.LAPSED


def mended_by(refused: AccountApplication, **changed) -> AccountApplication:
    """A successor that says of the person what the refused application has said, but for what is changed."""
    same = {name: getattr(refused, name) for name in ("username", "name", "email")}
    return an_application(**same | {"forerunner": refused} | changed)


def test_a_mended_application_takes_over_the_account_of_its_forerunner(reviewer):
    forerunner = reject(a_reopened_application(username="seagull1"), by=reviewer, reasons=[], note="公司統編有誤。")
    user = forerunner.user
    successor = mended_by(forerunner, username="seagull2", email=forerunner.email.upper(), mobile="0922333444")

    approved = approve(successor, by=reviewer)

    forerunner.refresh_from_db()
    user.refresh_from_db()
    assert (approved.user, forerunner.user) == (user, None)
    assert (user.username, user.mobile, user.email) == ("seagull2", "0922333444", successor.email)
    assert (user.password, user.email_verified_at) == (successor.password, None)
    assert CompanyAccount.objects.get(user=user).company == approved.company != forerunner.company
    assert user.verifications.live().get().email == successor.email
    assert is_username_free("seagull1")


@pytest.mark.parametrize("changed", [{"name": "王小美"}, {"email": "wang@example.com"}], ids=["name", "address"])
def test_another_person_gets_a_new_account_and_the_former_is_switched_off(reviewer, changed):
    the_three_texts()
    verified = a_verified_application(username="seagull1")
    everything_acknowledged(verified.user.company_account)
    forerunner = reject(reopen(verified, by=reviewer, reason=REASON), by=reviewer, reasons=[], note="請補正。")

    approved = approve(mended_by(forerunner, number=forerunner.number, **changed), by=reviewer)

    former = User.objects.get(pk=forerunner.user_id)
    assert approved.user != former
    assert (approved.user.username, former.username, former.is_active) == ("seagull1", f"former#{former.pk}", False)
    assert len(missing_texts(approved.user, acting_company_id=approved.company_id)) == 3
    assert CompanyAccount.objects.get().user == approved.user
    assert AuditRecord.objects.get(act=Act.APPLICATION_APPROVED, object_id=str(approved.pk)).facts == {
        "account": approved.user.pk,
        "switched_off": former.pk,
    }


def test_the_account_that_was_switched_off_opens_nothing_and_its_name_is_free(reviewer):
    forerunner = reject(a_reopened_application(username="seagull1"), by=reviewer, reasons=[], note="請補正。")

    approved = approve(mended_by(forerunner, username="seagull2", name="王小美"), by=reviewer)

    verify(approved.user.verifications.live().get(), by=approved.user)
    assert try_door(username="seagull2", password=PASSWORD).door is Door.OPEN
    assert try_door(username=f"former#{forerunner.user_id}", password=PASSWORD).door is Door.SHUT
    assert try_door(username="seagull1", password=PASSWORD).door is Door.NOT_APPROVED
    assert is_username_free("seagull1")


def test_the_account_is_found_behind_several_mendings(reviewer):
    first = reject(a_reopened_application(username="seagull1"), by=reviewer, reasons=[], note="缺頁")
    second = a_refused_application(username="seagull1", name="王小美", forerunner=first)
    third = mended_by(first, forerunner=second)

    approved = approve(third, by=reviewer)

    assert approved.user == first.user
    assert User.objects.filter(username="seagull1").count() == 1


def test_who_mends_may_keep_the_name_of_the_own_account_and_nobody_else_may(reviewer):
    forerunner = reject(a_reopened_application(username="seagull1"), by=reviewer, reasons=[], note="缺頁")
    second = a_refused_application(username="seagull9", forerunner=forerunner)

    assert is_username_free("SEAGULL1", forerunner=forerunner)
    assert is_username_free("seagull1", forerunner=second)
    assert not is_username_free("seagull1", forerunner=a_refused_application())
    assert not is_username_free("seagull1")


def test_an_account_that_is_under_review_again_hears_nothing_of_its_company():
    application = a_reopened_application()

    submit(**a_submission(number=application.number))

    assert not Letter.objects.filter(kind=LetterKind.OWNER_TOLD).exists()
