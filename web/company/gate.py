"""The gate of the inside: one place that every company page passes (design, third walk; P-22).

It says for which company a request acts, leads to the texts while one is not acknowledged, and lets no form of one company
be sent for another. Who is not signed in has been sent to the login before (`LoginRequiredMiddleware`).
"""

from collections.abc import Callable
from typing import Any

from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from port.consents.checks import missing_texts
from port.registration.entry import entry_of
from web.company.acting import Acting
from web.company.right_company import answer_for_another
from web.components.sessions import PROOF, proof_of

ROOM, OWN_ROOM = "company", "account"
"""Pages of a company, and pages of the person, which only show the head of the company."""
TEXTS = "company:acknowledgements"
WITHOUT_COMPANY = {"company:worklist", "company:bindings", "company:end_binding", "company:switch"}
"""What a shared account does for itself, whatever company it acts for, or none."""


class FirstLoginGate:
    """Sets `request.acting` and `request.acting_company`. Whoever came in before the account was reopened is shown out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if _room_of(request) == ROOM:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        room = _room_of(request)
        if room not in {ROOM, OWN_ROOM} or not request.user.is_authenticated:
            return None
        if request.user.is_staff:
            return redirect("staff:home") if room == ROOM else None
        if _has_ended(request):
            return _show_out(request)
        request.acting = Acting(request)
        answer = _answer(request) if room == ROOM else None
        request.acting_company = request.acting.company
        return answer


def _room_of(request: HttpRequest) -> str:
    return request.resolver_match.app_name if request.resolver_match else ""


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


def _answer(request: HttpRequest) -> HttpResponse | None:
    """The answer in the place of the page, or nothing when the page may answer for itself."""
    if request.acting.is_shared:
        return _answer_to_shared(request)
    if not request.acting.company:
        return render(request, "company/no_company.html", status=403)
    return _to_the_texts(request, request.acting.company.pk)


def _answer_to_shared(request: HttpRequest) -> HttpResponse | None:
    """First the texts for itself, then a company, then the texts of that company; and each form for its own company."""
    acting, view = request.acting, request.resolver_match.view_name
    if missing_texts(acting.person, acting_company_id=None):
        acting.company = None
        return None if view == TEXTS else redirect(TEXTS)
    if view in WITHOUT_COMPANY:
        return None
    if request.method == "POST" and (refused := answer_for_another(request)):
        return refused
    if not acting.company:
        return redirect("company:worklist")
    return _to_the_texts(request, acting.company.pk)


def _to_the_texts(request: HttpRequest, company_id: int) -> HttpResponse | None:
    if request.resolver_match.view_name == TEXTS:
        return None
    return redirect(TEXTS) if missing_texts(request.user, acting_company_id=company_id) else None
