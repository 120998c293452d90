"""Who may enter the desk. Strangers never come this far: the login middleware sends them to the login page."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]


def reviewers_only(view: View) -> View:
    """403 for everybody who is logged in and may not review. What the desk shows is kept by no cache and no browser."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.may_review:
            raise PermissionDenied
        answer = view(request, *args, **kwargs)
        answer.headers["Cache-Control"] = "private, no-store"
        return answer

    return guarded
