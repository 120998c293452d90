"""Pages that say the same to every stranger: browsers and proxies may keep them, and ask whether they still hold."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, set_response_etag
from django.views.decorators.http import require_safe

View = Callable[..., HttpResponse]


def content_page(view: View) -> View:
    """For a page without a form of its own. Whoever has a session, signed in or not, gets a page that nobody keeps.

    A kept page is asked for again each time and answered with 304 as long as it says the same, so that what staff publish
    is read at once.
    """

    @login_not_required
    @require_safe
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.only_tells = True  # so the page brings no script that forms need
        answer = view(request, *args, **kwargs)
        if answer.status_code != 200 or settings.SESSION_COOKIE_NAME in request.COOKIES:
            return answer
        answer.headers.setdefault("Cache-Control", "public, no-cache")
        if not answer.has_header("ETag"):
            set_response_etag(answer)
        return get_conditional_response(request, etag=answer["ETag"], response=answer)

    return page
