"""The second look: what waits for me, one blind case, and for heads the answers that differ."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from port.review.cases import note_view
from port.review.enums import LookState, Question
from port.review.models import SecondLook
from port.review.second_look import LookRefused, blind_case, settle, waiting_for
from port.review.second_look import look as take_look
from web.staff.access import heads_only, is_head, posted, reviewers_only
from web.staff.case_page import PAGES_AT_ONCE, pages_of
from web.staff.facts import facts_of
from web.staff.look_forms import LookForm, SettleForm
from web.staff.look_rows import Difference, LookRow
from web.staff.paper import paper_of

MOST_SHOWN = 50
"""Both lists are worked off from the top, so what stands behind comes up by itself."""


@reviewers_only
@require_safe
def looks(request: HttpRequest) -> HttpResponse:
    waiting = waiting_for(request.user).select_related("decision__case__application")
    rows = [LookRow(look) for look in waiting[:MOST_SHOWN]]
    return render(request, "staff/looks.html", {"rows": rows, "most": MOST_SHOWN, "is_head": is_head(request.user)})


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
        _refuse_unless_open(request, second_look)
    except LookRefused as refusal:
        messages.warning(request, " ".join(refusal.messages))
        return redirect("staff:looks")
    except ValidationError as fault:
        form.add_error("reasons", fault)
    return _blind(request, second_look, form)


def _refuse_unless_open(request: HttpRequest, second_look: SecondLook) -> None:
    """The same refusals as of the act, before the case is shown. Raises `LookRefused`."""
    if second_look.first_by_id == request.user.pk:
        raise LookRefused(_("這是您自己作的決定，請由另一位審核人員複閱。"), code="own_decision")
    if second_look.state != LookState.WAITING:
        raise LookRefused(_("這件複閱已經由其他審核人員完成。"), code="taken")


def _blind(request: HttpRequest, second_look: SecondLook, form: LookForm) -> HttpResponse:
    """What was typed beside the pages; nobody's answer, no state, no history."""
    note_view(second_look.decision.case, by=request.user)
    case, question = blind_case(second_look), Question(second_look.decision.question)
    paper = paper_of(case)
    pages = pages_of(case.file, paper)
    context = {
        "case": case,
        "form": form,
        "look": LookRow(second_look),
        "question": question,
        "paper": paper,
        "facts": facts_of(case, paper),
        "pages": pages[:PAGES_AT_ONCE],
        "more_pages": pages[PAGES_AT_ONCE:],
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
