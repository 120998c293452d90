"""Where staff land: the first page that their permissions open. Every role has one (`tests/web/staff/test_menu.py`)."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from web.staff.menu import entries_for


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if not request.user.is_staff:
        raise PermissionDenied
    return redirect(entries_for(request.user)[0].view)
