"""不是我: what an intruder has done is undone, and the holder of the mailbox gets the way back in."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.utils import timezone

from port.accounts import password_links
from port.accounts.addresses import move_to_address
from port.accounts.alarms import find, post_alarm
from port.accounts.enums import LinkPurpose
from port.accounts.models import EmailChange, NotMeLink, PasswordLink, RecoveryCode, SignIn
from port.accounts.recovery_codes import make_codes
from port.accounts.securing import LinkIsSpent, secure
from port.accounts.sessions import begin
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.letters.enums import LetterKind
from port.letters.models import Letter
from tests.factories import PASSWORD, a_user, at_once
from tests.factories.factors import a_passkey, an_app

NEW_PASSWORD = "夜裡的燈塔每十五秒閃一次白色的光"
LONG_AGO = timedelta(days=30)


def alarm(user, **more) -> NotMeLink:
    """The link of a letter as its reader finds it."""
    with transaction.atomic():
        letter = post_alarm(LetterKind.FACTOR_CHANGED, user=user, context={"what": "新增了驗證器 App"}, **more)
    return find(letter.link.rstrip("/").rpartition("/")[2])


@pytest.fixture
def user(db):
    return a_user()


def test_a_letter_carries_a_link_that_only_its_reader_has(user):
    link = alarm(user)

    letter = Letter.objects.get()
    token = letter.link.rstrip("/").rpartition("/")[2]
    assert link.user == user
    assert link.email == letter.to_address == user.email
    assert token not in letter.text + letter.html
    assert token != link.token_hash
    assert user.username in letter.text
    assert find("never-made") is None


def test_every_session_ends_and_the_password_is_worth_nothing(user):
    for number in range(3):
        begin(user=user, session_key=f"session-{number}", device="Chrome", with_factor=False)
    link = alarm(user)

    secure(link, at=timezone.now())

    user.refresh_from_db()
    assert not SignIn.objects.open(timezone.now()).exists()
    assert not user.has_usable_password()
    assert not user.check_password(PASSWORD)
    assert AuditRecord.objects.about(user).filter(act=Act.ACCOUNT_SECURED).count() == 1


def test_the_letter_of_the_way_back_sets_a_new_password(user):
    secure(alarm(user), at=timezone.now())

    letter = Letter.objects.get(kind=LetterKind.ACCOUNT_SECURED)
    link = password_links.find(letter.link.rstrip("/").rpartition("/")[2])
    assert letter.to_address == user.email
    assert link.purpose == LinkPurpose.SECURED
    assert link.expires_at - link.created_at == timedelta(hours=24)

    changed = password_links.set_password_by(link, password=NEW_PASSWORD)

    assert check_password(NEW_PASSWORD, changed.password)


def test_the_password_that_leaked_may_not_come_back(user):
    secure(alarm(user), at=timezone.now())

    kept = user.former_passwords.get()

    assert check_password(PASSWORD, kept.password)


def test_new_factors_go_and_old_ones_stay(user):
    old = an_app(user, created_at=timezone.now() - LONG_AGO)
    make_codes(user, at=timezone.now())
    a_passkey(user)

    secure(alarm(user), at=timezone.now())

    assert list(user.factors.all()) == [old]
    assert not RecoveryCode.objects.exists()


def test_old_recovery_codes_stay(user):
    an_app(user, created_at=timezone.now() - LONG_AGO)
    make_codes(user, at=timezone.now() - LONG_AGO)

    secure(alarm(user), at=timezone.now())

    assert RecoveryCode.objects.count() == 10


def test_an_address_that_was_changed_meanwhile_goes_back(user):
    own = user.email
    user.email = "intruder@example.com"
    user.save()
    link = alarm(user, to=own)

    secure(link, at=timezone.now())

    user.refresh_from_db()
    assert user.email == own
    assert PasswordLink.objects.get(superseded_at=None).email == own
    assert Letter.objects.get(kind=LetterKind.ACCOUNT_SECURED).to_address == own
    assert AuditRecord.objects.get(act=Act.ACCOUNT_SECURED).facts["took_back_address"] is True


def test_an_address_that_nobody_has_proven_yet_goes_back_to_one_that_was(user):
    own = user.email
    user.email, user.email_verified_at = "intruder@example.com", None
    user.save()

    secure(alarm(user, to=own), at=timezone.now())

    user.refresh_from_db()
    assert (user.email, user.email_verified_at is None) == (own, False)


def test_a_new_address_lets_the_links_die_that_went_to_the_former_one(user):
    link = alarm(user)

    move_to_address(user, "new@example.com")

    with pytest.raises(LinkIsSpent):
        secure(link, at=timezone.now())


def test_an_address_that_waits_to_be_confirmed_dies(user):
    now = timezone.now()
    EmailChange.objects.create(user=user, email="intruder@example.com", token_hash="x", expires_at=now + LONG_AGO)

    secure(alarm(user), at=now)

    assert not user.email_changes.live().exists()


def test_one_press_spends_the_links_of_all_letters(user):
    first, second = alarm(user), alarm(user)

    secure(first, at=timezone.now())

    for link in (first, second):
        with pytest.raises(LinkIsSpent):
            secure(link, at=timezone.now())
    assert Letter.objects.filter(kind=LetterKind.ACCOUNT_SECURED).count() == 1


@pytest.mark.parametrize(
    ("later", "counts"), [(timedelta(days=6, hours=23), True), (timedelta(days=7, hours=1), False)]
)
def test_a_link_lives_seven_days(user, later, counts):
    link = alarm(user)

    assert link.is_live(timezone.now() + later) is counts


def test_the_link_of_an_account_that_was_switched_off_does_nothing(user):
    link = alarm(user)
    user.is_active = False
    user.save()

    with pytest.raises(LinkIsSpent):
        secure(link, at=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_instant_one_counts():
    link = alarm(a_user())

    answers = at_once(*[lambda: secure(link, at=timezone.now())] * 2)

    assert sorted(type(answer).__name__ for answer in answers) == ["LinkIsSpent", "NoneType"]


def test_an_intruder_who_moved_the_address_cannot_spend_the_holders_link(user):
    """The older mailbox has the last word: its link works after that of the newer one was used, and not the other way round."""
    former = user.email
    move_to_address(user, "intruder@example.com")
    user.refresh_from_db()
    holders = alarm(user, to=former)
    intruders = alarm(user)

    secure(intruders, at=timezone.now())
    secure(holders, at=timezone.now())

    user.refresh_from_db()
    assert user.email == former
    with pytest.raises(LinkIsSpent):
        secure(intruders, at=timezone.now())
