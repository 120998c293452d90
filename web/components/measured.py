"""Each request is measured once it is answered, and one line of the log tells of it: by the name of its route, since its
address may hold what a person typed or the token of a letter."""

import logging
from collections.abc import Callable
from threading import local
from time import perf_counter
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponseBase

from port.measures import REQUEST_SECONDS, REQUEST_STATEMENTS, REQUESTS
from web.components.probes import PROBES

METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})

log = logging.getLogger(__name__)
_tally = local()


class MeasuredMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        _tally.statements = 0
        began = perf_counter()
        answer = self.get_response(request)
        seconds = perf_counter() - began
        facts = {
            "method": method_of(request),
            "route": route_of(request),
            "status": answer.status_code,
            "ms": round(seconds * 1000, 1),
            "statements": _tally.statements,
            "user": person_of(request),
        }
        _count_request(facts, seconds)
        if request.path_info not in PROBES:
            log.info("%s %s %s", facts["method"], facts["route"], facts["status"], extra=facts)
        return answer


def _count_request(facts: dict[str, Any], seconds: float) -> None:
    route = facts["route"]
    REQUESTS.labels(route, facts["method"], facts["status"]).inc()
    REQUEST_SECONDS.labels(route).observe(seconds)
    REQUEST_STATEMENTS.labels(route).inc(facts["statements"])


def method_of(request: HttpRequest) -> str:
    """Anybody may send any word."""
    return request.method if request.method in METHODS else "other"


def route_of(request: HttpRequest) -> str:
    """The name of the address; `static` for style sheets and the like, `none` for what is nowhere or was sent elsewhere."""
    match = getattr(request, "resolver_match", None)
    if match:
        return match.view_name
    return "static" if request.path_info.startswith(settings.STATIC_URL) else "none"


def person_of(request: HttpRequest) -> int | None:
    """The key of whoever is signed in, as far as it is known by now: nothing is asked for it."""
    sign_in = getattr(request, "sign_in", None)
    return sign_in.user_id if sign_in else None


def count_statements(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Told of each new connection (`connection_created`)."""
    if _count_statement not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, _count_statement)  # first: `execute_wrapper` takes the last one away


def _count_statement(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    _tally.statements = getattr(_tally, "statements", 0) + 1
    return execute(sql, params, many, context)
