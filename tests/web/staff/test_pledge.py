from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from port.accounts.enums import StaffRole
from port.accounts.models import User
from port.pledges.calendar import set_calendar_day
from port.pledges.models import CalendarDay, Pledge
from port.pledges.target import second_look_percent, target_working_days
from port.taiwan.dates import roc_date
from port.taiwan.working_time import is_working_day
from tests.factories import a_staff_member

PLEDGE, ADD_DAY, REMOVE_DAY = (reverse(f"staff:{name}") for name in ("pledge", "pledge_add_day", "pledge_remove_day"))


def this_year(works: bool) -> date:
    """A day of this year that is, or is not, a working day by the rules."""
    days = (date(timezone.localdate().year, 6, number) for number in range(1, 30))
    return next(day for day in days if is_working_day(day) is works)


@pytest.fixture
def head(db: None, client: Client) -> User:
    head = a_staff_member(StaffRole.HEAD, name="周主管")
    client.force_login(head)
    return head


def test_the_head_sets_the_target_and_the_share_of_second_looks(client: Client, head: User) -> None:
    answer = client.post(PLEDGE, {"target_working_days": "3", "second_look_percent": "10"}, follow=True)

    assertRedirects(answer, PLEDGE)
    assert (target_working_days(), second_look_percent()) == (3, 10)
    assertContains(answer, "周主管　目標 3 個工作天，複閱 10%")
    assertContains(answer, 'value="3"')


@pytest.mark.parametrize(
    "typed",
    [
        {"target_working_days": "0", "second_look_percent": "5"},
        {"target_working_days": "61", "second_look_percent": "5"},
        {"target_working_days": "2", "second_look_percent": "101"},
        {"target_working_days": "兩天", "second_look_percent": "5"},
        {},
    ],
    ids=str,
)
def test_a_target_that_makes_no_sense_is_asked_back(typed: dict[str, str], client: Client, head: User) -> None:
    answer = client.post(PLEDGE, typed)

    assert answer.status_code == 422
    assert not Pledge.objects.exists()


def test_a_typhoon_day_is_added_and_removed_and_both_stand_in_the_history(client: Client, head: User) -> None:
    day = this_year(works=True)

    added = client.post(ADD_DAY, {"date": day.isoformat(), "works": "no", "name": "颱風停止上班"}, follow=True)
    assertContains(added, "颱風停止上班")

    removed = client.post(REMOVE_DAY, {"date": day.isoformat()}, follow=True)
    assertRedirects(removed, PLEDGE)
    assertNotContains(removed, "颱風停止上班</span>")
    assertContains(removed, f"周主管　{roc_date(day)} 設為停止上班")
    assertContains(removed, f"周主管　{roc_date(day)} 改回原來的日曆")
    assert not CalendarDay.objects.exists()


def test_a_saturday_is_made_a_working_day(client: Client, head: User) -> None:
    day = this_year(works=False)

    client.post(ADD_DAY, {"date": day.isoformat(), "works": "yes", "name": "補行上班"})

    assert CalendarDay.objects.get().is_working


def test_a_day_that_is_so_anyway_need_not_be_set(client: Client, head: User) -> None:
    answer = client.post(ADD_DAY, {"date": this_year(works=False).isoformat(), "works": "no", "name": "週末"})

    assertContains(answer, "日曆上這一天本來就是這樣，不必設定。", status_code=422)
    assert not CalendarDay.objects.exists()


def test_what_was_set_can_be_set_back(client: Client, head: User) -> None:
    day = this_year(works=True)
    set_calendar_day(date=day, is_working=False, name="颱風", by=head)

    client.post(ADD_DAY, {"date": day.isoformat(), "works": "yes", "name": "照常上班"})

    assert CalendarDay.objects.get().is_working


@pytest.mark.parametrize("typed", ["1911-01-01", "2199-01-01", "2026-02-30", "", "昨天"])
def test_a_date_that_cannot_be_is_asked_back(typed: str, client: Client, head: User) -> None:
    answer = client.post(ADD_DAY, {"date": typed, "works": "no", "name": "颱風"})

    assert answer.status_code == 422
    assert not CalendarDay.objects.exists()


def test_the_public_holidays_can_be_looked_up(client: Client, head: User) -> None:
    assertContains(client.get(PLEDGE), f"{timezone.localdate().year - 1911}.10.10　國慶日")


@pytest.mark.parametrize("address", [ADD_DAY, REMOVE_DAY])
def test_following_a_link_to_an_act_does_nothing(address: str, client: Client, head: User) -> None:
    assertRedirects(client.get(address), PLEDGE)
