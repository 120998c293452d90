"""The second look: what waits for me, one blind case, and for heads the answers that differ."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from port.review.cases import note_view
from port.review.enums import Question
from port.review.models import SecondLook
from port.review.second_look import LookRefused, blind_case, refuse_unless_fit, settle, waiting_for
from port.review.second_look import look as take_look
from web.staff.access import heads_only, posted, reviewers_only
from web.staff.look_forms import LookForm, SettleForm
from web.staff.look_rows import Difference, LookRow
from web.staff.paper import paper_of
from web.staff.reading import of_paper

MOST_SHOWN = 50
"""Both lists are worked off from the top, so what stands behind comes up by itself."""


@reviewers_only
@require_safe
def looks(request: HttpRequest) -> HttpResponse:
    waiting = waiting_for(request.user).select_related("decision__case__application")
    rows = [LookRow(look) for look in waiting[:MOST_SHOWN]]
    return render(request, "staff/looks.html", {"rows": rows, "most": MOST_SHOWN, "is_head": request.user.is_head})


@reviewers_only
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest, pk: int) -> HttpResponse:
    second_look = get_object_or_404(SecondLook.objects.select_related("decision__case"), pk=pk)
    question = Question(second_look.decision.question)
    form = LookForm(request.POST if request.method == "POST" else None, question=question)
    try:
        if form.is_valid():
            take_look(second_look, by=request.user, **form.cleaned_data)
            messages.success(request, _("已記錄您的複閱結論，謝謝。"))
            return redirect("staff:looks")
        refuse_unless_fit(second_look, by=request.user)
    except LookRefused as refusal:
        messages.warning(request, " ".join(refusal.messages))
        return redirect("staff:looks")
    except ValidationError as fault:
        form.add_error("reasons", fault)
    return _blind(request, second_look, form)


def _blind(request: HttpRequest, second_look: SecondLook, form: LookForm) -> HttpResponse:
    """What was typed beside the pages; nobody's answer, no state, no history."""
    note_view(second_look.decision.case, by=request.user, blindly=second_look)
    case, question = blind_case(second_look), Question(second_look.decision.question)
    context = of_paper(case, paper_of(case)) | {
        "case": case,
        "form": form,
        "look": LookRow(second_look),
        "question": question,
    }
    return render(request, "staff/look.html", context, status=422 if form.errors else 200)


@heads_only
@require_safe
def different(request: HttpRequest) -> HttpResponse:
    return _differences(request)


@heads_only
@posted("staff:looks_different")
def settle_difference(request: HttpRequest, pk: int) -> HttpResponse:
    second_look = get_object_or_404(SecondLook, pk=pk)
    form = SettleForm(request.POST, pk=pk)
    if not form.is_valid():
        return _differences(request, form=form, of=pk, status=422)
    try:
        settle(second_look, by=request.user, note=form.cleaned_data["note"])
    except LookRefused as refusal:
        messages.warning(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("差異已處理，從清單移除；處理結果留在紀錄中。"))
    return redirect("staff:looks_different")


def _differences(
    request: HttpRequest, *, form: SettleForm | None = None, of: int = 0, status: int = 200
) -> HttpResponse:
    found = SecondLook.objects.different().select_related("decision__case__application", "first_by", "by")
    shown = found.prefetch_related("reasons")[:MOST_SHOWN]
    rows = [Difference(look, form if form and look.pk == of else SettleForm(pk=look.pk)) for look in shown]
    return render(
        request, "staff/looks_different.html", {"rows": rows, "form": form, "most": MOST_SHOWN}, status=status
    )
