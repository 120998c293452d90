"""Who keeps watch comes to a machine by its address, without TLS, and must be answered when little else works.

So these addresses are answered before anything looks at the name of the host, at sessions, or at languages.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import resolve

from web.components.headers import POLICY

PROBES = frozenset({"/healthz", "/readyz", "/metrics"})
FENCE = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""What the middlewares behind this one give to every other answer."""


class ProbesMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info not in PROBES:
            return self.get_response(request)
        request.resolver_match = match = resolve(request.path_info)
        answer = match.func(request, *match.args, **match.kwargs)
        for name, value in FENCE.items():
            answer.headers.setdefault(name, value)
        return answer
