"""Where staff land: the first page that their permissions open, or a word where there is none yet."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from web.staff.menu import entries_for
from web.staff.people_forms import duties_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if not request.user.is_staff:
        raise PermissionDenied
    entries = entries_for(request.user)
    if entries:
        return redirect(entries[0].view)
    return render(request, "staff/home.html", {"duties": duties_of(request.user.staff_role)})
