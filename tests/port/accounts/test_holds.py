"""Five wrong passwords hold a name for fifteen minutes (A-40); a right one begins anew."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from port.accounts.holds import Try, count_try, forget_old_tries, forget_tries, note_failure
from port.accounts.models import SignInCount
from port.audit.enums import Act, Result
from port.audit.models import AuditRecord
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.options import options
from tests.factories import a_user, at_once

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
FIVE = options().login_failures


def tries(name: str, times: int, at: datetime = AT) -> list[bool]:
    return [bool(count_try(name, at=at)) for _ in range(times)]


def test_five_tries_may_be_looked_at_and_the_sixth_may_not():
    answers = tries("harbour1", FIVE + 1)

    assert answers == [True] * FIVE + [False]


@pytest.mark.parametrize(
    ("later", "answer"),
    [
        (timedelta(0), False),
        (timedelta(minutes=14, seconds=59), False),
        (timedelta(minutes=15), True),
        (timedelta(days=1), True),
    ],
)
def test_a_hold_lasts_fifteen_minutes(later, answer):
    tries("harbour1", FIVE)

    assert bool(count_try("harbour1", at=AT + later)) is answer


def test_a_try_during_the_hold_does_not_make_it_longer():
    tries("harbour1", FIVE)
    tries("harbour1", 20, at=AT + timedelta(minutes=14))

    assert count_try("harbour1", at=AT + timedelta(minutes=15))


def test_after_a_hold_there_are_five_new_tries():
    tries("harbour1", FIVE)

    answers = tries("harbour1", FIVE + 1, at=AT + timedelta(minutes=15))

    assert answers == [True] * FIVE + [False]


def test_whoever_has_failed_more_often_than_is_allowed_by_now_is_held_by_the_next_try_and_told(settings):
    tries("harbour1", FIVE - 1)
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, login_failures=2)

    assert [count_try("harbour1", at=AT) for _ in range(2)] == [Try.LAST, Try.HELD]


def test_failures_that_lie_far_apart_still_count():
    answers = [count_try("harbour1", at=AT + timedelta(days=number)) for number in range(FIVE)]

    assert answers == [Try.COUNTED] * (FIVE - 1) + [Try.LAST]
    assert not count_try("harbour1", at=AT + timedelta(days=FIVE - 1, minutes=1))


def test_a_right_password_forgets_what_was_counted():
    tries("harbour1", FIVE - 1)
    forget_tries("harbour1")

    answers = tries("harbour1", FIVE + 1)

    assert answers == [True] * FIVE + [False]


def test_names_are_counted_without_case_and_apart_from_each_other():
    tries("Harbour1", FIVE)

    assert not count_try("harbour1", at=AT)
    assert count_try("harbour2", at=AT)


def test_what_was_typed_as_a_name_is_not_kept():
    count_try("my-password-typed-in-the-wrong-box", at=AT)

    (name_hash,) = SignInCount.objects.values_list("name_hash", flat=True)
    assert "password" not in name_hash
    assert name_hash != sha256(b"my-password-typed-in-the-wrong-box").hexdigest()[:40]


@pytest.mark.django_db(transaction=True)
def test_of_fifty_tries_at_once_five_may_be_looked_at():
    answers = at_once(*[lambda: count_try("harbour1", at=AT)] * 50)

    assert sorted(answers) == [Try.HELD] * 45 + [Try.COUNTED] * 4 + [Try.LAST]


def test_a_held_name_costs_as_many_writes_as_one_that_is_counted():
    tries("harbour1", FIVE - 1)
    with CaptureQueriesContext(connection) as counted:
        count_try("harbour1", at=AT)
    with CaptureQueriesContext(connection) as held:
        count_try("harbour1", at=AT)

    assert [query["sql"].split(" ")[0] for query in held] == [query["sql"].split(" ")[0] for query in counted]


def test_names_that_nobody_tried_for_a_day_are_forgotten():
    tries("harbour1", FIVE)
    tries("harbour2", 1)

    forget_old_tries(at=AT + timedelta(days=1, minutes=1))

    assert not SignInCount.objects.exists()


@pytest.mark.parametrize("later", [timedelta(minutes=14), timedelta(hours=23)])
def test_names_that_were_tried_lately_are_not_forgotten(later):
    tries("harbour1", FIVE)

    forget_old_tries(at=AT + later)

    assert SignInCount.objects.count() == 1


@pytest.mark.parametrize(("tried", "letters"), [(Try.COUNTED, 0), (Try.LAST, 1), (Try.HELD, 0)])
def test_the_owner_is_told_by_the_try_that_holds_the_account_and_by_no_other(tried, letters):
    user = a_user(username="harbour1")

    note_failure("harbour1", user=user, tried=tried, at=AT)

    assert Letter.objects.filter(kind=LetterKind.ACCOUNT_HELD, to_address=user.email).count() == letters
    assert AuditRecord.objects.filter(act=Act.ACCOUNT_HELD).count() == letters


def test_a_failure_is_recorded_of_a_stranger_who_did_not_come_in():
    user = a_user(username="harbour1")

    note_failure("harbour1", user=user, tried=Try.HELD, at=AT)

    row = AuditRecord.objects.about(user).get()
    assert (row.act, row.result, row.actor_id, row.actor_role) == (
        Act.ACCOUNT_SIGN_IN_FAILED,
        Result.FAILED,
        None,
        "stranger",
    )
    assert row.facts == {"tried": "held"}


@pytest.mark.parametrize("tried", list(Try))
def test_of_a_name_that_is_no_account_the_count_is_recorded_and_nobody_is_told(tried):
    count_try("nobody.here", at=AT)

    note_failure("nobody.here", user=None, tried=tried, at=AT)

    row = AuditRecord.objects.get()
    assert (row.act, row.result) == (Act.ACCOUNT_SIGN_IN_FAILED, Result.FAILED)
    assert row.object_id == SignInCount.objects.get().name_hash
    assert not Letter.objects.exists()


def test_an_account_that_is_switched_off_is_told_nothing():
    user = a_user(username="harbour1", is_active=False)

    note_failure("harbour1", user=user, tried=Try.LAST, at=AT)

    assert not Letter.objects.exists()
