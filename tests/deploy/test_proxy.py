"""A real nginx with the configuration that is given: uploads, slow lines, web servers that go away."""

import json
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from hashlib import sha256
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest
from django.urls import get_resolver

from port.options import Options
from tests.deploy.backend import THREADS, Backend
from tests.servers.processes import HOST, wait_for
from tests.servers.proxy import NAME, Proxy, command, new_proxy, upstream, write_configuration


@pytest.fixture
def backends() -> Iterator[list[Backend]]:
    both = [Backend(), Backend()]
    yield both
    for backend in both:
        if backend.thread.is_alive():
            backend.stop()


@pytest.fixture
def proxy(backends: list[Backend], tmp_path: Path) -> Iterator[Proxy]:
    running = new_proxy(tmp_path, *(backend.port for backend in backends))
    yield running
    running.stop()


@dataclass
class Answer:
    status: int
    headers: Message
    body: bytes


def ask(proxy: Proxy, path: str, *, method: str = "GET", body: bytes = b"", **headers: str) -> Answer:
    connection = proxy.connection()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body=body or None, headers={"Host": NAME, **named})
    return answer_of(connection)


def answer_of(connection: HTTPConnection) -> Answer:
    with connection.getresponse() as response:
        return Answer(response.status, response.headers, response.read())


def told(answer: Answer) -> dict:
    assert answer.status == 200, answer.body
    return json.loads(answer.body)


def taken(backends: list[Backend]) -> list[str]:
    return [request for backend in backends for request in backend.taken]


