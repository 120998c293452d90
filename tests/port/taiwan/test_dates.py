from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from port.taiwan.dates import roc_date, roc_datetime, roc_long, roc_year, told_date, told_datetime


@pytest.mark.parametrize(
    ("day", "year", "short", "long"),
    [
        (date(2026, 11, 22), 115, "115.11.22", "115 年 11 月 22 日"),
        (date(2026, 1, 5), 115, "115.01.05", "115 年 1 月 5 日"),
        (date(2009, 4, 13), 98, "98.04.13", "98 年 4 月 13 日"),
        (date(1912, 1, 1), 1, "1.01.01", "1 年 1 月 1 日"),
        (date(2028, 2, 29), 117, "117.02.29", "117 年 2 月 29 日"),
    ],
)
def test_a_day_is_written_in_years_of_the_republic(day: date, year: int, short: str, long: str) -> None:
    assert roc_year(day) == year
    assert roc_date(day) == short
    assert roc_long(day) == long


def test_a_time_is_written_on_the_clock_of_taiwan() -> None:
    moment = datetime(2026, 11, 22, 8, 20, tzinfo=UTC)

    assert roc_datetime(moment) == "115.11.22 16:20"


def test_late_in_the_evening_of_utc_is_the_next_day_and_year_in_taiwan() -> None:
    moment = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)

    assert roc_datetime(moment) == "116.01.01 00:00"
    assert roc_date(moment) == "116.01.01"
    assert roc_long(moment) == "116 年 1 月 1 日"
    assert roc_year(moment) == 116


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        roc_datetime(datetime(2026, 11, 22, 8, 20))  # noqa: DTZ001


def test_a_day_before_the_republic_is_refused() -> None:
    with pytest.raises(ValueError, match="1911-12-31"):
        roc_date(date(1911, 12, 31))


def test_a_day_is_told_in_the_years_of_the_language_in_hand() -> None:
    day = date(2026, 11, 5)

    with translation.override("zh-hant"):
        assert told_date(day) == "115.11.05"
    with translation.override("en"):
        assert told_date(day) == "5 November 2026"


def test_a_time_is_told_on_the_clock_of_taiwan_in_both_languages() -> None:
    moment = datetime(2026, 12, 31, 16, 5, tzinfo=UTC)

    with translation.override("zh-hant"):
        assert told_datetime(moment) == "116.01.01 00:05"
    with translation.override("en"):
        assert told_datetime(moment) == "1 January 2027, 00:05"
