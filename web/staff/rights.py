"""當事人權利 at the desk: what people ask about their own data, the nearest due day first, and the answer."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from port.accounts.permissions import Permission
from port.rights.enums import RightState
from port.rights.models import RightsRequest
from port.rights.reading import note_view
from port.rights.workflow import answer, extend
from port.workflows import MoveRefused
from web.staff.access import permitted
from web.staff.rights_form import AnswerForm, ExtendForm

MOST_SHOWN = 50


@permitted(Permission.ANSWER_RIGHTS)
@require_safe
def rights(request: HttpRequest) -> HttpResponse:
    waiting = RightsRequest.objects.waiting().select_related("person")[:MOST_SHOWN]
    answered = RightsRequest.objects.exclude(state=RightState.OPEN).select_related("person")[:MOST_SHOWN]
    today = timezone.localdate()
    rows = [(each, days_left(each, today)) for each in waiting]
    return render(request, "staff/rights.html", {"rows": rows, "answered": answered, "most": MOST_SHOWN})


@permitted(Permission.ANSWER_RIGHTS)
@require_http_methods(["GET", "HEAD", "POST"])
def right(request: HttpRequest, pk: int) -> HttpResponse:
    """One request; a button named `extend` prolongs it once, the other answers it."""
    asked = get_object_or_404(RightsRequest.objects.select_related("person", "answered_by"), pk=pk)
    extends = "extend" in request.POST
    answer_form = AnswerForm(request.POST if request.method == "POST" and not extends else None)
    extend_form = ExtendForm(request.POST if extends else None)
    form = extend_form if extends else answer_form
    if form.is_valid():
        try:
            extend(asked, by=request.user, **form.cleaned_data) if extends else answer(
                asked, by=request.user, **answer_form.facts()
            )
        except ValidationError as fault:
            form.add_error(None, fault)
        except MoveRefused as refusal:
            said = {"state": refusal.subject.get_state_display()}
            messages.warning(request, _("這件請求現在的狀態是「%(state)s」，這次沒有變更，也沒有寄信。") % said)
            return redirect("staff:right", pk)
        else:
            messages.success(request, _("已記錄，通知信會寄給當事人。"))
            return redirect("staff:rights")
    note_view(asked, by=request.user)
    context = {"asked": asked, "days": days_left(asked, timezone.localdate())}
    context |= {"answer_form": answer_form, "extend_form": extend_form}
    return render(request, "staff/right.html", context, status=422 if form.errors else 200)


def days_left(asked: RightsRequest, today: date) -> int:
    """Days until the answer is due; negative when it is late."""
    return (asked.due_on - today).days
