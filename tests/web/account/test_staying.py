"""What the script of the warning asks: to stay, and how long the sign-in still lasts (C4)."""

import json
import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from port.accounts.models import SignIn, User
from tests.factories import PASSWORD, Clock, a_company_account, a_reviewer, everything_acknowledged

pytestmark = pytest.mark.django_db

STAY, STANDING = "/account/stay/", "/account/standing/"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(timezone.now()).rule(monkeypatch)


@pytest.fixture
def user() -> User:
    account = a_company_account()
    everything_acknowledged(account)
    return account.user


@pytest.fixture
def client(user: User) -> Client:
    client = Client()
    client.post("/login/", {"username": user.username, "password": PASSWORD})
    return client


def test_staying_makes_the_idle_limit_run_anew(clock: Clock, client: Client) -> None:
    for _ in range(12):
        clock.advance(29 * MINUTE)
        assert client.post(STAY).status_code == 204

    assert client.get("/company/").status_code == 200


def test_staying_does_not_move_the_limit_of_the_whole_time(clock: Clock, client: Client) -> None:
    for _ in range(24):
        clock.advance(29 * MINUTE)
        client.post(STAY)
    clock.advance(24 * MINUTE)

    assert client.post(STAY).status_code == 302


def test_asking_is_no_use(clock: Clock, client: Client) -> None:
    for _ in range(3):
        clock.advance(10 * MINUTE - timedelta(seconds=1))
        client.get(STANDING)
    clock.advance(timedelta(seconds=3))

    assert client.get("/company/").status_code == 302


def test_it_is_said_how_long_the_sign_in_lasts(clock: Clock, client: Client, user: User) -> None:
    clock.advance(10 * MINUTE)

    said = client.get(STANDING).json()

    assert said.pop("token")
    assert said == {
        "person": user.pk,
        "idle": 1800,
        "warning": 120,
        "idle_left": 20 * 60,
        "all_left": 12 * 60 * 60 - 10 * 60,
    }


def test_a_page_of_the_inside_says_the_same_to_its_script(clock: Clock, client: Client, user: User) -> None:
    page = client.get("/company/").content.decode()

    said = json.loads(unescape(re.search(r'data-standing="([^"]*)"', page)[1]))
    asked = client.get(STANDING).json()
    asked.pop("token")
    assert said == asked


def test_once_it_has_ended_nothing_is_left_and_no_token_is_given(clock: Clock, client: Client) -> None:
    clock.advance(31 * MINUTE)

    said = client.get(STANDING)

    assert said.json() == {"person": 0, "idle_left": 0, "all_left": 0}
    assert SignIn.objects.get().ended_at


def test_a_stranger_has_nothing_to_ask_and_no_script_that_would(client: Client) -> None:
    stranger = Client()

    assert stranger.get(STANDING).json()["person"] == 0
    for public in ("/", "/login/", "/register/general/"):
        assert "idle.js" not in stranger.get(public).content.decode()


def test_a_form_from_before_can_be_sent_with_the_token_of_the_new_sign_in(user: User) -> None:
    client = Client(enforce_csrf_checks=True)
    before = token_on(client.get("/login/").content.decode())
    client.post("/login/", {"username": user.username, "password": PASSWORD, "csrfmiddlewaretoken": before})

    stale = client.post("/account/devices/end-others/", {"csrfmiddlewaretoken": before})
    fresh = client.post("/account/devices/end-others/", {"csrfmiddlewaretoken": client.get(STANDING).json()["token"]})

    assert (stale.status_code, fresh.status_code) == (403, 302)


def token_on(page: str) -> str:
    return str(re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1])


def test_the_desk_is_warned_as_well(client: Client) -> None:
    desk = Client()
    desk.force_login(a_reviewer())

    page = desk.get("/account/devices/").content.decode()

    assert '"idle": 900' in unescape(page)
