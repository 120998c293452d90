"""A day, or a minute of a day, as people type it: in years of the Republic or in Western ones."""

import re
import unicodedata
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_TAIPEI = ZoneInfo("Asia/Taipei")
_YEAR_BEFORE_THE_FIRST = 1911
_FIRST_WESTERN_YEAR = 1912
_TYPED = re.compile(
    r"(?P<year>[0-9]{2,4})\s*[-./年]\s*(?P<month>[0-9]{1,2})\s*[-./月]\s*(?P<day>[0-9]{1,2})\s*日?"
    r"(?:[T\s]+(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2}))?"
)


def clean_moment(value: str, *, end: bool = False) -> datetime:
    """`115.11.22 16:20`, `2026-11-22` and their like, on Taiwan's clock. A year below 1912 is one of the Republic.

    A day stands for its first instant; with `end` a day or a minute stands for the first instant after it.
    Errors: not_a_date.
    """
    typed = _TYPED.fullmatch(unicodedata.normalize("NFKC", value).strip())
    if not typed:
        raise _not_a_date()
    year = int(typed["year"])
    western = year if year >= _FIRST_WESTERN_YEAR else year + _YEAR_BEFORE_THE_FIRST
    try:
        clock = (int(typed["hour"] or 0), int(typed["minute"] or 0))
        moment = datetime(western, int(typed["month"]), int(typed["day"]), *clock, tzinfo=_TAIPEI)
        length = timedelta(minutes=1) if typed["hour"] else timedelta(days=1)
        return moment + length if end else moment
    except (ValueError, OverflowError):
        raise _not_a_date() from None


def _not_a_date() -> ValidationError:
    return ValidationError(
        _("請輸入日期，例如 115.11.22 或 2026-11-22，後面可加時間，例如 115.11.22 16:20。"), code="not_a_date"
    )
