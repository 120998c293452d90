"""An application for a shared account: account data only, and otherwise like any other (共用帳號)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from port.accounts.enums import AccountKind
from port.accounts.models import User
from port.accounts.signals import account_ended
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.bindings.enums import BindingState
from port.companies.enums import MendableField
from port.companies.models import Company, CompanyAccount, CompanyDocument
from port.documents.refusals import DocumentNotStaged
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.registration.enums import ApplicationState
from port.registration.mending import mend, needs_new_document, send_link_again, unlocked_fields
from port.registration.mending_links import find_link
from port.registration.models import AccountApplication, MendingLink
from port.registration.progress import send_code
from port.registration.proof import lapse, remind, send_verification_again, verify
from port.registration.reopening import reopen
from port.registration.workflow import SentWithOtherWords, approve, reject, submit
from tests.factories import (
    a_binding,
    a_company_account,
    a_reason,
    a_shared_application,
    a_shared_submission,
    a_submission,
    an_application,
)

pytestmark = pytest.mark.django_db

OF_A_COMPANY = ("公司證明文件", "統編", "統一編號", "貴公司", "None", "「」")


@pytest.fixture
def ended() -> Iterator[list[tuple[User, object]]]:
    """The accounts of which it was told that they ended, and by whom."""
    told: list[tuple[User, object]] = []

    def note(*, account: User, by: object, **_signal: object) -> None:
        told.append((account, by))

    account_ended.connect(note)
    yield told
    account_ended.disconnect(note)


def link_of(application: AccountApplication) -> MendingLink:
    letter = Letter.objects.about(application).exclude(link="").last()
    link = find_link(letter.link.rstrip("/").rpartition("/")[2])
    assert link is not None
    return link


def mended(application: AccountApplication, **overrides) -> AccountApplication:
    """Sent once more with the words of the refused one."""
    same = ("username", "name", "mobile", "email", "email_canonical", "password")
    facts = {name: getattr(application, name) for name in same} | overrides
    submission = a_shared_submission if application.kind == AccountKind.SHARED else a_submission
    return mend(link_of(application), **submission(**facts))


def test_it_is_sent_with_the_account_alone():
    application = submit(**a_shared_submission())

    assert (application.kind, application.state) == (AccountKind.SHARED, ApplicationState.SUBMITTED)
    assert (application.document, application.company, application.number) == (None, None, "")
    assert not CompanyDocument.objects.exists()
    assert Letter.objects.get().kind == LetterKind.APPLICATION_RECEIVED
    assert [record.act for record in AuditRecord.objects.all()] == [Act.APPLICATION_SUBMITTED]


def test_the_same_form_again_answers_with_what_was_sent_first_and_another_kind_is_other_words():
    sent = a_shared_submission()
    application = submit(**sent)

    assert submit(**sent) == application
    with pytest.raises(SentWithOtherWords):
        submit(**sent | {"facts": replace(sent["facts"], kind=AccountKind.GENERAL)})


def test_a_company_applies_with_a_document():
    with pytest.raises(DocumentNotStaged):
        submit(**a_submission() | {"file": None})


def test_no_company_hears_of_it():
    a_company_account()

    submit(**a_shared_submission())

    assert not Letter.objects.filter(kind=LetterKind.OWNER_TOLD).exists()


def test_an_approval_opens_a_shared_account_without_a_company(reviewer):
    application = approve(a_shared_application(), by=reviewer)

    user = application.user
    assert (user.kind, user.email_verified_at, application.company) == (AccountKind.SHARED, None, None)
    assert not Company.objects.exists()
    assert not CompanyAccount.objects.exists()
    assert AuditRecord.objects.about(application).get().acting_company_id is None


def test_its_address_is_proven_reminded_of_and_lapses_like_any_other(reviewer, clock):
    application = approve(a_shared_application(), by=reviewer)
    assert remind(application)
    lapse(application)
    clock.now += timedelta(hours=1)
    assert send_verification_again(application.user)

    verified = verify(application.user.verifications.live().get(), by=application.user)

    assert verified.state == ApplicationState.VERIFIED
    assert User.objects.get(pk=application.user_id).email_verified_at


def test_a_refusal_asks_for_nothing_but_what_the_account_has(reviewer):
    reason = a_reason(unlocks=[MendableField.NAME, MendableField.NUMBER, MendableField.DOCUMENT])

    application = reject(a_shared_application(), by=reviewer, reasons=[reason])

    assert unlocked_fields(application) == {MendableField.NAME}
    assert not needs_new_document(application)


def test_it_is_mended_with_the_account_alone(reviewer):
    refused = reject(a_shared_application(), by=reviewer, reasons=[], note="姓名請填自然人。")

    successor = mended(refused, name="張改名")

    assert (successor.kind, successor.name, successor.forerunner) == (AccountKind.SHARED, "張改名", refused)
    assert successor.document is None
    assert AuditRecord.objects.about(successor).get().act == Act.APPLICATION_MENDED


@pytest.mark.parametrize("refused_kind", [AccountKind.SHARED, AccountKind.GENERAL])
def test_what_mends_an_application_is_of_its_kind(reviewer, refused_kind):
    application = a_shared_application() if refused_kind == AccountKind.SHARED else an_application()
    refused = reject(application, by=reviewer, reasons=[], note="請補正。")
    other = a_submission() if refused_kind == AccountKind.SHARED else a_shared_submission()

    with pytest.raises(ValueError, match="of the same kind"):
        mend(link_of(refused), **other)

    assert AccountApplication.objects.count() == 1


def test_a_reopened_one_keeps_its_account(reviewer):
    application = approve(a_shared_application(), by=reviewer)

    waiting = reopen(application, by=reviewer, reason="身分需再確認。")
    again = approve(waiting, by=reviewer)

    assert (waiting.state, again.user) == (ApplicationState.SUBMITTED, application.user)
    assert again.user.kind == AccountKind.SHARED


def test_another_person_gets_another_account_and_it_is_told_that_the_former_ended(reviewer, ended):
    application = approve(a_shared_application(), by=reviewer)
    former = application.user
    refused = reject(reopen(application, by=reviewer, reason="查核。"), by=reviewer, reasons=[], note="換人。")

    successor = approve(mended(refused, name="黃接手"), by=reviewer)

    former.refresh_from_db()
    assert ended == [(former, reviewer)]
    assert (former.is_active, former.username) == (False, f"former#{former.pk}")
    assert (successor.user.kind, successor.user.name) == (AccountKind.SHARED, "黃接手")


@pytest.mark.parametrize("side", ["shared", "general"])
def test_what_a_former_account_held_or_was_held_by_ends_with_it_and_the_letters_name_it(reviewer, side):
    application = approve(a_shared_application() if side == "shared" else an_application(), by=reviewer)
    former = application.user
    binding = a_binding(**{side: former})
    refused = reject(reopen(application, by=reviewer, reason="查核。"), by=reviewer, reasons=[], note="換人。")
    facts = {"name": "黃接手"} if side == "shared" else {"name": "黃接手", "number": application.number}

    approve(mended(refused, **facts), by=reviewer)

    binding.refresh_from_db()
    letters = Letter.objects.filter(kind=LetterKind.BINDING_ENDED)
    assert binding.state == BindingState.ENDED
    assert letters.count() == 2
    assert all(former.username in letter.text for letter in letters)


def test_the_same_person_keeps_the_account_and_nothing_ends(reviewer, ended):
    application = approve(a_shared_application(), by=reviewer)
    refused = reject(reopen(application, by=reviewer, reason="查核。"), by=reviewer, reasons=[], note="手機有誤。")

    successor = approve(mended(refused, mobile="0955666777"), by=reviewer)

    assert ended == []
    assert (successor.user, successor.user.kind) == (application.user, AccountKind.SHARED)


def test_no_letter_about_it_speaks_of_a_company(reviewer, clock):
    application = submit(**a_shared_submission())
    send_code(reference=application.reference, email_canonical=application.email_canonical)
    reject(application, by=reviewer, reasons=[], note="姓名請填自然人。")
    clock.now += timedelta(hours=1)
    send_link_again(application)
    successor = approve(mended(application), by=reviewer)
    remind(successor)
    lapse(successor)
    clock.now += timedelta(hours=1)
    send_verification_again(successor.user)
    reopen(successor, by=reviewer, reason="查核。")

    letters = list(Letter.objects.all())

    assert {letter.kind for letter in letters} == {
        LetterKind.APPLICATION_RECEIVED,
        LetterKind.PROGRESS_CODE,
        LetterKind.APPLICATION_REJECTED,
        LetterKind.MENDING_LINK,
        LetterKind.APPLICATION_APPROVED,
        LetterKind.VERIFICATION_REMINDER,
        LetterKind.APPLICATION_LAPSED,
        LetterKind.VERIFICATION,
        LetterKind.APPLICATION_REOPENED,
    }
    for letter in letters:
        said = letter.text + letter.html
        assert [words for words in OF_A_COMPANY if words in said] == []


def test_the_approval_tells_how_companies_are_bound(reviewer):
    approve(a_shared_application(), by=reviewer)

    letter = Letter.objects.get(kind=LetterKind.APPLICATION_APPROVED)

    for said in (letter.text, letter.html):
        assert "一般帳號須已審核通過，並完成郵件驗證" in said
        assert "共用帳號" in said


def test_the_letter_to_a_company_still_tells_of_its_document(reviewer):
    approve(an_application(), by=reviewer)

    letter = Letter.objects.get(kind=LetterKind.APPLICATION_APPROVED)

    assert "「公司證明文件」需另外審核" in letter.text
    assert "共用帳號" not in letter.text + letter.html
