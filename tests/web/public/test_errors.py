"""Error pages: a code, a number to tell the hotline, what happened, and a way on, for strangers, companies and staff (A-53)."""

import errno
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import SuspiciousOperation
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from port.documents.storage import StoreDoesNotAnswer
from tests.factories import a_company_account, a_reviewer, everything_acknowledged
from web.components.outage import page_without_database
from web.components.pledges import Pledges
from web.components.said import TooManyTries

PAGES = {"Accept": "text/html,application/xhtml+xml"}


@pytest.fixture
def fails(monkeypatch) -> Callable[[Exception], HttpResponse]:
    """A page fails with this fault; what is shown instead can be made again."""

    def ask(fault: Exception) -> HttpResponse:
        left = [fault]

        def once() -> Pledges:
            if left:
                raise left.pop()
            return Pledges()

        monkeypatch.setattr("web.components.context.Pledges", once)
        return Client(raise_request_exception=False).get("/sitemap/")

    return ask


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fault", "code", "words"),
    [
        (SuspiciousOperation("odd"), 400, "這個要求無法處理"),
        (TooManyTries(timedelta(minutes=9, seconds=1)), 429, "請過 10 分鐘再試"),
        (RuntimeError("SELECT secret"), 500, "系統發生錯誤"),
    ],
)
def test_a_fault_is_told_with_its_code_a_number_and_a_way_on(fails, fault, code, words) -> None:
    answer = fails(fault)

    page = answer.content.decode()
    assert answer.status_code == code
    assert words in page
    assert f'<span class="num">{code}</span>' in page
    assert answer["X-Request-ID"] in page
    assert 'href="/"' in page
    assert "secret" not in page


OUTAGES = [OperationalError("no route to 10.0.0.7"), StoreDoesNotAnswer("timed out"), OSError(errno.ENOSPC, "full")]


@pytest.mark.django_db
@pytest.mark.parametrize("fault", OUTAGES, ids=lambda fault: type(fault).__name__)
def test_who_meets_an_outage_is_told_so_and_asked_to_come_back(fails, fault) -> None:
    answer = fails(fault)

    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "系統暫時無法使用" in page
    assert "這一次送出的資料沒有被收下" in page
    assert str(fault) not in page


@pytest.mark.django_db
def test_a_missing_file_is_no_outage(fails) -> None:
    assert fails(FileNotFoundError(errno.ENOENT, "gone")).status_code == 500


@pytest.mark.django_db
def test_an_outage_that_is_met_before_any_view_is_told_the_same_way(client: Client, monkeypatch) -> None:
    client.force_login(a_reviewer())

    def away(*_: object) -> None:
        raise OperationalError("no route to 10.0.0.7")

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore._get_session_from_db", away)
    client.raise_request_exception = False

    answer = client.get("/company/")

    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "系統暫時無法使用" in answer.content.decode()


@pytest.mark.django_db
def test_too_many_tries_say_in_the_head_when_to_come_back(fails) -> None:
    assert fails(TooManyTries(timedelta(minutes=5)))["Retry-After"] == "300"


@pytest.mark.django_db
def test_staff_meet_an_error_under_the_head_of_the_desk(client: Client) -> None:
    client.force_login(a_reviewer())

    page = client.get("/nowhere/").content.decode()

    assert 'class="deskbar"' in page
    assert "回我的工作" in page


@pytest.mark.django_db
def test_a_company_finds_the_way_back_to_its_own_pages(client: Client) -> None:
    account = a_company_account()
    everything_acknowledged(account)
    client.force_login(account.user)

    page = client.get("/logout/", headers=PAGES).content.decode()

    assert "這一頁不能直接開啟" in page
    assert 'href="/company/"' in page


@pytest.mark.django_db
def test_an_address_that_only_takes_forms_says_so_to_a_browser(client: Client) -> None:
    by_browser = client.get("/logout/", headers=PAGES)
    by_script = client.get("/logout/")

    assert by_browser.status_code == by_script.status_code == 405
    assert by_browser["Allow"] == by_script["Allow"] == "POST"
    assert "這一頁不能直接開啟" in by_browser.content.decode()
    assert by_script.content == b""


@pytest.mark.django_db
def test_what_is_too_large_is_told_with_how_much_may_come(client: Client) -> None:
    answer = client.post("/login/", {}, headers=PAGES | {"Content-Length": str(10**9)}, CONTENT_LENGTH=10**9)

    page = answer.content.decode()
    assert answer.status_code == 413
    assert "MB" in page
    assert answer["X-Request-ID"] in page


@pytest.mark.parametrize("code", [500, 503])
def test_the_last_pages_need_neither_database_nor_context(code: int) -> None:
    """Without the mark of the database, a single statement would fail this test."""
    page = render_to_string(f"errors/{code}.html")

    assert str(code) in page
    assert 'href="/"' in page
    assert "通行證資訊網" in page


@pytest.mark.django_db
def test_the_last_page_asks_the_database_for_nothing() -> None:
    request = RequestFactory().get("/")

    with CaptureQueriesContext(connection) as asked:
        page_without_database(request, "errors/500.html")

    assert len(asked) == 0


def test_when_even_the_error_page_is_broken_something_is_said(monkeypatch) -> None:
    def broken(*_: object) -> str:
        raise RuntimeError("no templates")

    request = HttpRequest()
    request.id = "abc123"
    monkeypatch.setattr("web.components.outage.render_to_string", broken)

    page = page_without_database(request, "errors/500.html")

    assert "系統發生錯誤" in page
    assert "Something went wrong" in page
    assert page.count("abc123") == 2


@pytest.mark.parametrize("name", ["400", "403", "404", "405", "413", "429", "500", "503"])
def test_an_error_can_be_told_in_english(name: str) -> None:
    """The words come from the catalogue; the page stands in both languages."""
    request = RequestFactory().get("/")
    request.id = "abc123"

    with translation.override("en"):
        page = render_to_string(f"errors/{name}.html", {"request": request})

    assert f'<span class="num">{name}</span>' in page
    assert "abc123" in page
