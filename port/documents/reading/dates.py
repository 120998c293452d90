"""Dates in the forms that offices write them in."""

import re
from datetime import date

_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "O": 0}
_CHINESE = "〇零O一二三四五六七八九十百"
_FORMS = (
    re.compile(r"(?P<year>\d{2,4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日?"),
    re.compile(rf"(?P<year>[{_CHINESE}]{{2,5}})年(?P<month>[{_CHINESE}]{{1,3}})月(?P<day>[{_CHINESE}]{{1,3}})日?"),
    re.compile(r"(?<!\d)(?P<year>\d{2,4})[./-](?P<month>\d{1,2})[./-](?P<day>\d{1,2})(?!\d)"),
)
_YEAR_BEFORE_THE_FIRST = 1911
FIRST_YEAR, LAST_YEAR = 1946, 2100  # what is read as earlier or later was misread
_LAST_YEAR_OF_THE_REPUBLIC = 200  # what is more is a year of our era


def first_date(text: str) -> date | None:
    """The first day named in a plain text: `115年1月5日`, `一一五年一月五日`, `115.1.5`, `2026/1/5`; None without any."""
    for form in _FORMS:
        for match in form.finditer(text):
            day = _date(*(_number(match[part]) for part in ("year", "month", "day")))
            if day:
                return day
    return None


def _date(year: int, month: int, day: int) -> date | None:
    in_our_era = year if year > _LAST_YEAR_OF_THE_REPUBLIC else year + _YEAR_BEFORE_THE_FIRST
    try:
        found = date(in_our_era, month, day)
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def _number(written: str) -> int:
    """`115`, `一一五`, `一百十五` and `二十九` alike."""
    if written.isdecimal():
        return int(written)
    if not set(written) & set("十百"):
        return int("".join(str(_DIGITS[digit]) for digit in written))
    hundreds, _, rest = written.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    return 100 * _part(hundreds, "百" in written) + 10 * _part(tens, bool(ten)) + _part(ones, False)


def _part(written: str, counts: bool) -> int:
    """What stands before 十 or 百; nothing is one of them."""
    digits = [_DIGITS[digit] for digit in written if digit in _DIGITS]
    return digits[-1] if digits else int(counts)
