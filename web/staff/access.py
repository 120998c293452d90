"""Who may enter the desk. Strangers never come this far: the login middleware sends them to the login page."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from port.accounts.models import User

View = Callable[..., HttpResponseBase]


def reviewers_only(view: View) -> View:
    """403 for everybody who is logged in and may not review. What the desk shows is kept by no cache and no browser."""
    return _guarded(view, lambda person: person.may_review)


def heads_only(view: View) -> View:
    """The same for what only the head of the desk may see and set."""
    return _guarded(view, lambda person: person.is_head)


def posted(back: str) -> Callable[[View], View]:
    """Whoever comes by a link, as after signing in again, is led to the page of the view `back`; nothing is done by it."""

    def _posted(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return view(request, *args, **kwargs) if request.method == "POST" else redirect(back)

        return guarded

    return _posted


def _guarded(view: View, may_enter: Callable[[User], bool]) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_enter(request.user):
            raise PermissionDenied
        answer = view(request, *args, **kwargs)
        answer.headers["Cache-Control"] = "private, no-store"
        return answer

    return guarded
