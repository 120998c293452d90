"""The person's half of 基本資料維護: name and mobile at once, the address only when the new one is proven (V-07)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from port.accounts import verification
from port.accounts.alarms import find as find_alarm
from port.accounts.enums import LinkPurpose
from port.accounts.models import EmailChange, PasswordLink, User
from port.accounts.password_links import DeadLink, find, is_usable, issue
from port.accounts.person import (
    AddressNotTaken,
    ask_email_change,
    change_person,
    confirm_email_change,
    find_email_change,
)
from port.accounts.securing import secure
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.options import options
from port.taiwan.email import clean_email
from tests.factories import Clock, a_reviewer, a_user

pytestmark = pytest.mark.django_db

MIDDAY = datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("Asia/Taipei"))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(MIDDAY).rule(monkeypatch)


def ask(user: User, email: str = "Wang@New.Example.com") -> EmailChange:
    return ask_email_change(user, address=clean_email(email), by=user)


def test_name_and_mobile_count_at_once_and_the_record_names_only_the_fields() -> None:
    user = a_user(name="王小明", mobile="0912345678")

    changed = change_person(user, name="王曉明", mobile="0987654321", by=user)

    user.refresh_from_db()
    row = AuditRecord.objects.get(act=Act.PERSON_CHANGED)
    assert (user.name, user.mobile, changed) == ("王曉明", "0987654321", ["name", "mobile"])
    assert row.facts == {"fields": ["name", "mobile"]}


def test_what_stays_the_same_is_no_change_and_leaves_no_record() -> None:
    user = a_user()

    assert change_person(user, name=user.name, mobile=user.mobile, by=user) == []
    assert not AuditRecord.objects.filter(act=Act.PERSON_CHANGED).exists()


def test_a_new_address_counts_for_nothing_before_it_is_confirmed() -> None:
    user = a_user()
    former = user.email

    change = ask(user)

    user.refresh_from_db()
    letter = Letter.objects.get()
    assert user.email == former
    assert (letter.kind, letter.to_address) == (LetterKind.EMAIL_CHANGE, "Wang@New.Example.com")
    assert user.username in letter.text
    assert letter.link.split("/")[-2] not in str(list(EmailChange.objects.values()))
    assert find_email_change(letter.link.split("/")[-2]) == change


def test_the_confirmed_address_counts_as_it_was_typed_and_the_former_one_is_told() -> None:
    user = a_user()
    former = user.email

    confirm_email_change(ask(user), by=user)

    user.refresh_from_db()
    told = Letter.objects.get(kind=LetterKind.EMAIL_CHANGED)
    assert user.email == "Wang@New.Example.com"
    assert told.to_address == former
    assert "W***@New.Example.com" in told.text
    assert "Wang@New" not in told.text + told.html
    assert "/not-me/" in told.link
    assert AuditRecord.objects.filter(act=Act.EMAIL_CHANGED).count() == 1


def test_the_proof_goes_on_without_a_gap_so_that_no_session_ends() -> None:
    user = a_user()
    proven_at = user.email_verified_at

    confirm_email_change(ask(user), by=user)

    user.refresh_from_db()
    assert user.email_verified_at == proven_at


def test_links_that_went_to_the_former_address_die() -> None:
    user = a_user()
    change = ask(user)
    proof = verification.find(verification.issue(user))
    link = find(issue(user, purpose=LinkPurpose.RECOVERY))
    assert proof
    assert link

    confirm_email_change(change, by=user)

    proof.refresh_from_db()
    link = PasswordLink.objects.select_related("user").get(pk=link.pk)
    assert not proof.is_live(proof.created_at)
    assert not is_usable(link, at=link.created_at)


def test_moving_twice_takes_the_way_to_stop_it_from_nobody() -> None:
    user = a_user()
    own = user.email
    for intruder in ("first@example.net", "second@example.net"):
        confirm_email_change(ask_email_change(user, address=clean_email(intruder), by=user), by=user)

    told = Letter.objects.get(kind=LetterKind.EMAIL_CHANGED, to_address=own)
    alarm = find_alarm(told.link.rstrip("/").rpartition("/")[2])
    assert alarm
    secure(alarm, at=timezone.now())

    user.refresh_from_db()
    assert user.email == own
    assert not user.not_me_links.filter(used_at=None).exists()


def test_a_change_is_confirmed_once() -> None:
    user = a_user()
    change = ask(user)
    confirm_email_change(change, by=user)

    with pytest.raises(DeadLink):
        confirm_email_change(change, by=user)


def test_a_newer_wish_lets_the_earlier_link_die() -> None:
    user = a_user()
    earlier = ask(user, "one@example.com")

    ask(user, "two@example.com")

    with pytest.raises(DeadLink):
        confirm_email_change(earlier, by=user)


def test_a_link_to_a_new_address_lives_a_day(clock: Clock) -> None:
    user = a_user()
    change = ask(user)

    clock.advance(timedelta(hours=24))

    with pytest.raises(DeadLink):
        confirm_email_change(change, by=user)


def test_nobody_else_confirms_it() -> None:
    user = a_user()

    with pytest.raises(DeadLink):
        confirm_email_change(ask(user), by=a_user())


def test_an_account_under_review_again_cannot_move() -> None:
    user = a_user()
    change = ask(user)

    User.objects.filter(pk=user.pk).update(email_verified_at=None)

    with pytest.raises(DeadLink):
        confirm_email_change(change, by=user)


def test_staff_move_as_well() -> None:
    reviewer = a_reviewer()

    confirm_email_change(ask(reviewer), by=reviewer)

    reviewer.refresh_from_db()
    assert reviewer.email == "Wang@New.Example.com"


@pytest.mark.parametrize("typed", ["wang@example.com", "WANG@EXAMPLE.COM", "ｗang@example.com"])
def test_the_present_address_is_no_new_one(typed: str) -> None:
    user = a_user(email="wang@example.com")

    with pytest.raises(AddressNotTaken) as refused:
        ask(user, typed)

    assert refused.value.code == "same_address"


def test_so_many_letters_a_day_and_no_more(clock: Clock) -> None:
    user = a_user()
    for number in range(options().recovery_letters_a_day):
        ask(user, f"try{number}@example.com")

    with pytest.raises(AddressNotTaken) as refused:
        ask(user, "once.more@example.com")
    clock.advance(timedelta(days=1))

    assert refused.value.code == "too_often"
    assert ask(user, "once.more@example.com").email == "once.more@example.com"
