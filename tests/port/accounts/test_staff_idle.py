"""Nobody is let in by an account that nobody uses: a warning at 150 days, the end at 180 (A-03)."""

from datetime import UTC, datetime, timedelta

import pytest

from port.accounts.enums import StaffEnding, StaffRole
from port.accounts.models import User
from port.accounts.staff import end, restore
from port.accounts.staff_idle import end_idle_staff
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.letters.enums import LetterKind
from port.letters.models import Letter
from tests.factories import Clock, a_staff_member, a_user

pytestmark = pytest.mark.django_db
BEGAN = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
WARNED, ENDED = 150 * DAY, 180 * DAY


@pytest.fixture
def clock(monkeypatch) -> Clock:
    return Clock(BEGAN).rule(monkeypatch)


@pytest.fixture
def account(clock) -> User:
    return a_staff_member(StaffRole.REVIEWER, created_at=BEGAN, last_login=BEGAN)


def pass_time(clock: Clock, by: timedelta) -> None:
    clock.now = BEGAN + by
    end_idle_staff(clock.now)


def letters(account: User) -> list[str]:
    return list(Letter.objects.about(account).values_list("kind", flat=True))


def test_at_150_days_and_not_a_second_before_a_letter_warns_once(clock, account):
    pass_time(clock, WARNED - SECOND)
    assert letters(account) == []

    pass_time(clock, WARNED)
    pass_time(clock, WARNED + DAY)

    assert letters(account) == [LetterKind.STAFF_IDLE]
    text = Letter.objects.about(account).get().text
    assert "從 115.01.05 起沒有登入" in text
    assert "將在 115.07.04 停用" in text
    assert AuditRecord.objects.about(account).get().act == Act.STAFF_IDLE_WARNED


def test_at_180_days_and_not_a_second_before_it_ends(clock, account):
    pass_time(clock, ENDED - SECOND)
    account.refresh_from_db()
    assert account.is_active

    pass_time(clock, ENDED)

    account.refresh_from_db()
    assert not account.is_active
    assert account.ended_at == BEGAN + ENDED
    record = AuditRecord.objects.about(account).get(act=Act.STAFF_ENDED)
    assert (record.actor_id, record.actor_role, record.facts["reason"]) == (None, "clock", "idle")
    assert letters(account) == [LetterKind.STAFF_IDLE, LetterKind.STAFF_ENDED]


def test_whoever_signs_in_begins_anew_and_is_warned_of_the_next_silence(clock, account):
    pass_time(clock, WARNED)
    account.refresh_from_db()
    account.last_login = BEGAN + WARNED + DAY
    account.save()

    pass_time(clock, ENDED + DAY)
    account.refresh_from_db()
    assert account.is_active

    pass_time(clock, WARNED + DAY + WARNED)
    assert letters(account) == [LetterKind.STAFF_IDLE] * 2


def test_who_never_signed_in_counts_from_the_day_of_the_account(clock):
    account = a_staff_member(StaffRole.REVIEWER, created_at=BEGAN)

    pass_time(clock, ENDED)

    account.refresh_from_db()
    assert not account.is_active


def test_who_never_joined_is_not_warned_and_ends_all_the_same(clock):
    account = a_staff_member(StaffRole.REVIEWER, created_at=BEGAN, invited_at=BEGAN, email_verified_at=None)

    pass_time(clock, WARNED)
    assert letters(account) == []

    pass_time(clock, ENDED)

    account.refresh_from_db()
    assert not account.is_active


def test_a_restored_account_has_its_time_again(clock, account):
    manager = a_staff_member(StaffRole.SYSTEM, created_at=BEGAN + 200 * DAY)
    end(account, reason=StaffEnding.LEFT, by=manager)
    clock.now = BEGAN + 200 * DAY
    restore(account, by=manager)

    pass_time(clock, 200 * DAY + ENDED - SECOND)

    account.refresh_from_db()
    assert account.is_active


def test_the_last_account_that_can_manage_staff_is_warned_but_stays(clock):
    manager = a_staff_member(StaffRole.SYSTEM, created_at=BEGAN)

    pass_time(clock, ENDED)

    manager.refresh_from_db()
    assert manager.is_active
    assert letters(manager) == [LetterKind.STAFF_IDLE]


def test_companies_are_left_alone(clock):
    company = a_user(created_at=BEGAN)

    pass_time(clock, ENDED)

    company.refresh_from_db()
    assert company.is_active
    assert letters(company) == []
