"""A password chosen by a link: one test per clause of A-45.T and V-36."""

import string
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError

from port.accounts.enums import AccountKind, LinkPurpose, StaffRole
from port.accounts.holds import Try, count_try
from port.accounts.models import PasswordLink, SignIn, User
from port.accounts.password_links import DeadLink, find, is_usable, issue, set_password_by
from port.accounts.sessions import begin
from port.accounts.signals import password_chosen
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.options import options
from tests.factories import PASSWORD, Clock, a_user, at_once

pytestmark = pytest.mark.django_db

MIDDAY = datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("Asia/Taipei"))
NEW = "傍晚的燈塔照著兩艘慢慢回港的漁船"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(MIDDAY).rule(monkeypatch)


def a_link(user: User, *, purpose: LinkPurpose = LinkPurpose.RECOVERY, email: str = "") -> PasswordLink:
    link = find(issue(user, purpose=purpose, email=email))
    assert link is not None
    return link


def has_password(user: User, password: str) -> bool:
    return check_password(password, User.objects.get(pk=user.pk).password)


def test_a_token_is_random_and_kept_only_as_its_hash() -> None:
    user = a_user()

    tokens = {issue(user, purpose=LinkPurpose.RECOVERY) for _ in range(20)}

    assert len(tokens) == 20
    assert all(len(token) * 6 >= 128 for token in tokens)
    assert not set("".join(tokens)) - set(string.ascii_letters + string.digits + "-_")
    kept = str(list(PasswordLink.objects.values()))
    assert not any(token in kept for token in tokens)


def test_a_link_lives_half_an_hour_and_not_a_second_more(clock: Clock) -> None:
    link = a_link(a_user())

    usable = []
    for clock.now in (MIDDAY + timedelta(minutes=30, seconds=-1), MIDDAY + timedelta(minutes=30)):
        usable.append(is_usable(link, at=clock.now))

    assert options().password_link_lifetime == timedelta(minutes=30)
    assert usable == [True, False]
    with pytest.raises(DeadLink):
        set_password_by(link, password=NEW)


def test_a_link_is_used_once() -> None:
    user = a_user()
    link = a_link(user)

    set_password_by(link, password=NEW)

    with pytest.raises(DeadLink):
        set_password_by(link, password="另一句只有我自己知道的長長的話語")
    assert has_password(user, NEW)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_a_link_at_once_one_sets_the_password() -> None:
    user = a_user()
    link = a_link(user)
    passwords = (NEW, "另一句只有我自己知道的長長的話語")

    def use(number: int) -> bool:
        try:
            set_password_by(PasswordLink.objects.get(pk=link.pk), password=passwords[number])
        except DeadLink:
            return False
        return True

    done = at_once(lambda: use(0), lambda: use(1))

    assert sorted(done) == [False, True]
    assert has_password(user, passwords[done.index(True)])
    assert Letter.objects.filter(kind=LetterKind.PASSWORD_CHANGED).count() == 1


def test_a_newer_link_lets_the_earlier_one_die() -> None:
    user = a_user()
    earlier = a_link(user)

    newer = a_link(user)

    with pytest.raises(DeadLink):
        set_password_by(earlier, password=NEW)
    assert has_password(user, PASSWORD)
    assert is_usable(newer, at=newer.created_at)


def test_a_link_sets_the_password_of_its_own_account_only() -> None:
    user, other = a_user(), a_user()

    set_password_by(a_link(user), password=NEW)

    assert has_password(user, NEW)
    assert has_password(other, PASSWORD)


def test_a_link_dies_when_the_address_of_the_account_changes() -> None:
    user = a_user()
    link = a_link(user)

    User.objects.filter(pk=user.pk).update(email="elsewhere@example.com")

    with pytest.raises(DeadLink):
        set_password_by(link, password=NEW)
    assert has_password(user, PASSWORD)


def test_an_account_that_was_switched_off_cannot_be_recovered() -> None:
    user = a_user()
    link = a_link(user)

    User.objects.filter(pk=user.pk).update(is_active=False)

    with pytest.raises(DeadLink):
        set_password_by(link, password=NEW)


