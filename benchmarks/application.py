"""The product behind a stop-watch: each answer says in a header how long it took, and how often the database was asked."""

import os
import time
from collections.abc import Callable, Iterable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")

from django.core.wsgi import get_wsgi_application
from django.db import connection

HEADER = "Server-Timing"
product = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    statements, spent = 0, [0.0, 0.0]

    def count(execute: Callable[..., Any], *rest: Any) -> Any:
        nonlocal statements
        statements += 1
        return execute(*rest)

    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        wall, cpu = time.perf_counter() - spent[0], time.thread_time() - spent[1]
        told = f"wall;dur={wall * 1000:.3f}, cpu;dur={cpu * 1000:.3f}, sql;dur={statements}"
        return start_response(status, [*headers, (HEADER, told)], *rest)

    spent[:] = time.perf_counter(), time.thread_time()
    with connection.execute_wrapper(count):
        return product(environ, start)
