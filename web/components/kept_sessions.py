"""Sessions as Django keeps them; a database that goes away while one is written down is no fault of the person."""

import logging
from collections.abc import Iterator

from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse

from web.components.outage import come_back_later, is_outage

log = logging.getLogger(__name__)


class KeptSessionMiddleware(SessionMiddleware):
    """Django takes any refusal of the database for a session that has ended meanwhile, and says that the form was wrong (400)."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        try:
            return super().process_response(request, response)
        except SessionInterrupted as fault:
            if not any(map(is_outage, behind(fault))):
                raise
            log.exception("answered with 503: the session was not written down")
            return come_back_later(request)


def behind(fault: BaseException | None) -> Iterator[BaseException]:
    """It, and what brought it about, down to what the driver of the database said."""
    while fault:
        yield fault
        fault = fault.__context__
