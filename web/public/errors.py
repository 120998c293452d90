"""Error pages: a short message, a code, the number of the request, and a way on (A-53)."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from port.accounts.enums import StaffRole
from port.accounts.permissions import roles_with
from web.components.outage import come_back_later, is_outage, page_without_database


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/403.html", {"duty": _whose_duty(exception)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "errors/403.html", {"stale": True}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    if is_outage(sys.exc_info()[1]):
        return come_back_later(request)
    return HttpResponse(page_without_database(request, "errors/500.html"), status=500)


def _whose_duty(exception: Exception) -> dict[str, str] | None:
    """Which roles may do what was refused, and what it is; None where the refusal has another reason."""
    permission = getattr(exception, "permission", None)
    if permission is None:
        return None
    roles = roles_with(permission)
    return {"what": permission.label, "roles": _("、").join(str(role.label) for role in StaffRole if role in roles)}
