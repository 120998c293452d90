"""登入作業, step 20 of the manual, and what is told before the gate opens (design decision 2)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.registration.proof import verify
from port.registration.reopening import reopen
from port.registration.workflow import reject
from tests.factories import (
    PASSWORD,
    Clock,
    a_company_account,
    a_reopened_application,
    a_reviewer,
    an_application,
    an_approved_application,
)
from web.public import login

pytestmark = pytest.mark.django_db

LOGIN = "/login/"


def sign_in(client: Client, username: str, password: str = PASSWORD, **more: str):
    return client.post(LOGIN, {"username": username, "password": password, **more})


def test_a_company_comes_to_its_home_and_a_reviewer_to_the_desk(client: Client) -> None:
    account = a_company_account()
    reviewer = a_reviewer()

    company = sign_in(Client(), account.user.username)
    staff = sign_in(Client(), reviewer.username)

    assert company["Location"] == "/company/"
    assert staff["Location"] == "/staff/"


def test_the_account_name_is_compared_without_case(client: Client) -> None:
    account = a_company_account()

    answer = sign_in(client, account.user.username.upper())

    assert answer.status_code == 302


def test_a_wrong_password_an_unknown_name_and_a_held_name_are_answered_alike(client: Client) -> None:
    account = a_company_account()
    an_application(username="waiting.one")
    for _ in range(5):
        sign_in(client, "held.name", "wrong")

    answers = [
        sign_in(client, account.user.username, "wrong"),
        sign_in(client, "nobody.here", "wrong"),
        sign_in(client, "waiting.one", "wrong"),
        sign_in(client, "held.name", "wrong"),
    ]

    told = {answer.content.decode().split("<main")[1].split("<form")[0] for answer in answers}
    assert {answer.status_code for answer in answers} == {422}
    assert len(told) == 1
    assert "帳號或密碼不正確" in told.pop()


def test_the_right_password_before_the_review_says_that_it_waits(client: Client) -> None:
    an_application(username="waiting.one")

    answer = sign_in(client, "waiting.one")

    assert "待審核" in answer.content.decode()


def test_the_right_password_after_a_refusal_says_where_the_reasons_are(client: Client) -> None:
    reject(an_application(username="refused.one"), by=a_reviewer(), reasons=[], note="文件缺頁。")

    answer = sign_in(client, "refused.one")

    assert "未審核通過" in answer.content.decode()


def test_the_right_password_after_a_reopening_says_that_it_is_reviewed_again(client: Client) -> None:
    a_reopened_application(username="again.one")

    page = sign_in(client, "again.one").content.decode()

    assert "您的帳號正在重新審核，暫時不能登入" in page
    assert "再寄一次驗證信" not in page


def test_a_reopened_account_that_was_refused_keeps_its_name_and_is_told_of_the_mending_link(client: Client) -> None:
    reject(a_reopened_application(username="again.one"), by=a_reviewer(), reasons=[], note="文件缺頁。")

    page = sign_in(client, "again.one").content.decode()

    assert "您的帳號重新審核後未通過" in page
    assert "帳號名稱為您保留" in page


def test_no_new_letter_leaves_for_an_account_that_was_reopened_meanwhile(client: Client) -> None:
    application = an_approved_application()
    sign_in(client, application.username)
    reopen(application, by=a_reviewer(), reason="統一編號需再確認。")

    again = client.post("/login/send-again/", follow=True)

    assert "這個帳號現在不需要驗證 Email" in again.content.decode()
    assert not Letter.objects.filter(kind=LetterKind.VERIFICATION).exists()


def test_the_right_password_before_the_proof_offers_a_new_letter(client: Client, settings) -> None:
    application = an_approved_application()
    application.user.verifications.update(created_at="2026-01-01T00:00:00Z")

    answer = sign_in(client, application.username)
    again = client.post("/login/send-again/", follow=True)

    assert "再寄一次驗證信" in answer.content.decode()
    assert "新的驗證信已寄出" in again.content.decode()
    assert Letter.objects.filter(kind=LetterKind.VERIFICATION, to_address=application.email).count() == 1


def test_a_new_letter_is_not_sent_twice_in_three_minutes(client: Client) -> None:
    application = an_approved_application()
    sign_in(client, application.username)

    answer = client.post("/login/send-again/", follow=True)

    assert "3 分鐘後" in answer.content.decode()
    assert not Letter.objects.filter(kind=LetterKind.VERIFICATION).exists()


def test_nobody_can_have_a_letter_sent_without_the_password(client: Client) -> None:
    an_approved_application()

    client.post("/login/send-again/")

    assert not Letter.objects.filter(kind=LetterKind.VERIFICATION).exists()


def test_a_new_session_begins_at_sign_in(client: Client) -> None:
    account = a_company_account()
    client.session.save()
    sign_in(client, an_approved_application().username)
    before = client.cookies["sessionid"].value

    sign_in(client, account.user.username)

    assert client.cookies["sessionid"].value != before


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_the_way_on_never_leads_to_another_site(client: Client, wanted: str) -> None:
    account = a_company_account()

    answer = sign_in(client, account.user.username, next=wanted)

    assert answer["Location"] == "/company/"


def test_signing_out_needs_a_post_and_ends_the_session(client: Client) -> None:
    client.force_login(a_company_account().user)

    by_get = client.get("/logout/")
    answer = client.post("/logout/", follow=True)

    assert by_get.status_code == 405
    assert "您已登出" in answer.content.decode()
    assert client.get("/company/").status_code == 302


def test_a_verified_account_no_longer_waits_for_a_proof(client: Client) -> None:
    application = an_approved_application()
    verify(application.user.verifications.get(), by=application.user)

    answer = sign_in(client, application.username)

    assert answer.status_code == 302


def test_too_many_tries_from_one_place_are_turned_away_before_a_password_is_looked_at(
    client: Client, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, sign_ins_an_hour=2)
    account = a_company_account()
    for number in range(2):
        sign_in(Client(), f"somebody{number}", "wrong")
    monkeypatch.setattr(login, "try_door", None)

    answer = sign_in(client, account.user.username)

    assert answer.status_code == 429
    assert "帳號或密碼不正確" in answer.content.decode()
    assert "請一小時後再試" in answer.content.decode()
    assert client.get("/company/").status_code == 302


HOURS = [("company", "", 12), ("company", "on", 14 * 24), ("staff", "", 8), ("staff", "on", 8)]


@pytest.mark.parametrize(("who", "remember", "hours"), HOURS)
def test_a_session_ends_on_the_server_however_much_it_is_used(
    client: Client, monkeypatch: pytest.MonkeyPatch, who: str, remember: str, hours: int
) -> None:
    user = a_reviewer() if who == "staff" else a_company_account().user
    home = f"/{who}/"
    clock = Clock(timezone.now()).rule(monkeypatch)
    sign_in(client, user.username, remember=remember)

    clock.advance(timedelta(hours=hours, minutes=-1))
    used = client.session
    used["used"] = True
    used.save()
    before = client.get(home)
    clock.advance(timedelta(minutes=2))
    after = client.get(home)

    assert before.status_code in {200, 403}
    assert after.status_code == 302
    assert after["Location"].startswith("/login/")


@pytest.mark.parametrize(
    ("who", "remember", "stays"), [(who, remember, who == "company" and remember == "on") for who, remember, _ in HOURS]
)
def test_a_cookie_outlives_the_browser_only_for_a_company_that_wished_it(
    client: Client, who: str, remember: str, stays: bool
) -> None:
    user = a_reviewer() if who == "staff" else a_company_account().user

    sign_in(client, user.username, remember=remember)

    assert bool(client.cookies["sessionid"]["max-age"]) is stays


def test_what_is_told_once_does_not_stand_in_a_cookie(client: Client) -> None:
    answer = client.post("/logout/")

    assert set(answer.cookies) == {"sessionid"}
    assert "您已登出" in client.get("/login/").content.decode()
