"""Whoever is signed in and is answered 403 stands in the record (V-52, 16.3.2); strangers do not, the log has them."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from port.audit.reading import note_refusal


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if answer.status_code == HTTPStatus.FORBIDDEN and request.user.is_authenticated:
            company = getattr(request, "acting_company", None)
            note_refusal(
                about=request.user,
                by=request.user,
                acting_company_id=company.pk if company else None,
                view=request.resolver_match.view_name if request.resolver_match else "",
                method=request.method or "",
                at=timezone.now(),
            )
        return answer
