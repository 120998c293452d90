"""The link 不是我 in letters: looking changes nothing, the name in the letter opens it, and it counts once (C6)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from port.accounts.models import NotMeLink, SignIn, User
from port.letters.enums import LetterKind
from port.letters.models import Letter
from tests.factories import a_company_account
from tests.factories.factors import an_alarm

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return a_company_account().user


@pytest.fixture
def link(user: User) -> str:
    return f"/not-me/{an_alarm(user)}/"


def is_untouched(user: User) -> bool:
    user.refresh_from_db()
    return user.has_usable_password()


def test_looking_changes_nothing_and_hides_the_name(client: Client, link: str, user: User) -> None:
    for _time in range(3):
        page = client.get(link)

    assert page.status_code == 200
    assert user.username not in page.content.decode()
    assert user.email not in page.content.decode()
    assert f"{user.username[0]}***{user.username[-1]}" in page.content.decode()
    assert is_untouched(user)


@pytest.mark.parametrize("typed", ["", "another", "h***1"])
def test_what_a_scanner_sends_changes_nothing(client: Client, link: str, user: User, typed: str) -> None:
    answer = client.post(link, {"username": typed})

    assert answer.status_code == 422
    assert is_untouched(user)


def test_the_name_in_the_letter_stops_the_intruder(client: Client, link: str, user: User) -> None:
    intruder = Client()
    intruder.force_login(user)

    answer = client.post(link, {"username": f" {user.username.upper()} "}, follow=True)

    assert "帳號已經保護" in answer.content.decode()
    assert not is_untouched(user)
    assert not SignIn.objects.open(timezone.now()).exists()
    assert intruder.get("/company/").status_code == 302
    assert Letter.objects.get(kind=LetterKind.ACCOUNT_SECURED).to_address == user.email


def test_from_a_browser_that_is_signed_in_it_works_as_well(client: Client, link: str, user: User) -> None:
    client.force_login(user)

    answer = client.post(link, {"username": user.username}, follow=True)

    assert answer.status_code == 200
    assert client.get("/company/").status_code == 302


def test_a_second_time_says_that_it_is_done(client: Client, link: str, user: User) -> None:
    client.post(link, {"username": user.username})

    again = client.post(link, {"username": user.username})
    looked = client.get(link)

    for answer in (again, looked):
        assert answer.status_code == 200
        assert "這個連結已經用過了" in answer.content.decode()
        assert 'href="/forgotten-password/"' in answer.content.decode()
    assert Letter.objects.filter(kind=LetterKind.ACCOUNT_SECURED).count() == 1


def test_an_expired_link_says_so_and_leads_to_a_new_password(client: Client, link: str, user: User) -> None:
    NotMeLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    answer = client.post(link, {"username": user.username})

    assert "這個連結已經過期" in answer.content.decode()
    assert 'href="/forgotten-password/"' in answer.content.decode()
    assert is_untouched(user)


def test_a_link_altered_by_one_character_says_how_to_go_on(client: Client, link: str) -> None:
    altered = link[:-2] + ("A" if link[-2] != "A" else "B") + "/"

    answer = client.get(altered)

    assert answer.status_code == 404
    assert "沒有複製完整" in answer.content.decode()


def test_the_token_never_stands_in_the_log(client: Client, link: str, caplog: pytest.LogCaptureFixture) -> None:
    from web.components.request_id import SecretPathFilter

    caplog.handler.addFilter(SecretPathFilter())

    client.post(link, {"username": "wrong"})

    assert "/not-me/***" in caplog.text
    assert link.split("/")[2] not in caplog.text
