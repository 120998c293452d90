"""Dates and times on Taiwan's clock: in years of the Republic (民國), as officials write them, and as English readers do.

`roc_…` is for papers and the desk, `told_…` for pages and letters, which there are in both languages.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from port.language import Language, language_now

_TAIPEI = ZoneInfo("Asia/Taipei")
_YEAR_BEFORE_THE_FIRST = 1911
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def roc_year(day: date) -> int:
    """2026 as 115. Raises ValueError before 1912, which has no 民國 year."""
    year = _in_taipei(day).year - _YEAR_BEFORE_THE_FIRST
    if year < 1:
        raise ValueError(f"{day:%Y-%m-%d} lies before the first year of the Republic")
    return year


def roc_date(day: date) -> str:
    """`115.11.22`. A point in time is first brought to Taiwan's clock."""
    return f"{roc_year(day)}.{_in_taipei(day):%m.%d}"


def roc_long(day: date) -> str:
    """`115 年 1 月 5 日`. A point in time is first brought to Taiwan's clock."""
    local = _in_taipei(day)
    return f"{roc_year(day)} 年 {local.month} 月 {local.day} 日"


def roc_datetime(moment: datetime) -> str:
    """`115.11.22 16:20` on Taiwan's clock. Raises ValueError for a time without a time zone."""
    return f"{roc_date(moment)} {_in_taipei(moment):%H:%M}"


def told_date(day: date) -> str:
    """`115.11.22`, or `22 November 2026` for who reads English."""
    if language_now() is not Language.ENGLISH:
        return roc_date(day)
    local = _in_taipei(day)
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}"


def told_datetime(moment: datetime) -> str:
    """`115.11.22 16:20`, or `22 November 2026, 16:20` for who reads English."""
    if language_now() is not Language.ENGLISH:
        return roc_datetime(moment)
    return f"{told_date(moment)}, {_in_taipei(moment):%H:%M}"


def _in_taipei(day: date) -> date:
    if not isinstance(day, datetime):
        return day
    if day.tzinfo is None:
        raise ValueError("a time without a time zone cannot be placed on Taiwan's clock")
    return day.astimezone(_TAIPEI)
