"""How often a visitor may do a thing within an hour (V-05)."""

from datetime import UTC, datetime, timedelta

import pytest

from port.accounts.limits import forget_counts, within_limit
from port.accounts.models import VisitorCount
from tests.factories import Clock, at_once

pytestmark = pytest.mark.django_db


def answers(times: int, *, visitor: str = "192.0.2.1", what: str = "upload") -> list[bool]:
    return [within_limit(visitor, what=what, times=3) for _ in range(times)]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(datetime(2126, 3, 2, 2, 59, tzinfo=UTC)).rule(monkeypatch)


def test_what_goes_beyond_the_limit_is_refused() -> None:
    assert answers(5) == [True] * 3 + [False] * 2


def test_visitors_and_things_are_counted_apart() -> None:
    answers(4)

    assert answers(1, visitor="192.0.2.2") == [True]
    assert answers(1, what="sign-in") == [True]


def test_the_next_hour_begins_anew(clock: Clock) -> None:
    answers(4)

    clock.advance(timedelta(minutes=1))

    assert answers(1) == [True]


def test_the_count_of_an_hour_that_is_over_is_forgotten_and_the_running_one_is_not(clock: Clock) -> None:
    answers(1)
    clock.advance(timedelta(minutes=1))
    answers(4)

    forget_counts(at=clock.now)

    assert VisitorCount.objects.get().times == 4
    assert answers(1) == [False]


def test_who_was_counted_cannot_be_read() -> None:
    answers(1)

    assert "192.0.2.1" not in str(VisitorCount.objects.values())


@pytest.mark.django_db(transaction=True)
def test_of_twenty_at_once_none_is_lost() -> None:
    told = at_once(*[lambda: within_limit("192.0.2.1", what="upload", times=3)] * 20)

    assert sorted(told) == [False] * 17 + [True] * 3
