"""The gate of the first login: one place that every company page passes (design, third walk; P-22).

Who is not signed in has been sent to the login before (`LoginRequiredMiddleware`).
"""

from collections.abc import Callable
from typing import Any

from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from port.companies.models import Company
from port.consents.checks import missing_texts
from port.registration.entry import entry_of
from web.components.sessions import PROOF, proof_of

ROOM = "company"
BEFORE_THE_GATE = "company:acknowledgements"


class FirstLoginGate:
    """Sets `request.acting_company` for company pages, and leads to the texts while one is not acknowledged.

    Whoever came in before the account was reopened is shown out.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if _is_company_page(request):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not _is_company_page(request):
            return None
        if request.user.is_staff:
            return redirect("staff:queue")
        if _has_ended(request):
            return _show_out(request)
        company = Company.objects.filter(accounts__user=request.user).first()
        if not company:
            return render(request, "company/no_company.html", status=403)
        request.acting_company = company
        return _to_the_texts(request)


def _is_company_page(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.app_name == ROOM


def _has_ended(request: HttpRequest) -> bool:
    """Whether the proof of the address that this session began with no longer counts, or is not known."""
    proof = proof_of(request.user)
    return not proof or request.session.get(PROOF, "") != proof


def _show_out(request: HttpRequest) -> HttpResponse:
    """The session ends, and a plain page says why; whoever may come in again signs in."""
    entry = entry_of(request.user)
    auth.logout(request)
    if not entry.application:
        return redirect("public:login")
    told = {"door": entry.door, "application": entry.application}
    return render(request, "public/account_closed.html", told, status=403)


def _to_the_texts(request: HttpRequest) -> HttpResponse | None:
    if request.resolver_match.view_name == BEFORE_THE_GATE:
        return None
    missing = missing_texts(request.user, acting_company_id=request.acting_company.pk)
    return redirect(BEFORE_THE_GATE) if missing else None
