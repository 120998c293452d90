"""Email 驗證: only the holder, only a live link, and as many companies in one mailbox as there are (M-03 to M-06)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from port.accounts.models import EmailVerification
from port.accounts.verification import find
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.options import options
from port.registration.enums import ApplicationState
from port.registration.models import AccountApplication
from port.registration.proof import send_verification_again, verify
from port.registration.workflow import reject
from tests.factories import a_reviewer, a_user, a_verified_application, an_application, an_approved_application
from tests.port.registration.told import everything

pytestmark = pytest.mark.django_db

PAUSE = options().verification_pause


def token_of(letter: Letter) -> str:
    return letter.link.rstrip("/").rpartition("/")[2]


def newest_proof(application: AccountApplication) -> EmailVerification:
    """The link of the newest letter, found the way a click finds it."""
    letter = Letter.objects.about(application).exclude(link="").last()
    proof = find(token_of(letter)) if letter else None
    assert proof is not None
    return proof


def test_the_holder_proves_the_address(morning):
    application = an_approved_application()

    verified = verify(newest_proof(application), by=application.user)

    application.user.refresh_from_db()
    assert (verified.state, verified.verified_at) == (ApplicationState.VERIFIED, morning.now)
    assert application.user.email_verified_at == morning.now
    assert newest_proof(application).used_at == morning.now
    record = AuditRecord.objects.filter(act=Act.APPLICATION_VERIFIED).get()
    assert (record.actor_id, record.acting_company_id) == (application.user.pk, application.company.pk)


def test_a_second_time_answers_the_same_and_changes_nothing():
    application = a_verified_application()
    before = everything()

    again = verify(newest_proof(application), by=application.user)

    assert again == application
    assert everything() == before


@pytest.mark.parametrize("make", [an_approved_application, a_verified_application])
def test_nobody_else_can_use_the_link_or_learns_what_became_of_it(make):
    application, stranger = make(), an_approved_application().user
    before = everything()

    with pytest.raises(ValidationError) as refusal:
        verify(newest_proof(application), by=stranger)

    assert refusal.value.code == "link_dead"
    assert everything() == before


def test_staff_cannot_prove_the_address_of_an_applicant(reviewer):
    application = an_approved_application(by=reviewer)

    with pytest.raises(ValidationError, match="失效"):
        verify(newest_proof(application), by=reviewer)

    application.refresh_from_db()
    assert application.state == ApplicationState.APPROVED


@pytest.mark.parametrize(("before_the_end", "proven"), [(timedelta(microseconds=1), True), (timedelta(0), False)])
def test_a_link_lives_72_hours(morning, before_the_end, proven):
    application = an_approved_application()
    morning.advance(timedelta(hours=72) - before_the_end)

    if proven:
        verify(newest_proof(application), by=application.user)
    else:
        with pytest.raises(ValidationError, match="失效"):
            verify(newest_proof(application), by=application.user)

    application.refresh_from_db()
    assert (application.state == ApplicationState.VERIFIED) is proven


def test_a_newer_link_lets_the_older_one_lapse(morning):
    application = an_approved_application()
    older = newest_proof(application)
    morning.advance(PAUSE)
    send_verification_again(application.user)

    with pytest.raises(ValidationError, match="失效"):
        verify(older, by=application.user)

    assert verify(newest_proof(application), by=application.user).state == ApplicationState.VERIFIED


def test_after_the_newer_link_was_used_the_older_one_says_that_all_is_done(morning):
    application = an_approved_application()
    older = newest_proof(application)
    morning.advance(PAUSE)
    send_verification_again(application.user)
    verify(newest_proof(application), by=application.user)

    assert verify(older, by=application.user).state == ApplicationState.VERIFIED


def test_five_letters_for_five_companies_in_one_mailbox_all_work():
    applications = [an_approved_application(email="clerk@example.com") for _ in range(5)]

    verified = [verify(newest_proof(each), by=each.user) for each in applications]

    assert {each.state for each in verified} == {ApplicationState.VERIFIED}
    assert len({each.company for each in verified}) == 5


def test_a_new_link_goes_to_the_same_mailbox_and_is_recorded(morning):
    application = an_approved_application()
    morning.advance(PAUSE)

    sent = send_verification_again(application.user)

    letter = Letter.objects.about(application).filter(kind=LetterKind.VERIFICATION).get()
    record = AuditRecord.objects.filter(act=Act.VERIFICATION_SENT).get()
    assert sent
    assert letter.to_address == application.email
    assert record.actor_id == application.user.pk


def test_a_new_link_too_soon_changes_nothing_and_the_older_one_still_works(morning):
    application = an_approved_application()
    morning.advance(PAUSE - timedelta(seconds=1))
    before = everything()

    sent = send_verification_again(application.user)

    assert not sent
    assert everything() == before
    assert verify(newest_proof(application), by=application.user).state == ApplicationState.VERIFIED


def test_five_letters_leave_in_a_day_and_the_next_one_after_midnight_in_taiwan(morning):
    application = an_approved_application()
    answers = []
    for _letter in range(6):
        morning.advance(PAUSE)
        answers.append(send_verification_again(application.user))

    morning.now = morning.now.replace(hour=16, minute=0)  # midnight in Taiwan
    tomorrow = send_verification_again(application.user)

    assert answers == [True] * 4 + [False] * 2
    assert tomorrow


def test_a_verified_account_gets_no_new_link(morning):
    application = a_verified_application()
    morning.advance(timedelta(days=2))
    before = everything()

    sent = send_verification_again(application.user)

    assert not sent
    assert everything() == before


def test_a_refused_applicant_has_no_link_to_the_proof():
    reject(an_application(), by=a_reviewer(), reasons=[], note="缺頁")

    assert not EmailVerification.objects.exists()
    assert not Letter.objects.filter(link__contains="/verify/").exists()


def test_an_account_without_an_application_has_no_link():
    assert not a_user().verifications.exists()


def test_an_account_that_never_applied_has_no_letter_to_be_sent_again():
    assert send_verification_again(a_user()) is False
    assert not Letter.objects.exists()
