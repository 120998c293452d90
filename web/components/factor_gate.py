"""No page behind the login without the second factor, for whoever has one or must have one (A-37)."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from port.accounts.factors import must_have_factor, trust

ENROLMENT = frozenset({"account:factors", "account:add_app", "account:add_passkey", "account:passkey_asked"})
"""All that is open to somebody who must have a factor and has none yet."""


class FactorGate:
    """Stands behind `SignInGuard`, which sets `request.sign_in` with `owner_has_factor`. Whoever has a factor proves it on each device."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        is_public = not getattr(view, "login_required", True)
        if is_public or not request.user.is_authenticated or request.sign_in.with_factor:
            return None
        if request.sign_in.owner_has_factor:
            wanted = request.get_full_path() if request.method == "GET" and not request.htmx else ""
            return _lead(
                request, reverse("public:second_factor") + (f"?{urlencode({'next': wanted})}" if wanted else "")
            )
        if must_have_factor(request.user) and request.resolver_match.view_name not in ENROLMENT:
            return _lead(request, reverse("account:factors"))
        return None


def _lead(request: HttpRequest, address: str) -> HttpResponse:
    """A part of a page that a script asked for is no place for another page."""
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def count_from_now(request: HttpRequest) -> None:
    """The sign-in in hand has its factor: it gets a new key, so that one from before is worth no more than it was (V-30)."""
    request.session.cycle_key()
    trust(request.sign_in)
