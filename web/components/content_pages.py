"""Pages that say the same to every stranger: browsers and proxies may keep them, and ask whether they still hold."""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag
from django.views.decorators.http import require_safe

from port.content import reading
from port.replica import perhaps_a_little_old

View = Callable[..., HttpResponse]
PAGES, ASKED = "pages", "asked"
"""Caches of whole pages, the second of those that somebody asked something of (`?q=`), to which there is no end. Each holds so
many, so that whoever walks through all of them pushes nothing else out."""


class NotToBeKept(Exception):
    """An answer that is no page."""

    def __init__(self, answer: HttpResponse) -> None:
        self.answer = answer


def content_page(view: View) -> View:
    """For a page without a form of its own. Whoever has a session, signed in or not, gets a page that nobody keeps.

    A kept page is asked for again each time and answered with 304 as long as it says the same, so that what staff publish
    is read at once. The server keeps it as well, until something is published or a minute is over.
    """

    @login_not_required
    @require_safe
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.only_tells = True  # so the page brings no script that forms need
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            return view(request, *args, **kwargs)
        try:
            answer = _kept(request, lambda: _read(lambda: _whole(view(request, *args, **kwargs))))
        except NotToBeKept as other:
            return other.answer
        return get_conditional_response(request, etag=answer["ETag"], response=answer)

    return page


def _kept(request: HttpRequest, make: Callable[[], HttpResponse]) -> HttpResponse:
    where = caches[ASKED if request.META.get("QUERY_STRING") else PAGES]
    address = sha256(request.build_absolute_uri().encode()).hexdigest()
    return reading.kept(f"{address}:{timezone.localdate()}", make, where=where)


def _read(make: Callable[[], HttpResponse]) -> HttpResponse:
    return make() if reading.has_just_changed() else perhaps_a_little_old(make)


def _whole(answer: HttpResponse) -> HttpResponse:
    if answer.status_code != 200:
        raise NotToBeKept(answer)
    answer.headers.setdefault("Cache-Control", "public, no-cache")
    patch_vary_headers(answer, ["Cookie"])
    if not answer.has_header("ETag"):
        set_response_etag(answer)
    return answer
