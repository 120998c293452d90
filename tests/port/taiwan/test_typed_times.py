from contextlib import suppress
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from port.taiwan.dates import roc_date, roc_datetime
from port.taiwan.typed_times import clean_moment

TAIPEI = ZoneInfo("Asia/Taipei")
MOMENTS = st.datetimes(datetime(1921, 1, 1), datetime(2900, 1, 1), timezones=st.just(TAIPEI))  # noqa: DTZ001


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=TAIPEI)


@pytest.mark.parametrize(
    "typed",
    ["115.11.22", "115/11/22", "115-11-22", "115年11月22日", "2026-11-22", "2026/11/22", " １１５．１１．２２ "],
)
def test_a_day_is_understood_in_either_calendar(typed) -> None:
    assert clean_moment(typed) == at(2026, 11, 22)


@pytest.mark.parametrize("typed", ["115.11.22 16:20", "2026-11-22T16:20", "2026-11-22  16：20"])
def test_a_minute_is_understood_too(typed) -> None:
    assert clean_moment(typed) == at(2026, 11, 22, 16, 20)


@pytest.mark.parametrize(
    ("typed", "end"),
    [("115.2.28", at(2026, 3, 1)), ("115.12.31", at(2027, 1, 1)), ("115.11.22 23:59", at(2026, 11, 23))],
)
def test_the_end_of_a_day_or_minute_is_the_first_instant_after_it(typed, end) -> None:
    assert clean_moment(typed, end=True) == end


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "yesterday",
        "115",
        "115.13.1",
        "115.2.30",
        "115.11.22 24:00",
        "115.11.22 16:60",
        "9999.12.31",
        "1.1.1",
        "115.11.22 16",
    ],
)
def test_what_is_no_date_is_refused_with_an_example(typed) -> None:
    with pytest.raises(ValidationError, match="115") as refusal:
        clean_moment(typed, end=True)

    assert refusal.value.code == "not_a_date"


@given(MOMENTS)
def test_what_is_shown_can_be_typed_again(moment) -> None:
    minute = moment.replace(second=0, microsecond=0)

    assert clean_moment(roc_datetime(moment)) == minute
    assert clean_moment(roc_date(moment)) == minute.replace(hour=0, minute=0)
    assert clean_moment(roc_datetime(moment), end=True) - minute == timedelta(minutes=1)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_time_or_refused(typed) -> None:
    with suppress(ValidationError):
        assert clean_moment(typed, end=True).tzinfo is TAIPEI
