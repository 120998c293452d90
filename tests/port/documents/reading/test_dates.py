"""Days in the forms of offices."""

from datetime import date

import pytest

from port.documents.reading.values import date_in


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("中華民國 115 年 1 月 5 日", date(2026, 1, 5)),
        ("98年4月13日", date(2009, 4, 13)),
        ("115.11.22", date(2026, 11, 22)),
        ("2026/01/05", date(2026, 1, 5)),
        ("西元 2026 年 1 月 5 日", date(2026, 1, 5)),
        ("中華民國一一五年十一月二十二日", date(2026, 11, 22)),
        ("中華民國一〇三年一月十日", date(2014, 1, 10)),
        ("中華民國一百零三年十二月三十一日", date(2014, 12, 31)),
        ("民國九十八年四月十三日", date(2009, 4, 13)),
        ("１１５年１月５日 經授商字第1150012345號", date(2026, 1, 5)),
    ],
)
def test_a_day_is_read(written: str, day: date) -> None:
    assert date_in(written) == day


@pytest.mark.parametrize("written", ["", "115年13月5日", "115年2月30日", "字第1150012345號", "07-7364", "十年"])
def test_what_is_no_day_is_none(written: str) -> None:
    assert date_in(written) is None
