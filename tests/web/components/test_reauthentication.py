"""The password once more before what matters changes, and nothing of what was typed is lost (V-31, 7.5.1)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from port.accounts.models import User
from tests.factories import PASSWORD, Clock, a_reviewer
from tests.factories.factors import an_app

pytestmark = pytest.mark.django_db

PAGE = "/account/factors/app/"
WORDS = "請再輸入一次密碼"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(timezone.now()).rule(monkeypatch)


@pytest.fixture
def user() -> User:
    return a_reviewer()


@pytest.fixture
def signed_in(client: Client, user: User, clock: Clock) -> Client:
    """Somebody who signed in six minutes ago."""
    client.force_login(user)
    clock.advance(timedelta(minutes=6))
    return client


def ask(client: Client, password: str = PASSWORD, wanted: str = "GET", **typed: str):
    return client.post(PAGE, {"present_password": password, "present_password_for": wanted, **typed})


def test_signing_in_counts_as_giving_the_password(client: Client, user: User, clock: Clock) -> None:
    client.force_login(user)
    clock.advance(timedelta(minutes=4))

    assert WORDS not in client.get(PAGE).content.decode()


def test_later_it_is_asked_for_again(signed_in: Client) -> None:
    answer = signed_in.get(PAGE)

    assert answer.status_code == 200
    assert WORDS in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_the_page_follows_once_it_was_given(signed_in: Client) -> None:
    answer = ask(signed_in)

    assert answer["Location"] == PAGE
    assert WORDS not in signed_in.get(PAGE).content.decode()


def test_it_counts_for_five_minutes(signed_in: Client, clock: Clock) -> None:
    ask(signed_in)
    clock.advance(timedelta(minutes=4, seconds=59))
    just_in_time = signed_in.get(PAGE).content.decode()
    clock.advance(timedelta(seconds=1))

    assert WORDS not in just_in_time
    assert WORDS in signed_in.get(PAGE).content.decode()


def test_a_wrong_password_is_said_and_changes_nothing(signed_in: Client) -> None:
    answer = ask(signed_in, "a guess")
    empty = ask(signed_in, "")

    assert answer.status_code == empty.status_code == 422
    assert "密碼不正確" in answer.content.decode()
    assert WORDS in signed_in.get(PAGE).content.decode()


def test_what_was_typed_is_carried_through_and_done(client: Client, user: User, clock: Clock) -> None:
    app = an_app(user)
    client.force_login(user)
    user.sign_ins.update(with_factor=True)
    clock.advance(timedelta(minutes=6))
    remove = f"/account/factors/{app.pk}/remove/"

    typed = {"note": '<"&海">', "csrfmiddlewaretoken": "a token of that form"}
    interrupted = client.post(remove, typed)
    done = client.post(remove, {"present_password": PASSWORD, "present_password_for": "POST"})

    page = interrupted.content.decode()
    assert 'name="note" value="&lt;&quot;&amp;海&quot;&gt;"' in page
    assert "a token of that form" not in page
    assert done["Location"] == "/account/factors/"
    assert not user.factors.exists()


def test_wrong_passwords_here_count_towards_the_hold(signed_in: Client) -> None:
    for _try in range(5):
        ask(signed_in, "a guess")

    assert ask(signed_in).status_code == 422


def test_the_session_gets_a_new_key(signed_in: Client) -> None:
    before = signed_in.cookies["sessionid"].value

    ask(signed_in)

    assert signed_in.cookies["sessionid"].value != before
    assert signed_in.get("/account/factors/").status_code == 200
