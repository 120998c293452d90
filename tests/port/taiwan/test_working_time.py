from datetime import UTC, date, datetime, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from port.taiwan.working_time import is_working_day, public_holidays, working_time, working_time_before

TAIPEI = ZoneInfo("Asia/Taipei")
DAY = timedelta(days=1)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(TAIPEI))  # noqa: DTZ001 (zone is given)

DAYS_OF_2026 = st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=5)
DURATIONS = st.timedeltas(timedelta(), timedelta(days=400)) | st.integers(0, 400).map(timedelta)


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


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 2, 17), False),
        (date(2026, 2, 20), False),
        (date(2026, 9, 28), False),
        (date(2026, 10, 9), False),
        (date(2027, 12, 31), False),
        (date(2023, 2, 18), True),
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),
    ],
    ids=[
        "new year",
        "its substitute",
        "teachers",
        "before a saturday",
        "of next year",
        "made up",
        "friday",
        "saturday",
    ],
)
def test_public_holidays_count_out_and_saturdays_that_are_made_up_count(day: date, works: bool) -> None:
    assert is_working_day(day) is works


def test_the_lunar_new_year_is_no_time_that_anybody_waits() -> None:
    last_friday = datetime(2026, 2, 13, 17, tzinfo=TAIPEI)
    first_monday = datetime(2026, 2, 23, 17, tzinfo=TAIPEI)

    assert working_time(last_friday, first_monday) == DAY


def test_a_typhoon_counts_out_and_a_day_made_up_for_it_counts() -> None:
    tuesday, saturday = date(2026, 11, 17), date(2026, 11, 21)
    corrections = {"days_off": frozenset({tuesday}), "working_days": frozenset({saturday})}

    assert working_time(november(16), november(23)) == 5 * DAY
    assert working_time(november(17), november(18), **corrections) == timedelta()
    assert working_time(november(21), november(22), **corrections) == DAY
    assert working_time(november(16), november(23), **corrections) == 5 * DAY
    assert not is_working_day(tuesday, **corrections)
    assert is_working_day(saturday, **corrections)


def test_the_holidays_of_a_year_have_names() -> None:
    holidays = public_holidays(2026)

    assert (date(2026, 2, 17), "春節") in holidays
    assert list(holidays) == sorted(holidays)


@given(MOMENTS, DURATIONS, DAYS_OF_2026, DAYS_OF_2026)
def test_the_moment_before_is_the_inverse(
    end: datetime, duration: timedelta, days_off: frozenset[date], working_days: frozenset[date]
) -> None:
    corrections = {"days_off": days_off, "working_days": working_days}

    begin = working_time_before(end, duration, **corrections)

    assert working_time(begin, end, **corrections) == duration


@given(MOMENTS, MOMENTS, DURATIONS, DAYS_OF_2026)
def test_exactly_what_began_before_that_moment_has_waited_longer(
    begin: datetime, end: datetime, duration: timedelta, days_off: frozenset[date]
) -> None:
    cutoff = working_time_before(end, duration, days_off=days_off)

    assert (begin < cutoff) == (working_time(begin, end, days_off=days_off) > duration)


@pytest.mark.parametrize(
    ("end", "hours", "begin"),
    [
        (november(18, 9), 48, november(16, 9)),
        (november(23, 9), 33, november(20)),
        (november(23, 9), 9, november(21)),
        (november(22, 9), 0, november(21)),
        (november(18, 9), 0, november(18, 9)),
    ],
    ids=["in the week", "over a weekend", "back to its beginning", "in a weekend", "now"],
)
def test_the_moment_before_is_the_earliest_that_answers(end: datetime, hours: int, begin: datetime) -> None:
    assert working_time_before(end, timedelta(hours=hours)) == begin


def test_less_than_no_time_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        working_time_before(november(17), -DAY)


def test_a_page_of_rows_that_have_waited_for_decades_is_counted_at_once() -> None:
    decades_ago = datetime(1996, 1, 2, tzinfo=TAIPEI)
    working_time(decades_ago, november(18))

    began = perf_counter()
    for hour in range(50):
        working_time(decades_ago + timedelta(hours=hour), november(18))

    assert perf_counter() - began < 0.1
