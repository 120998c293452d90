"""When the database cannot be reached, people are told so honestly, and asked to come back (503)."""

from collections.abc import Callable
from types import SimpleNamespace

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from port.options import options

SECONDS_TO_WAIT = 60


def page_without_database(request: HttpRequest, template: str) -> str:
    """An error page that asks the database for nothing: neither who is signed in, nor anything else."""
    shown = SimpleNamespace(id=getattr(request, "id", ""))
    return render_to_string(template, {"port": options(), "demo": settings.DEMONSTRATION, "request": shown})


class OutageMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        answer = HttpResponse(page_without_database(request, "errors/503.html"), status=503)
        answer["Retry-After"] = str(SECONDS_TO_WAIT)
        return answer
