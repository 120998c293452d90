from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def company_page(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """A page of the inside; it always says for which company the person acts."""
    return render(request, template, {"acting_company": request.acting_company, **(context or {})}, status=status)
