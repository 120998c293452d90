"""Headers that every answer carries, beside those of Django and django-csp (V-33, V-53)."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

POLICY = ", ".join(
    [f"{name}=()" for name in ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")]
    + [f"publickey-credentials-{what}=(self)" for what in ("get", "create")]
)
"""What no page of ours asks the browser for, and passkeys, which some do."""


class HeadersMiddleware:
    """What is shown to somebody who is signed in is kept by no cache and no browser, unless the view says otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        answer.headers.setdefault("Permissions-Policy", POLICY)
        answer.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if answer.status_code < 500 and _is_signed_in(request):
            answer.headers.setdefault("Cache-Control", "private, no-store")
        return answer


def _is_signed_in(request: HttpRequest) -> bool:
    """Asked without touching the session of somebody who has none, so that public pages can be cached."""
    user = getattr(request, "user", None)
    return bool(user and settings.SESSION_COOKIE_NAME in request.COOKIES and user.is_authenticated)
