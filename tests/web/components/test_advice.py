"""How long the page goes on asking what was read in a document."""

from datetime import timedelta

import pytest

from port.companies.advice import Advice, AdviceState
from web.components.advice import PACES, pace_of

FAST, SLOW = PACES


@pytest.mark.parametrize(("age", "pace"), [(0, FAST), (9, FAST), (10, SLOW), (59, SLOW), (60, None), (86_400, None)])
def test_the_page_asks_often_then_seldom_and_gives_up(age: int, pace: object) -> None:
    assert pace_of(Advice(state=AdviceState.WAITING), timedelta(seconds=age)) == pace


@pytest.mark.parametrize("state", [AdviceState.READY, AdviceState.UNREADABLE])
def test_the_page_asks_no_more_once_it_knows(state: AdviceState) -> None:
    assert pace_of(Advice(state=state), timedelta(0)) is None
