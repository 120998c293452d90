"""What the programs share that run beside the web server, the worker and the reader of documents: they are watched.

Each says when it last began a piece of work, so that one that hangs is noticed, and answers a Prometheus and a probe at
`METRICS_LISTEN`.
"""

import logging
import sys
from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from threading import Event, Thread
from time import monotonic
from types import TracebackType
from urllib.parse import urlsplit

from django.conf import settings
from prometheus_client import CONTENT_TYPE_LATEST

from port.measures import FAULTS, TURN, counted, may_be_told

logger = logging.getLogger(__name__)

HANGS_AFTER = timedelta(minutes=15)
"""Longer than any piece of work: the record of years is looked through in some minutes."""


class Watched:
    """A program that runs until `stop` is set."""

    def __init__(self, name: str, stop: Event) -> None:
        self.name = name
        self._stop = stop
        self._last = monotonic()
        FAULTS.labels(name)

    def goes_on(self) -> bool:
        """Asked before each piece of work; False once it was told to end."""
        self._last = monotonic()
        TURN.labels(self.name).set_to_current_time()
        return not self._stop.is_set()

    def failed(self) -> None:
        FAULTS.labels(self.name).inc()

    @property
    def hangs(self) -> bool:
        return monotonic() - self._last > HANGS_AFTER.total_seconds()


def watch(name: str, stop: Event) -> Watched:
    """From now on this program is watched, and its last words go to the log."""
    sys.excepthook = log_the_end
    program = Watched(name, stop)
    program.goes_on()
    if settings.METRICS_LISTEN:
        _listen(settings.METRICS_LISTEN, program)
    return program


def log_the_end(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """In the place of Python's own last words, which quote what the program choked on."""
    logger.critical("the program ends", exc_info=(kind, error, trace))


def _listen(where: str, program: Watched) -> None:
    """Work that nobody can watch is better than none: where the port is taken, the program goes on."""
    host, _, port = where.rpartition(":")
    try:
        server = ThreadingHTTPServer((host.strip("[]"), int(port)), _handler(program))
    except (OSError, ValueError):
        logger.exception("nobody can watch this program, since it cannot listen at METRICS_LISTEN")
        return
    server.daemon_threads = True
    Thread(target=server.serve_forever, name="watched", daemon=True).start()


def _handler(program: Watched) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 10
        server_version, sys_version = "PortPass", ""

        def do_GET(self) -> None:
            answers: dict[str, Callable[[], tuple[HTTPStatus, bytes]]] = {
                "/healthz": _health,
                "/metrics": self._metrics,
            }
            status, said = answers.get(urlsplit(self.path).path, _nothing)()
            self.send_response(status)
            self.send_header("Content-Type", CONTENT_TYPE_LATEST if self.path == "/metrics" else "text/plain")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def _metrics(self) -> tuple[HTTPStatus, bytes]:
            told = may_be_told(ip_address(self.client_address[0]), self.headers.get("Authorization", ""))
            return (HTTPStatus.OK, counted()) if told else _nothing()

        def log_message(self, *_args: object) -> None:
            """Whoever keeps watch leaves no line."""

    def _health() -> tuple[HTTPStatus, bytes]:
        return (HTTPStatus.SERVICE_UNAVAILABLE, b"hangs\n") if program.hangs else (HTTPStatus.OK, b"ok\n")

    def _nothing() -> tuple[HTTPStatus, bytes]:
        return HTTPStatus.NOT_FOUND, b""

    return Handler
