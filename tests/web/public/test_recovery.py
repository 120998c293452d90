"""The pages of recovery: the same for everybody, until a link is opened that works (V-36, V-44, A-45.T)."""

import re
import statistics
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from port.accounts.enums import LinkPurpose
from port.accounts.holds import count_try
from port.accounts.models import PasswordLink, User
from port.accounts.password_links import issue
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.options import options
from tests.factories import PASSWORD, a_company_account, a_user, an_application, an_approved_application
from web.components.request_id import SecretPathFilter
from web.public import recovery

pytestmark = pytest.mark.django_db

ACCOUNT, FORGOTTEN = "/forgotten-account/", "/forgotten-password/"
NEW = "傍晚的燈塔照著兩艘慢慢回港的漁船"
CHOSEN = {"password": NEW, "password_again": NEW}


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recovery, "ANSWERED_IN", timedelta(0))


@pytest.fixture
def user() -> User:
    return a_company_account().user


@pytest.fixture
def link(user: User) -> str:
    return f"/choose-password/{issue(user, purpose=LinkPurpose.RECOVERY)}/"


def ask_password(client: Client, user: User, **faults: str):
    return client.post(FORGOTTEN, {"username": user.username, "email": user.email} | faults)


def ask_names(client: Client, number: str, email: str):
    return client.post(ACCOUNT, {"number_kind": "ubn", "number": number, "email": email})


def without_tokens(page: bytes) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", page.decode())


def seen(answer, client: Client) -> tuple[object, ...]:
    """All that a stranger can compare: the answer, its headers, its cookies, and the page that it leads to."""
    headers = {name: value for name, value in answer.headers.items() if name not in {"X-Request-ID", "Expires"}}
    return answer.status_code, headers, sorted(answer.cookies), without_tokens(client.get(answer["Location"]).content)


def test_every_wish_for_a_link_is_answered_with_the_very_same_page() -> None:
    held, proven, unproven = a_user(), a_user(), an_approved_application().user
    for _ in range(options().login_failures):
        count_try(held.username, at=timezone.now())
    off, waiting = a_user(is_active=False), an_application()

    answers = []
    for one in (proven, held, unproven, off, waiting):
        client = Client()
        answers.append(seen(ask_password(client, one), client))
    for fault in ({"username": "nobody.here"}, {"email": "nobody@example.com"}, {"username": "a@b 不是帳號"}):
        client = Client()
        answers.append(seen(ask_password(client, proven, **fault), client))

    assert answers == [answers[0]] * len(answers)
    assert set(Letter.objects.values_list("to_address", flat=True)) == {held.email, proven.email, unproven.email}


def test_every_wish_for_names_is_answered_with_the_very_same_page(user: User) -> None:
    number = user.company_account.company.number

    answers = []
    for asked in ((number, user.email), (number, "nobody@example.com"), ("12345675", user.email)):
        client = Client()
        answers.append(seen(ask_names(client, *asked), client))

    assert answers == [answers[0]] * len(answers)
    assert Letter.objects.get().kind == LetterKind.ACCOUNT_NAMES


def test_known_and_unknown_take_as_long(user: User, monkeypatch: pytest.MonkeyPatch, settings) -> None:
    monkeypatch.setattr(recovery, "ANSWERED_IN", timedelta(milliseconds=400))
    settings.PORT_OPTIONS = replace(options(), recovery_letters_a_day=100)

    def took(**faults: str) -> float:
        began = time.perf_counter()
        ask_password(Client(), user, **faults)
        return time.perf_counter() - began

    known, unknown = [], []
    for _ in range(5):
        known.append(took())
        unknown.append(took(username="nobody.here"))

    assert statistics.median(known) == pytest.approx(statistics.median(unknown), rel=0.1)


def test_what_cannot_be_a_number_or_an_address_is_told_at_the_field(client: Client) -> None:
    names = ask_names(client, "12345678", "no address")
    password = client.post(FORGOTTEN, {"username": "", "email": ""})

    assert names.status_code == password.status_code == 422
    assert set(names.context["form"].errors) == {"number", "email"}
    assert set(password.context["form"].errors) == {"username", "email"}


def test_one_visitor_asks_so_often_and_no_more(client: Client, user: User, settings) -> None:
    settings.PORT_OPTIONS = replace(options(), recoveries_an_hour=3)

    answers = [ask_password(client, user), ask_names(client, "12345675", user.email)]
    answers += [ask_password(client, user), ask_password(client, user), ask_names(client, "12345675", user.email)]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 429, 429]
    assert "從這裡查詢的次數太多了" in answers[-1].content.decode()


