from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains

from port.pledges.calendar import set_calendar_day
from port.pledges.target import set_pledge
from tests.factories import Clock, a_head, an_application
from web.staff.ages import yardstick

QUEUE = reverse("staff:queue")
DAY = timedelta(days=1)


@pytest.fixture
def wednesday_noon(monkeypatch: pytest.MonkeyPatch) -> datetime:
    return Clock(datetime(2026, 11, 18, 12, tzinfo=ZoneInfo("Asia/Taipei"))).rule(monkeypatch).now


def test_rows_are_measured_by_the_target_that_was_set(wednesday_noon: datetime, desk: Client) -> None:
    set_pledge(target_working_days=5, second_look_percent=5, by=a_head())
    an_application(submitted_at=wednesday_noon - DAY)

    answer = desk.get(QUEUE)

    assertContains(answer, "已等候（目標 5 個工作天）")
    assertContains(answer, "<b>1 個工作天</b> 剩 4 個工作天", html=True)


def test_a_typhoon_day_is_no_time_that_a_case_has_waited(wednesday_noon: datetime, desk: Client) -> None:
    set_calendar_day(date=(wednesday_noon - DAY).date(), is_working=False, name="颱風停班", by=a_head())
    an_application(submitted_at=wednesday_noon - 2 * DAY)

    assertContains(desk.get(QUEUE), "<b>1 個工作天</b> 剩 1 個工作天", html=True)


def test_a_page_of_rows_is_measured_with_one_statement(db: None, wednesday_noon: datetime) -> None:
    with CaptureQueriesContext(connection) as statements:
        measure = yardstick()
        ages = [measure.age_since(wednesday_noon - hours * timedelta(hours=1)).hours for hours in range(50)]

    assert len(statements) == 1
    assert ages[5] == 5
