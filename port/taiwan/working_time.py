"""Working time, as offices count it when they promise an answer within so many 工作天."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_TAIPEI = ZoneInfo("Asia/Taipei")
_SATURDAY = 5
_DAY = timedelta(days=1)


def working_time(begin: datetime, end: datetime) -> timedelta:
    """How much of the time from `begin` to `end` lies on Monday to Friday on Taiwan's clock; nothing when none does.

    A working day counts 24 hours, so from Friday 16:00 to Monday 16:00 is one day. Public holidays still count as
    working days, since their calendar is set anew by the government each year. Raises ValueError for a time without
    a time zone.
    """
    if begin.tzinfo is None or end.tzinfo is None:
        raise ValueError("a time without a time zone cannot be placed on Taiwan's clock")
    begin, end = begin.astimezone(_TAIPEI), end.astimezone(_TAIPEI)
    if end <= begin:
        return timedelta()
    return end - begin - sum((_shared(day, begin, end) for day in _weekend(begin.date(), end.date())), timedelta())


def _weekend(first: date, last: date) -> Iterator[date]:
    days = (first + _DAY * number for number in range((last - first).days + 1))
    return (day for day in days if day.weekday() >= _SATURDAY)


def _shared(day: date, begin: datetime, end: datetime) -> timedelta:
    midnight = datetime.combine(day, time(), tzinfo=_TAIPEI)
    return min(end, midnight + _DAY) - max(begin, midnight)