def test_the_link_is_built_from_the_settings_and_never_from_the_request(user: User, settings) -> None:
    settings.ALLOWED_HOSTS = ["evil.example"]

    ask_password(Client(headers={"Host": "evil.example"}), user)

    assert Letter.objects.get().link.startswith(options().public_url)


def test_nothing_changes_before_the_link_is_used(client: Client, user: User) -> None:
    client.force_login(user)

    ask_password(Client(), user)

    assert client.get("/account/person/").status_code == 200
    assert Client().login(username=user.username, password=PASSWORD)


def test_looking_at_the_link_changes_nothing_and_names_the_account(client: Client, link: str, user: User) -> None:
    for _ in range(5):
        page = client.get(link).content.decode()
        client.head(link)

    assert user.username in page
    assert user.email not in page
    assert PasswordLink.objects.live().count() == 1


def test_the_token_stands_neither_in_the_page_nor_in_any_answer(client: Client, link: str) -> None:
    token = link.split("/")[2]

    answers = [client.get(link), client.post(link, {}), client.post(link, CHOSEN)]

    for answer in answers:
        assert token not in answer.content.decode() + str(answer.headers) + str(answer.cookies)


def test_the_page_is_not_stored_and_tells_other_sites_nothing(client: Client, link: str) -> None:
    answer = client.get(link)

    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"


def test_the_new_password_is_set_and_nobody_is_let_in(client: Client, link: str, user: User) -> None:
    answer = client.post(link, CHOSEN)

    assert (answer.status_code, answer["Location"]) == (302, "/login/")
    assert "_auth_user_id" not in client.session
    assert "密碼已經設定完成" in client.get("/login/").content.decode()
    user.refresh_from_db()
    assert user.check_password(NEW)


def test_whoever_was_signed_in_is_signed_out_in_this_browser_and_in_others(link: str, user: User) -> None:
    here, there = Client(), Client()
    for browser in (here, there):
        browser.force_login(user)

    here.post(link, CHOSEN)

    for browser in (here, there):
        assert browser.get("/account/person/").status_code == 302


def test_another_account_in_the_same_browser_stays_signed_in(client: Client, link: str) -> None:
    other = a_company_account().user
    client.force_login(other)

    client.post(link, CHOSEN)

    assert client.get("/account/person/").status_code == 200


def test_dead_and_unknown_links_look_the_same(client: Client, user: User) -> None:
    tokens = [issue(person, purpose=LinkPurpose.RECOVERY) for person in (a_user(), a_user(), user)]
    superseding = issue(user, purpose=LinkPurpose.RECOVERY)
    client.post(f"/choose-password/{tokens[0]}/", CHOSEN)
    PasswordLink.objects.filter(user=PasswordLink.objects.order_by("pk")[1].user).update(expires_at=timezone.now())
    User.objects.filter(pk=user.pk).update(email="moved@example.com")

    links = [*tokens, superseding, "never-made"]
    pages = [Client().get(f"/choose-password/{token}/") for token in links]
    sent = [Client().post(f"/choose-password/{token}/", CHOSEN) for token in links]

    assert {answer.status_code for answer in pages + sent} == {404}
    assert len({without_tokens(answer.content) for answer in pages + sent}) == 1
    assert "再要求一次" in pages[0].content.decode()


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"password": "", "password_again": ""}, "password", "請填寫新密碼"),
        ({"password": "short", "password_again": "short"}, "password", "至少要 15 個字"),
        ({"password": NEW, "password_again": f"{NEW}。"}, "password_again", "兩次輸入的密碼不一樣"),
        ({"password": PASSWORD, "password_again": PASSWORD}, "password", "最近 3 次用過的密碼"),
    ],
)
def test_a_password_that_cannot_be_used_says_why(client: Client, link: str, typed, field: str, words: str) -> None:
    answer = client.post(link, typed)

    assert answer.status_code == 422
    assert words in str(answer.context["form"].errors[field])
    assert PasswordLink.objects.live().count() == 1


def test_the_name_of_the_company_is_no_password(client: Client, link: str, user: User) -> None:
    company = user.company_account.company
    made_of_it = f"{company.name}{company.number}abc"

    answer = client.post(link, {"password": made_of_it, "password_again": made_of_it})

    assert "密碼不可用" in str(answer.context["form"].errors["password"])


def test_the_token_never_stands_in_the_log(client: Client, link: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.handler.addFilter(SecretPathFilter())

    client.post(link, {})

    assert "/choose-password/***" in caplog.text
    assert link.split("/")[2] not in caplog.text
