"""個資權利: what is kept on the person, to read and to take along, and what they ask to have changed (P-03)."""

import json
import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from port.rights.models import RightsRequest
from port.rights.own_data import export, note_shown, own_data
from port.rights.workflow import ask, withdraw
from port.workflows import MoveRefused
from web.account.rights_form import RightsForm

ROWS_SHOWN = 50
"""Of each part on the page; the file has them all."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rights(request: HttpRequest) -> HttpResponse:
    """The requests and their answers, and the form for a new one."""
    form = RightsForm(request.POST if request.method == "POST" else None, initial={"submission_id": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            asked = ask(person=request.user, **form.cleaned_data)
        except ValidationError as fault:
            form.add_error("text", fault)
        else:
            said = {"reference": asked.reference}
            messages.success(request, _("已收到您的請求，受理號碼 %(reference)s，通知信會寄到您的 Email。") % said)
            return redirect("account:rights")
    context = {"form": form, "requests": RightsRequest.objects.filter(person=request.user)}
    return render(request, "account/rights.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def own_data_page(request: HttpRequest) -> HttpResponse:
    """Everything that is kept, part by part; long parts are folded."""
    note_shown(request.user)
    return render(request, "account/own_data.html", {"sections": own_data(request.user), "most": ROWS_SHOWN})


@never_cache
@require_POST
def own_data_file(request: HttpRequest) -> HttpResponse:
    """The same as a file that both people and programs can read."""
    sections = [{"title": one.title, "why": one.why, "rows": one.rows} for one in export(request.user)]
    made = {"at": timezone.localtime().isoformat(timespec="seconds"), "sections": sections}
    answer = HttpResponse(
        json.dumps(made, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2), content_type="application/json"
    )
    answer.headers["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return answer


@require_POST
def withdraw_request(request: HttpRequest, pk: int) -> HttpResponse:
    asked = get_object_or_404(RightsRequest, pk=pk, person=request.user)
    try:
        withdraw(asked, by=request.user)
        messages.success(request, _("已撤回請求 %(reference)s。") % {"reference": asked.reference})
    except MoveRefused as refusal:
        said = {"reference": asked.reference, "state": refusal.subject.get_state_display()}
        messages.warning(request, _("請求 %(reference)s 現在的狀態是「%(state)s」，不能再撤回。") % said)
    return redirect("account:rights")
