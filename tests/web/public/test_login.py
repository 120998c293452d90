"""登入作業, step 20 of the manual, and what is told before the gate opens (design decision 2)."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from port.accounts.models import SignIn
from port.audit.enums import Act
from port.audit.models import AuditRecord
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
    a_user,
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
    assert staff["Location"] == "/staff/home/"


def test_the_account_name_is_compared_without_case(client: Client) -> None:
    account = a_company_account()

    answer = sign_in(client, account.user.username.upper())

    assert answer.status_code == 302


def answered(username: str, password: str) -> dict[str, object]:
    """All that a stranger sees of an answer, without what is of this request or of this second alone."""
    answer = sign_in(Client(), username, password)
    body = answer.content.decode().replace(username, "…")
    headers = {name: value for name, value in answer.headers.items() if name not in {"X-Request-ID", "Expires"}}
    return {
        "status": answer.status_code,
        "headers": headers | {"Content-Length": ""},
        "cookies": set(answer.cookies),
        "body": re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", body),
    }


def test_unknown_wrong_waiting_held_and_switched_off_are_answered_alike() -> None:
    """Byte by byte, but for the token of the form and the number of the request (V-44)."""
    account = a_company_account()
    closed = a_user(is_active=False)
    an_application(username="waiting.one")
    for _ in range(5):
        sign_in(Client(), "held.name", "wrong")

    answers = [
        answered(name, password)
        for name, password in (
            ("nobody.here", "wrong"),
            ("nobody.here", PASSWORD),
            (account.user.username, "wrong"),
            ("waiting.one", "wrong"),
            ("held.name", PASSWORD),
            (closed.username, PASSWORD),
        )
    ]

    assert all(answer == answers[0] for answer in answers)
    assert answers[0]["status"] == 422
    assert "帳號或密碼不正確" in str(answers[0]["body"])


def test_the_account_itself_is_held_at_the_page_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    """14:59 and 15:00 after the fifth wrong password (A-40)."""
    account = a_company_account()
    clock = Clock(timezone.now()).rule(monkeypatch)
    for _ in range(5):
        sign_in(Client(), account.user.username, "wrong")

    clock.advance(timedelta(minutes=14, seconds=59))
    held = sign_in(Client(), account.user.username)
    clock.advance(timedelta(seconds=1))
    free = sign_in(Client(), account.user.username)

    assert (held.status_code, free.status_code) == (422, 302)


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


@pytest.mark.parametrize("remember", ["", "on"])
def test_the_session_goes_with_the_browser_whatever_is_remembered(client: Client, remember: str) -> None:
    sign_in(client, a_company_account().user.username, remember=remember)

    assert not client.cookies["sessionid"]["max-age"]
    assert client.session.get_expire_at_browser_close()


def test_remembered_is_the_name_and_nothing_else(client: Client) -> None:
    account = a_company_account()
    sign_in(client, account.user.username, remember="on")
    cookie = client.cookies["name"]
    client.post("/logout/")

    page = client.get(LOGIN).content.decode()

    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 30 * 24 * 60 * 60)
    assert f'value="{account.user.username}"' in page
    assert re.search(r'name="remember"[^>]*checked', page)
    assert client.get("/company/").status_code == 302


def test_a_name_is_forgotten_when_nobody_wants_it_remembered(client: Client) -> None:
    account = a_company_account()
    sign_in(client, account.user.username, remember="on")

    sign_in(client, account.user.username)

    client.post("/logout/")
    assert account.user.username not in client.get(LOGIN).content.decode()


def test_a_name_that_somebody_wrote_into_the_cookie_is_not_shown(client: Client) -> None:
    client.cookies["name"] = "made.up:by:somebody"

    page = client.get(LOGIN).content.decode()

    assert "made.up" not in page


def test_the_page_says_what_it_remembers_and_for_how_long(client: Client) -> None:
    page = client.get(LOGIN).content.decode()

    assert "這台裝置 30 天內會記住您的帳號，下次只要輸入密碼；登入的時間不會變長。" in page


def test_signing_out_clears_what_the_browser_kept_of_the_pages(client: Client) -> None:
    client.force_login(a_company_account().user)

    answer = client.post("/logout/")

    assert answer["Clear-Site-Data"] == '"cache"'


def test_signing_in_and_out_is_recorded_with_the_sign_in(client: Client) -> None:
    user = a_company_account().user

    sign_in(client, user.username)
    client.post("/logout/")

    row = SignIn.objects.get(user=user)
    assert [(record.act, record.facts["sign_in"]) for record in AuditRecord.objects.about(user)] == [
        (Act.ACCOUNT_SIGNED_IN, row.pk),
        (Act.ACCOUNT_SIGNED_OUT, row.pk),
    ]


def test_signing_in_once_more_begins_a_new_session_and_ends_the_one_before(client: Client) -> None:
    user = a_company_account().user
    sign_in(client, user.username)
    before = client.cookies["sessionid"].value

    sign_in(client, user.username)

    assert client.cookies["sessionid"].value != before
    assert not Session.objects.filter(session_key=before).exists()
    assert SignIn.objects.open(timezone.now()).count() == 1


def test_whoever_comes_in_behind_another_on_one_device_ends_the_other_one(client: Client) -> None:
    first, second = a_company_account().user, a_company_account().user
    sign_in(client, first.username)

    sign_in(client, second.username)

    assert SignIn.objects.open(timezone.now()).get().user == second


def test_the_way_on_leads_to_the_page_that_was_wanted(client: Client) -> None:
    account = a_company_account()

    answer = client.post(f"{LOGIN}?next=/company/documents/", {"username": account.user.username, "password": PASSWORD})

    assert answer["Location"] == "/company/documents/"


def test_what_is_told_once_does_not_stand_in_a_cookie(client: Client) -> None:
    answer = client.post("/logout/")

    assert set(answer.cookies) == {"sessionid"}
    assert "您已登出" in client.get("/login/").content.decode()
