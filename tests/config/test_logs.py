"""The log as data: what a line says of a request, of an error, and of what others write."""

import logging

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from config.logs import nameless
from tests.config.logs import Log, production_log
from tests.factories import a_company_account
from tests.factories.consents import everything_acknowledged

ACCESS = "web.components.measured"


@pytest.fixture
def log():
    with production_log() as log:
        yield log


@pytest.mark.django_db
def test_one_line_tells_of_a_request(client: Client, log: Log) -> None:
    account = a_company_account()
    everything_acknowledged(account)
    client.force_login(account.user)
    client.get("/company/")

    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/company/?name=somebody")

    line = log.of(ACCESS)[-1]
    assert len(log.of(ACCESS)) == 2
    assert line.pop("time").endswith("+00:00")
    assert line.pop("ms") > 0
    assert line == {
        "level": "INFO",
        "logger": ACCESS,
        "message": "GET company:home 200",
        "request_id": answer["X-Request-ID"],
        "method": "GET",
        "route": "company:home",
        "status": 200,
        "statements": len(asked),
        "user": account.user.pk,
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "method", "route", "status"),
    [
        ("/", "GET", "public:home", 200),
        ("/en/", "GET", "public:home", 200),
        ("/nowhere/", "GET", "none", 404),
        ("/login", "GET", "none", 301),
        ("/static/nothing.css", "GET", "static", 404),
        ("/verified/", "POST", "public:verified", 405),
        ("/company/", "GET", "company:home", 302),
        ("/", "BREW", "public:home", 405),
    ],
)
def test_a_request_is_told_by_the_name_of_its_route(
    client: Client, log: Log, path: str, method: str, route: str, status: int
) -> None:
    client.generic(method, path)

    [line] = log.of(ACCESS)
    told = "other" if method == "BREW" else method
    assert (line["method"], line["route"], line["status"]) == (told, route, status)
    assert "user" not in line


def test_who_keeps_watch_does_not_fill_the_log(client: Client, log: Log) -> None:
    client.get("/healthz")

    assert log.text == ""


@pytest.mark.django_db
def test_a_page_that_breaks_tells_where_under_the_number_that_the_visitor_sees(log: Log, monkeypatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("said to nobody")

    monkeypatch.setattr("web.public.news.kept", broken)

    answer = Client(raise_request_exception=False).get("/news/")

    [line] = log.of("django.request")
    assert answer["X-Request-ID"] in answer.content.decode()
    assert line["request_id"] == answer["X-Request-ID"]
    assert (line["route"], line["message"]) == ("public:news", "Internal Server Error")
    [fault] = line["exception"]
    assert fault["type"] == "RuntimeError"
    assert fault["at"][0].startswith("tests/config/test_logs.py:")
    assert any(place.startswith("web/public/news.py:") for place in fault["at"])


def test_an_error_is_told_with_what_it_was_raised_from(log: Log) -> None:
    try:
        try:
            open("/nowhere/at/all")  # noqa: PTH123, SIM115
        except OSError as fault:
            raise ValueError from fault
    except ValueError:
        logging.getLogger("port.anything").exception("it went wrong")

    [line] = log.lines
    assert [fault["type"] for fault in line["exception"]] == ["ValueError", "FileNotFoundError"]
    assert line["exception"][1]["errno"] == "ENOENT"


@pytest.mark.django_db
def test_a_row_that_is_refused_is_told_by_its_rule(log: Log) -> None:
    class Diagnosis:
        constraint_name = "letter_state_is_known"

    class Refused(Exception):
        sqlstate = "23514"
        diag = Diagnosis()

    try:
        raise Refused("DETAIL: the whole row")
    except Refused:
        logging.getLogger("port.anything").exception("not written")

    [fault] = log.lines[0]["exception"]
    assert (fault["sqlstate"], fault["constraint"]) == ("23514", "letter_state_is_known")


def test_of_others_only_what_their_authors_wrote_is_told(log: Log) -> None:
    logging.getLogger("library").warning("cannot open %s", "a name")
    logging.getLogger("library").warning("cannot open a name")

    first, second = log.lines
    assert first["message"] == "cannot open %s"
    assert second["message"].startswith("test_logs:")


def test_a_line_stays_one_line(log: Log) -> None:
    logging.getLogger("port.anything").warning("one\ntwo")
    with production_log("line") as lines:
        logging.getLogger("port.anything").warning("one\ntwo\n2026-01-01 CRITICAL")

    assert len(log.text.splitlines()) == 1
    assert len(lines.text.splitlines()) == 1


@pytest.mark.parametrize("layout", ["xml", "full"])
def test_no_operator_chooses_a_log_that_tells_all(layout: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="LOG_FORMAT must be json or line"):
        nameless(layout)
