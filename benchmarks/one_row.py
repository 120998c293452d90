"""The product behind its stop-watch, and beside it the least that can be written: `/one-row` commits one row, `/hello` does nothing."""

import threading
from collections.abc import Callable, Iterable
from typing import Any

import psycopg

from benchmarks.application import application as product

_own = threading.local()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    path = environ["PATH_INFO"]
    if path not in {"/one-row", "/hello"}:
        return product(environ, start_response)
    if path == "/one-row":
        _connection().execute("INSERT INTO benchmark_row (said) VALUES ('one row')")
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "2")])
    return [b"ok"]


def _connection() -> "psycopg.Connection[Any]":
    """One for each thread, addressed by libpq's own variables; each statement commits."""
    if not hasattr(_own, "connection"):
        _own.connection = psycopg.connect(autocommit=True)
    connection: psycopg.Connection[Any] = _own.connection
    return connection
