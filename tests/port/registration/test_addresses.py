"""An application whose account moves to another address, or proves one by a link for a new password (V-07)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from port.accounts.addresses import move_to_address, tell_former_address
from port.accounts.alarms import find as find_alarm
from port.accounts.enums import LinkPurpose
from port.accounts.models import EmailVerification, User
from port.accounts.password_links import find, issue, set_password_by
from port.accounts.person import ask_email_change, confirm_email_change
from port.accounts.securing import secure
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.companies.models import CompanyDocument
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.registration.entry import Door, entry_of
from port.registration.enums import ApplicationState
from port.registration.mending import send_link_again
from port.registration.mending_links import MendingDoor, door_of
from port.registration.models import AccountApplication, MendingLink
from port.registration.progress import send_code
from port.registration.proof import lapse, remind, send_verification_again, verify
from port.registration.reopening import reopen
from port.registration.workflow import approve, reject
from port.taiwan.email import clean_email
from tests.factories import a_reviewer, a_shared_account, a_user, a_verified_application, an_approved_application

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "防波堤外的燈塔在起霧時會響三聲長笛"
TYPED = "Wang@New.Example.com"
CANONICAL = "Wang@new.example.com"


def move(account: User, *, by_link: bool = False) -> None:
    """The two roads to another address: confirmed by the person, or by a link that staff let go there."""
    if by_link:
        set_password_by(find(issue(account, purpose=LinkPurpose.MAILBOX, email=TYPED)), password=NEW_PASSWORD)
    else:
        confirm_email_change(ask_email_change(account, address=clean_email(TYPED), by=account), by=account)


def take_back(account: User) -> User:
    """不是我, from the letter to the former address, and a new password from there."""
    told = Letter.objects.filter(kind=LetterKind.EMAIL_CHANGED).latest("created_at")
    secure(find_alarm(token_in(told)), at=timezone.now())
    back = Letter.objects.filter(kind=LetterKind.ACCOUNT_SECURED).latest("created_at")
    return set_password_by(find(token_in(back)), password=NEW_PASSWORD)


def token_in(letter: Letter) -> str:
    return letter.link.rstrip("/").rpartition("/")[2]


def proofs(application: AccountApplication) -> int:
    return AuditRecord.objects.about(application).filter(act=Act.APPLICATION_VERIFIED).count()


def a_change_of_mailbox(application: AccountApplication) -> User:
    """What staff do for somebody who lost the mailbox; the account is returned as it was before."""
    before = User.objects.get(application=application)
    account = User.objects.get(application=application)
    move_to_address(account, TYPED)
    tell_former_address(account, former=before.email)
    return before


def readers(kind: LetterKind) -> list[str]:
    return list(Letter.objects.filter(kind=kind).values_list("to_address", flat=True))


# Another address


@pytest.mark.parametrize("by_link", [False, True], ids=["confirmed", "by_link"])
def test_the_application_and_its_waiting_document_go_on_at_the_new_address(by_link):
    application = a_verified_application()

    move(application.user, by_link=by_link)

    application.refresh_from_db()
    assert (application.email, application.email_canonical) == (TYPED, CANONICAL)
    assert CompanyDocument.objects.get().contact_email == TYPED


def test_applications_of_others_with_the_former_address_stay_as_they_are():
    moving, other = (a_verified_application(email="office@example.com") for _each in range(2))

    move(moving.user)

    other.refresh_from_db()
    assert other.email == "office@example.com"


def test_only_the_new_address_asks_for_the_progress():
    application = a_verified_application()
    former = application.email_canonical

    move(application.user)

    assert send_code(reference=application.reference, email_canonical=former) is None
    assert send_code(reference=application.reference, email_canonical=CANONICAL)
    assert readers(LetterKind.PROGRESS_CODE) == [TYPED]


def test_a_refusal_after_the_move_is_mended_from_the_new_address():
    application, reviewer = a_verified_application(), a_reviewer()
    move(application.user)

    application = reopen(AccountApplication.objects.get(), by=reviewer, reason="統一編號需再確認。")
    reject(application, by=reviewer, reasons=[], note="文件缺第二頁。")
    MendingLink.objects.update(created_at=timezone.now() - timedelta(hours=1))
    send_link_again(AccountApplication.objects.get())

    assert readers(LetterKind.APPLICATION_REOPENED) == [TYPED]
    assert readers(LetterKind.APPLICATION_REJECTED) == [TYPED]
    assert readers(LetterKind.MENDING_LINK) == [TYPED]


def test_a_link_to_mend_that_went_to_an_intruder_dies_with_the_address():
    application, reviewer = a_verified_application(), a_reviewer()
    move(application.user)
    reject(reopen(application, by=reviewer, reason="疑似冒用。"), by=reviewer, reasons=[], note="非本人申請。")
    sent = MendingLink.objects.get()

    take_back(application.user)

    sent.refresh_from_db()
    assert sent.email == TYPED
    assert door_of(sent) is door_of(sent, opened=True) is MendingDoor.SUPERSEDED


def test_a_shared_account_has_an_application_without_a_document_that_moves_as_well():
    account = a_shared_account()

    move(account)

    assert AccountApplication.objects.get().email == TYPED


def test_an_account_that_never_applied_moves_alone():
    account = a_user()

    move(account)

    assert not AccountApplication.objects.exists()


# An address that is not proven yet


def test_reminder_new_link_and_lapse_are_told_at_the_new_address():
    application = an_approved_application()
    move_to_address(application.user, TYPED)

    remind(application)
    EmailVerification.objects.update(created_at=timezone.now() - timedelta(hours=1))
    send_verification_again(application.user)
    lapse(application)

    assert readers(LetterKind.VERIFICATION_REMINDER) == [TYPED]
    assert readers(LetterKind.VERIFICATION) == [TYPED]
    assert readers(LetterKind.APPLICATION_LAPSED) == [TYPED]


# Proven by a link for a new password


@pytest.mark.parametrize("lapsed", [False, True], ids=["approved", "lapsed"])
def test_a_link_that_proves_the_mailbox_opens_the_door(lapsed):
    application = an_approved_application()
    if lapsed:
        lapse(application)

    move(application.user, by_link=True)

    application.refresh_from_db()
    assert application.state == ApplicationState.VERIFIED
    assert application.verified_at is not None
    assert entry_of(application.user).door is Door.OPEN
    assert proofs(application) == 1


def test_a_proven_application_is_not_proven_twice():
    application = a_verified_application()
    proven_at = application.verified_at

    move(application.user, by_link=True)

    application.refresh_from_db()
    assert (application.state, application.verified_at) == (ApplicationState.VERIFIED, proven_at)
    assert proofs(application) == 1


def test_who_takes_an_address_back_that_was_not_proven_yet_has_proven_it():
    application = an_approved_application()
    account = a_change_of_mailbox(application)

    take_back(account)

    application.refresh_from_db()
    assert (application.state, application.email) == (ApplicationState.VERIFIED, account.email)
    assert entry_of(application.user).door is Door.OPEN


def test_an_address_taken_back_under_review_is_proven_anew_after_the_approval():
    application, reviewer = a_verified_application(), a_reviewer()
    move(application.user)
    application = reopen(AccountApplication.objects.get(), by=reviewer, reason="疑似冒用。")

    account = take_back(application.user)
    application = approve(AccountApplication.objects.get(), by=reviewer)
    before = entry_of(User.objects.get(pk=account.pk)).door
    verify(application.user.verifications.live().get(), by=account)

    assert before is Door.AWAITS_VERIFICATION
    assert entry_of(User.objects.get(pk=account.pk)).door is Door.OPEN
    assert proofs(application) == 2  # each approval has its own


@pytest.mark.parametrize("purpose", [LinkPurpose.RECOVERY, LinkPurpose.SECURED], ids=str)
def test_a_link_to_the_present_address_leaves_the_proof_to_its_own_link(purpose):
    application = an_approved_application()

    set_password_by(find(issue(application.user, purpose=purpose)), password=NEW_PASSWORD)

    application.refresh_from_db()
    assert application.state == ApplicationState.APPROVED
    assert entry_of(application.user).door is Door.AWAITS_VERIFICATION
    assert proofs(application) == 0
