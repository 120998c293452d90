"""Worker and reader are watched: they say that they work, what they did, and why they end."""

import http.client
import logging
import socket
import sys
from collections.abc import Iterator
from ipaddress import ip_network
from threading import Event

import pytest
from prometheus_client import REGISTRY

from port import programs
from port.programs import HANGS_AFTER, Watched, watch
from tests.servers.processes import HOST, free_port


@pytest.fixture(autouse=True)
def python_as_it_was() -> Iterator[None]:
    hook = sys.excepthook
    yield
    sys.excepthook = hook


@pytest.fixture
def listening(settings) -> str:
    settings.METRICS_NETWORKS = (ip_network("127.0.0.0/8"),)
    settings.METRICS_LISTEN = f"{HOST}:{free_port()}"
    return settings.METRICS_LISTEN


def ask(where: str, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection(where, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    said = answer.status, answer.read().decode()
    connection.close()
    return said


def test_a_program_that_works_says_so(listening: str) -> None:
    program = watch("worker", Event())

    program.goes_on()

    assert ask(listening, "/healthz") == (200, "ok\n")
    status, told = ask(listening, "/metrics")
    assert status == 200
    assert 'portpass_turn_time_seconds{program="worker"}' in told
    assert ask(listening, "/anything")[0] == 404


def test_a_program_that_hangs_is_noticed_until_it_goes_on(listening: str, monkeypatch) -> None:
    program = watch("worker", Event())
    began = programs.monotonic()

    monkeypatch.setattr(programs, "monotonic", lambda: began + HANGS_AFTER.total_seconds() + 60)
    hanging = ask(listening, "/healthz")
    program.goes_on()

    assert hanging == (503, "hangs\n")
    assert ask(listening, "/healthz")[0] == 200


def test_what_it_did_is_told_to_nobody_else(listening: str, settings) -> None:
    settings.METRICS_NETWORKS = (ip_network("192.0.2.0/24"),)
    watch("reader", Event())

    assert ask(listening, "/metrics") == (404, "")
    assert ask(listening, "/healthz")[0] == 200


def test_a_program_works_where_nobody_can_watch_it(settings, caplog) -> None:
    with socket.create_server((HOST, 0)) as taken:
        settings.METRICS_LISTEN = f"{HOST}:{taken.getsockname()[1]}"

        program = watch("worker", Event())

    assert program.goes_on()
    assert "cannot listen at METRICS_LISTEN" in caplog.text


def test_it_goes_on_until_it_is_told_to_end() -> None:
    stop = Event()
    program = Watched("worker", stop)

    before = program.goes_on()
    stop.set()

    assert (before, program.goes_on()) == (True, False)


def test_a_turn_that_failed_is_counted() -> None:
    program = Watched("reader", Event())
    before = REGISTRY.get_sample_value("portpass_turn_faults_total", {"program": "reader"})

    program.failed()

    assert REGISTRY.get_sample_value("portpass_turn_faults_total", {"program": "reader"}) == before + 1


def test_its_last_words_go_to_the_log(caplog) -> None:
    watch("worker", Event())

    with caplog.at_level(logging.CRITICAL):
        sys.excepthook(ValueError, ValueError("why"), None)

    assert [record.getMessage() for record in caplog.records] == ["the program ends"]