@pytest.mark.parametrize("place", ["host", "containers"])
def test_nginx_has_nothing_to_say_against_the_configuration(place, tmp_path):
    write_configuration(tmp_path, plain_port=8080, port=8443)
    (tmp_path / "upstream.conf").write_text(upstream(place))

    done = subprocess.run(command(tmp_path, "-t"), capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert "[warn]" not in done.stderr


def test_a_wrong_word_in_the_configuration_is_noticed(tmp_path):
    write_configuration(tmp_path, plain_port=8080, port=8443)
    (tmp_path / "upstream.conf").write_text(upstream("host").replace("least_conn", "last_conn"))

    assert subprocess.run(command(tmp_path, "-t"), capture_output=True).returncode != 0


def test_browsers_get_http_2(proxy):
    context = proxy.trust()
    context.set_alpn_protocols(["h2", "http/1.1"])

    with socket.create_connection((HOST, proxy.port)) as line, context.wrap_socket(line) as safe:
        assert safe.selected_alpn_protocol() == "h2"
        assert safe.version() == "TLSv1.3"


def test_the_largest_document_arrives_whole(proxy):
    document = bytes(range(256)) * (Options().upload_bytes // 256)

    arrived = told(ask(proxy, "/register/document/", method="POST", body=document))

    assert arrived["bytes"] == 20 * 1024 * 1024
    assert arrived["sha256"] == sha256(document).hexdigest()


def test_what_is_too_large_reaches_the_product_which_says_so_in_words(proxy):
    assert (
        told(ask(proxy, "/register/document/", method="POST", body=b"x" * 22 * 1024 * 1024))["bytes"] > 20 * 1024 * 1024
    )


def test_what_is_far_too_large_is_refused_before_it_is_sent(proxy, backends):
    connection = proxy.connection()
    connection.putrequest("POST", "/register/document/", skip_host=True)
    connection.putheader("Host", NAME)
    connection.putheader("Content-Length", str(10 * 1024**3))
    connection.endheaders()

    assert answer_of(connection).status == 413
    assert taken(backends) == []


def test_slow_uploads_hold_no_web_server_up(proxy, backends):
    slow = []
    for _ in range(5 * THREADS * len(backends)):
        connection = proxy.connection()
        connection.putrequest("POST", "/register/document/", skip_host=True)
        connection.putheader("Host", NAME)
        connection.putheader("Content-Length", "1000000")
        connection.endheaders()
        connection.send(b"x" * 300_000)
        slow.append(connection)

    for _ in range(3):
        told(ask(proxy, "/"))

    assert set(taken(backends)) == {"GET /"}
    for connection in slow:
        connection.send(b"x" * 700_000)
        assert told(answer_of(connection))["bytes"] == 1_000_000


def test_a_web_server_that_is_away_is_passed_over(proxy, backends):
    backends[0].stop()

    answers = [ask(proxy, "/", method=method) for method in ("GET", "POST") * 5]

    assert {answer.status for answer in answers} == {200}
    assert len(backends[1].taken) == 10


def test_a_form_that_was_taken_in_is_never_sent_to_the_other_one(proxy, backends):
    for backend in backends:
        backend.drops = True

    answer = ask(proxy, "/register/confirm/", method="POST", body=b"a=1")

    assert answer.status == 503
    assert taken(backends) == ["POST /register/confirm/"]


def test_a_file_of_one_version_is_found_where_that_version_runs(proxy, backends):
    backends[0].lacks = "/static/css/new.0123.css"

    answers = [ask(proxy, "/static/css/new.0123.css") for _ in range(4)]

    assert {answer.status for answer in answers} == {200}
    assert len(backends[1].taken) == 4


def test_a_page_that_is_not_there_is_asked_for_once(proxy, backends):
    backends[0].lacks = backends[1].lacks = "/gone/"

    assert ask(proxy, "/gone/").status == 404
    assert taken(backends) == ["GET /gone/"]


def test_where_all_are_away_an_honest_page_says_so(proxy, backends):
    for backend in backends:
        backend.stop()

    answer = ask(proxy, "/login/")

    assert answer.status == 503
    assert answer.headers["Retry-After"] == "60"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "系統暫時無法服務" in answer.body.decode()


def test_what_a_visitor_claims_to_be_is_dropped(proxy):
    claims = {"X_Forwarded_For": "203.0.113.9", "X_Forwarded_Proto": "http", "X_Forwarded_Host": "evil.example"}

    headers = told(ask(proxy, "/", **claims))["headers"]

    assert headers["X-Forwarded-For"] == HOST
    assert headers["X-Forwarded-Proto"] == "https"
    assert headers["Host"] == NAME
    assert "X-Forwarded-Host" not in headers


@pytest.mark.parametrize("path", ["/metrics", "/readyz"])
def test_what_watches_over_it_is_not_answered_to_the_world(path, proxy, backends):
    assert ask(proxy, path).status == 404
    assert taken(backends) == []


def test_a_name_that_is_not_ours_gets_no_answer(proxy, backends):
    connection = proxy.connection()
    connection.request("GET", "/", headers={"Host": "elsewhere.example"})

    with pytest.raises((HTTPException, OSError)):
        connection.getresponse()
    assert taken(backends) == []


def test_plain_http_leads_to_https(proxy):
    connection = proxy.plain_connection()
    connection.request("GET", "/login/?next=/", headers={"Host": NAME})
    answer = answer_of(connection)

    assert answer.status == 308
    assert answer.headers["Location"] == f"https://{NAME}/login/?next=/"


def lines_of(proxy: Proxy, number: int) -> list[dict]:
    log = proxy.folder / "access.log"
    wait_for(lambda: log.exists() and log.read_text().count("\n") == number, what="lines of the log", seconds=10)
    return [json.loads(line) for line in log.read_text().splitlines()]


def test_the_log_keeps_no_query(proxy):
    told(ask(proxy, "/progress/?token=very-secret", Referer="https://elsewhere.example/?token=as-secret"))

    (line,) = lines_of(proxy, 1)
    assert line["path"] == "/progress/"
    assert "secret" not in str(line)


def addresses_with_a_token(patterns: list, before: str = "/") -> Iterator[str]:
    for pattern in patterns:
        address = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from addresses_with_a_token(pattern.url_patterns, address)
        elif "<str:token>" in address:
            yield address.replace("<str:token>", "very-secret")


def test_the_log_keeps_no_token_of_a_letter(proxy):
    addresses = list(addresses_with_a_token(get_resolver().url_patterns))
    both = [*addresses, *(f"/en{address}" for address in addresses)]

    for address in both:
        told(ask(proxy, address))

    paths = [line["path"] for line in lines_of(proxy, len(both))]
    assert len(addresses) >= 8
    assert [path for path in paths if "secret" in path] == []
    assert "/verify/-" in paths
    assert "/en/account/email/-" in paths
