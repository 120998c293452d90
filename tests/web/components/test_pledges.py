from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from port.accounts.models import User
from port.pledges.target import set_pledge
from port.pledges.usual import Usual, publish_usual_waiting
from tests.factories import a_head
from tests.web.public.typing import send, typed
from web.components.pledges import Pledges, at_most, told

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
FRONT, TYPES = reverse("public:home"), reverse("public:register")
TOLD = "最近 30 天，半數在 5 小時內、九成在 2 個工作天內完成（不計假日）"


@pytest.fixture
def head() -> User:
    return a_head()


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (0, "1 小時"),
        (0.2, "1 小時"),
        (5, "5 小時"),
        (5.01, "6 小時"),
        (23, "23 小時"),
        (23.5, "1 個工作天"),
        (24, "1 個工作天"),
        (24.1, "2 個工作天"),
        (72, "3 個工作天"),
    ],
)
def test_a_time_is_rounded_up_so_that_it_is_true(hours: float, words: str) -> None:
    assert at_most(hours * HOUR) == words


def test_half_and_nine_of_ten_are_told_once_when_they_are_the_same() -> None:
    usual = Usual(median=3 * HOUR, most=3 * HOUR, decided=30, computed_at=timezone.now())

    assert told(usual) == "最近 30 天，九成在 3 小時內完成（不計假日）"


@pytest.mark.parametrize("address", [FRONT, TYPES])
def test_the_usual_waiting_is_told_before_one_starts(address: str, client: Client) -> None:
    publish_usual_waiting(median=5 * HOUR, most=30 * HOUR, decided=30, at=timezone.now())

    assertContains(client.get(address), TOLD)


@pytest.mark.parametrize("address", [FRONT, TYPES])
def test_when_it_is_not_known_the_target_is_told(address: str, client: Client, head: User) -> None:
    set_pledge(target_working_days=4, second_look_percent=5, by=head)

    answer = client.get(address)

    assertContains(answer, "目標 4 個工作天內")
    assertNotContains(answer, "最近 30 天")


def test_the_usual_waiting_and_the_target_are_told_after_one_has_sent(client: Client) -> None:
    publish_usual_waiting(median=5 * HOUR, most=30 * HOUR, decided=30, at=timezone.now())

    send(client, typed())

    sent = client.get(reverse("public:register_sent"))
    assertContains(sent, f"通常等候：{TOLD}。")
    assertContains(sent, "目標 2 個工作天內")


def test_a_page_that_promises_nothing_asks_for_nothing_and_one_that_does_asks_once() -> None:
    with CaptureQueriesContext(connection) as statements:
        pledges = Pledges()
    assert len(statements) == 0

    with CaptureQueriesContext(connection) as statements:
        assert [pledges.aim, pledges.aim, pledges.usual_waiting, pledges.usual_waiting]
    assert len(statements) == 2