def test_every_sign_in_ends_with_the_new_password() -> None:
    user, other = a_user(), a_user()
    for person, key in ((user, "a" * 32), (user, "b" * 32), (other, "c" * 32)):
        begin(user=person, session_key=key, device="Chrome・Windows", with_factor=False)

    set_password_by(a_link(user), password=NEW)

    assert not SignIn.objects.filter(user=user, ended_at__isnull=True).exists()
    assert SignIn.objects.filter(user=other, ended_at__isnull=True).exists()


def test_a_held_account_can_be_recovered_and_the_hold_is_lifted(clock: Clock) -> None:
    user = a_user()
    for _ in range(options().login_failures):
        count_try(user.username, at=clock.now)
    assert count_try(user.username, at=clock.now) is Try.HELD

    set_password_by(a_link(user), password=NEW)

    assert count_try(user.username, at=clock.now) is not Try.HELD


def test_the_owner_is_told_with_account_time_and_a_way_to_object(clock: Clock) -> None:
    user = a_user()

    set_password_by(a_link(user), password=NEW)

    letter = Letter.objects.get(kind=LetterKind.PASSWORD_CHANGED)
    assert letter.to_address == user.email
    assert user.username in letter.text
    assert "115.11.22 12:00" in letter.text
    assert "不是我" in letter.text
    assert "/not-me/" in letter.link
    assert NEW not in letter.text + letter.html


def test_the_record_tells_what_was_done_and_no_secret() -> None:
    user = a_user()

    set_password_by(a_link(user), password=NEW)

    row = AuditRecord.objects.get(act=Act.PASSWORD_RESET)
    assert (row.object_id, row.facts) == (str(user.pk), {"purpose": "recovery"})


@pytest.mark.parametrize("password", ["short", "passwordpassword", PASSWORD])
def test_a_password_that_the_rules_refuse_changes_nothing_and_leaves_the_link_alive(password: str) -> None:
    user = a_user()
    link = a_link(user)

    with pytest.raises(ValidationError) as refused:
        set_password_by(link, password=password)

    assert not isinstance(refused.value, DeadLink)
    assert has_password(user, PASSWORD)
    set_password_by(link, password=NEW)
    assert has_password(user, NEW)


def test_recovery_proves_no_address_that_was_not_proven_before() -> None:
    user = a_user(email_verified_at=None)

    set_password_by(a_link(user), password=NEW)

    user.refresh_from_db()
    assert user.email_verified_at is None


@pytest.mark.parametrize("purpose", [LinkPurpose.HANDOVER, LinkPurpose.MAILBOX, LinkPurpose.INVITATION])
def test_a_link_to_an_address_that_staff_looked_at_proves_it(purpose: LinkPurpose, clock: Clock) -> None:
    staff = {"kind": AccountKind.STAFF, "staff_role": StaffRole.REVIEWER} if purpose == LinkPurpose.INVITATION else {}
    user = a_user(email_verified_at=None, **staff)

    set_password_by(a_link(user, purpose=purpose), password=NEW)

    user.refresh_from_db()
    assert user.email_verified_at == MIDDAY


def test_a_link_to_a_new_mailbox_moves_the_account_there_and_tells_the_old_one() -> None:
    user = a_user()
    former = user.email

    set_password_by(a_link(user, purpose=LinkPurpose.MAILBOX, email="new@example.com"), password=NEW)

    user.refresh_from_db()
    assert user.email == "new@example.com"
    assert Letter.objects.get(kind=LetterKind.EMAIL_CHANGED).to_address == former


def test_others_are_told_that_a_password_was_chosen() -> None:
    told: list[PasswordLink] = []

    def listen(*, link: PasswordLink, **_signal: object) -> None:
        told.append(link)

    password_chosen.connect(listen)
    link = a_link(a_user())

    set_password_by(link, password=NEW)

    password_chosen.disconnect(listen)
    assert [one.pk for one in told] == [link.pk]
    assert told[0].used_at is not None
