from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from port.taiwan.working_time import working_time

TAIPEI = ZoneInfo("Asia/Taipei")
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(TAIPEI))  # noqa: DTZ001 (zone is given)


def november(day: int, hour: int = 0) -> datetime:
    """Of 2026, where the 16th is a Monday."""
    return datetime(2026, 11, day, hour, tzinfo=TAIPEI)


@pytest.mark.parametrize(
    ("begin", "end", "hours"),
    [
        (november(16, 9), november(18, 9), 48),
        (november(20, 16), november(23, 16), 24),
        (november(20, 16), november(22, 23), 8),
        (november(21, 10), november(22, 10), 0),
        (november(21, 10), november(23, 9), 9),
        (november(16), november(30), 10 * 24),
        (november(18), november(17), 0),
    ],
    ids=["in the week", "over a weekend", "into a weekend", "in a weekend", "from it", "two weeks", "backwards"],
)
def test_saturdays_and_sundays_are_left_out(begin: datetime, end: datetime, hours: int) -> None:
    assert working_time(begin, end) == timedelta(hours=hours)


def test_the_weekend_is_that_of_taiwan() -> None:
    friday_evening_in_utc = datetime(2026, 11, 20, 16, tzinfo=UTC)

    assert working_time(friday_evening_in_utc, friday_evening_in_utc + timedelta(hours=48)) == timedelta()


@given(MOMENTS, MOMENTS, MOMENTS)
def test_stretches_add_up_and_none_is_longer_than_the_clock(one: datetime, two: datetime, three: datetime) -> None:
    begin, middle, end = sorted([one, two, three])

    whole = working_time(begin, end)

    assert whole == working_time(begin, middle) + working_time(middle, end)
    assert timedelta() <= whole <= end - begin


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        working_time(datetime(2026, 11, 16), november(17))  # noqa: DTZ001 (that is the point)
