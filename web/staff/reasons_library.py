"""The library of reasons: every reviewer reads it, the head of the desk keeps it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from port.companies.enums import MendableField
from port.companies.library import add_reason, change_reason, restore_reason, retire_reason
from port.companies.models import Reason
from web.staff.access import heads_only, posted, reviewers_only
from web.staff.reason_form import ReasonForm


@reviewers_only
@require_safe
def reasons(request: HttpRequest) -> HttpResponse:
    fields = dict(MendableField.choices)
    rows = [(reason, [fields[name] for name in reason.unlocks if name in fields]) for reason in Reason.objects.all()]
    return render(request, "staff/reasons.html", {"rows": rows, "is_head": request.user.is_head})


@heads_only
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    return _kept(request, None)


@heads_only
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    return _kept(request, get_object_or_404(Reason, pk=pk))


@heads_only
@posted("staff:reasons")
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    reason = retire_reason(get_object_or_404(Reason, pk=pk), by=request.user)
    messages.success(request, _("%(reason)s 已停用，審核時不再出現；以前的案件不變。") % {"reason": reason})
    return redirect("staff:reasons")


@heads_only
@posted("staff:reasons")
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    reason = restore_reason(get_object_or_404(Reason, pk=pk), by=request.user)
    messages.success(request, _("%(reason)s 已恢復使用。") % {"reason": reason})
    return redirect("staff:reasons")


def _kept(request: HttpRequest, reason: Reason | None) -> HttpResponse:
    """With 預覽 pressed nothing is kept; with a script only the preview is drawn anew."""
    form = ReasonForm(request.POST or None, reason=reason)
    if "preview" in request.POST:
        return _page(request, form, reason, template="staff/reason_shown.html" if request.htmx else "")
    if request.method != "POST":
        return _page(request, form, reason)
    if not form.is_valid():
        return _page(request, form, reason, status=422)
    try:
        kept = (
            change_reason(reason, form.facts(), by=request.user)
            if reason
            else add_reason(form.facts(), by=request.user)
        )
    except ValidationError as faults:
        form.add_error(None, faults)
        return _page(request, form, reason, status=422)
    messages.success(request, _("%(reason)s 已儲存，下一封信起使用新的文字。") % {"reason": kept})
    return redirect("staff:reasons")


def _page(
    request: HttpRequest, form: ReasonForm, reason: Reason | None, *, template: str = "", status: int = 200
) -> HttpResponse:
    context = {"form": form, "reason": reason, "paragraph": form.paragraph(), "blaming": form.blaming_words()}
    return render(request, template or "staff/reason.html", context, status=status)
