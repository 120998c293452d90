"""Each request has a number: error pages show it, log lines and audit records carry it (A-53)."""

import logging
import re
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from port.audit.context import origin, request_id
from web.components.origin import origin_of

SECRET = re.compile(r"(/(?:verify|not-me|binding|mend|choose-password|account/email)/)[^/\s]+")
"""What follows is the token of a link that was sent by letter."""


class RequestIdMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.id = uuid.uuid4().hex[:12]
        # Neither is set back afterwards: Django logs refused requests only when this middleware is through.
        request_id.set(request.id)
        origin.set(origin_of(request))
        response = self.get_response(request)
        response["X-Request-ID"] = request.id
        return response


class RequestIdFilter(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get() or "-"
        return True


class SecretPathFilter(logging.Filter):
    """Django logs the path of each refused request; the token of a secret link must not stand there (M-05)."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if SECRET.search(message):
            record.msg, record.args = SECRET.sub(r"\1***", message), ()
        return True
