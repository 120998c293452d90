"""Working time, as offices count it when they promise an answer within so many 工作天.

A working day counts 24 hours, so from Friday 16:00 to Monday 16:00 is one day. Which days are none is known from the
rules of Taiwan's public holidays (紀念日及節日實施辦法, worked out by the package `holidays` for 1998 to 2100; before and
after, only weekends count out), made-up Saturdays of past years included. What no rule can know, a typhoon above all,
is passed in: `days_off` are no working days, `working_days` are, whatever the rules say.

A year is worked out once; then a question costs a few look-ups, however long the time that it asks about.
"""

from bisect import bisect_left
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from holidays import HolidayBase

Days = frozenset[date]
NONE: Days = frozenset()

_TAIPEI = ZoneInfo("Asia/Taipei")
_SATURDAY = 5
_DAY = timedelta(days=1)


def working_time(begin: datetime, end: datetime, *, days_off: Days = NONE, working_days: Days = NONE) -> timedelta:
    """How much of the time from `begin` to `end` lies on working days of Taiwan's clock; nothing when none does.

    Raises ValueError for a time without a time zone.
    """
    begin, end = _in_taipei(begin), _in_taipei(end)
    if end <= begin:
        return timedelta()
    years = range(begin.year, end.year + 1)
    working = {year: _working_days(year, *_within(year, days_off, working_days)) for year in years}
    whole_years = sum(len(working[year]) for year in years[:-1])
    passed_at_end = whole_years * _DAY + _since_new_year(end, working[end.year])
    return passed_at_end - _since_new_year(begin, working[begin.year])


def working_time_before(
    end: datetime, duration: timedelta, *, days_off: Days = NONE, working_days: Days = NONE
) -> datetime:
    """The moment since which exactly `duration` of working time has passed until `end`, on Taiwan's clock.

    Where a whole weekend would answer, its beginning does, so that whatever began earlier has waited longer than
    `duration`, and nothing else has. Raises ValueError for a time without a time zone or a negative duration.
    """
    end = _in_taipei(end)
    if duration < timedelta():
        raise ValueError("working time cannot be negative")
    year, working = end.year, _working_days(end.year, *_within(end.year, days_off, working_days))
    rest = duration - _since_new_year(end, working)
    while rest >= timedelta():
        year -= 1
        working = _working_days(year, *_within(year, days_off, working_days))
        rest -= len(working) * _DAY
    whole_days, part = divmod(-rest, _DAY)
    if part:
        return _midnight(working[whole_days]) + part
    return _midnight(working[whole_days - 1]) + _DAY


def is_working_day(day: date, *, days_off: Days = NONE, working_days: Days = NONE) -> bool:
    return day in working_days or (day not in days_off and day in _regular(day.year))


@lru_cache(maxsize=8)
def public_holidays(year: int) -> tuple[tuple[date, str], ...]:
    """The public holidays of a year with their names, by date; also those that fall on a weekend."""
    return tuple(sorted((day, name) for day, name in _rules_of(year).items() if day.year == year))


def _since_new_year(moment: datetime, working: list[date]) -> timedelta:
    """The working time from the first of January of its year to `moment`."""
    today = moment.date()
    before = bisect_left(working, today)
    is_working = before < len(working) and working[before] == today
    return before * _DAY + (moment - _midnight(today) if is_working else timedelta())


def _within(year: int, days_off: Days, working_days: Days) -> tuple[Days, Days]:
    return (
        frozenset(day for day in days_off if day.year == year),
        frozenset(day for day in working_days if day.year == year),
    )


@lru_cache(maxsize=256)
def _working_days(year: int, days_off: Days, working_days: Days) -> list[date]:
    return sorted(_regular(year) - days_off | working_days)


@lru_cache(maxsize=256)
def _regular(year: int) -> Days:
    """The working days of a year as the rules have them."""
    days = (date(year, 1, 1) + _DAY * number for number in range(366))
    known = _rules_of(year)
    return frozenset(day for day in days if day.year == year and known.is_working_day(day))


def _rules_of(year: int) -> "HolidayBase":
    from holidays import country_holidays  # slow to import, and most processes never ask

    return country_holidays("TW", years=year, language="zh_TW")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=_TAIPEI)


def _in_taipei(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a time without a time zone cannot be placed on Taiwan's clock")
    return moment.astimezone(_TAIPEI)
