"""Who may enter the desk. Strangers never come this far: the login middleware sends them to the login page."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from port.accounts.duties import need
from port.accounts.permissions import Permission

View = Callable[..., HttpResponseBase]


def permitted(permission: Permission) -> Callable[[View], View]:
    """403 for whoever is signed in without the permission. What the desk shows is kept by no cache and no browser."""

    def _permitted(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            need(request.user, permission)
            answer = view(request, *args, **kwargs)
            answer.headers["Cache-Control"] = "private, no-store"
            return answer

        guarded.permission = permission
        return guarded

    return _permitted


reviewers_only = permitted(Permission.REVIEW)
heads_only = permitted(Permission.HEAD_THE_DESK)
keepers_only = permitted(Permission.KEEP_CONTENT)


def posted(back: str) -> Callable[[View], View]:
    """Whoever comes by a link, as after signing in again, is led to the page of the view `back`; nothing is done by it."""

    def _posted(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return view(request, *args, **kwargs) if request.method == "POST" else redirect(back)

        return guarded

    return _posted
