"""Many cases with one answer: chosen in the queue, listed once more, asked about, decided, and told one by one."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from port.companies.advice import advice_of
from port.companies.enums import NumberKind
from port.documents.models import DocumentReading
from port.options import options
from port.review.bulk import BulkResult, decide_many
from port.review.cases import application_of, cases
from port.review.enums import Verdict
from port.review.queue import for_rows
from port.taiwan.ubn import is_valid_ubn
from web.staff.access import posted, reviewers_only
from web.staff.ages import yardstick
from web.staff.bulk_form import BulkForm, Part
from web.staff.paper import typed_in
from web.staff.queue import back_to_queue, here
from web.staff.rows import QueueRow


@reviewers_only
@posted("staff:queue")
def bulk(request: HttpRequest) -> HttpResponse:
    """The chosen cases and the empty form; with a script, also the words of the letter while one types."""
    chosen = _chosen(request)
    if request.htmx:
        return render(request, "staff/bulk_words.html", {"form": BulkForm(request.POST, chosen=chosen)})
    if not chosen:
        return _nothing_chosen(request)
    answered = request.POST if "part" in request.POST else None  # whoever goes back finds what was typed
    return _listed(request, BulkForm(answered, chosen=chosen))


@reviewers_only
@posted("staff:queue")
def check(request: HttpRequest) -> HttpResponse:
    """The second question: 200 asks it, as a dialog if the page asked for one; 422 shows what is missing."""
    form = BulkForm(request.POST, chosen=_chosen(request))
    if not form.chosen:
        return _nothing_chosen(request)
    if not form.is_valid():
        return _listed(request, form, status=422)
    is_script = request.headers.get("X-Requested-With") == "XMLHttpRequest"
    template = "staff/bulk_check_dialog.html" if is_script else "staff/bulk_check.html"
    return render(request, template, {"form": form, "here": here(request)})


@reviewers_only
@posted("staff:queue")
def decide(request: HttpRequest) -> HttpResponse:
    """Sent twice, it harms nothing: the second time each case says that it is decided already."""
    form = BulkForm(request.POST, chosen=_chosen(request))
    if not form.chosen:
        return _nothing_chosen(request)
    if not form.is_valid():
        return _listed(request, form, status=422)
    try:
        results = decide_many(
            form.chosen,
            questions=Part(form.cleaned_data["part"]).questions,
            verdict=Verdict(form.cleaned_data["verdict"]),
            by=request.user,
            reasons=list(form.cleaned_data["reasons"]),
            note=form.cleaned_data["note"],
        )
    except ValidationError as fault:
        form.add_error(None, fault)
        return _listed(request, form, status=422)
    return render(request, "staff/bulk_done.html", _told(results) | {"here": here(request)})


def _chosen(request: HttpRequest) -> list[int]:
    keys = [int(key) for key in request.POST.getlist("case") if key.isascii() and key.isdigit() and len(key) < 19]
    return list(dict.fromkeys(keys))


def _nothing_chosen(request: HttpRequest) -> HttpResponse:
    messages.warning(request, _("請先在清單勾選要一起審核的案件。"))
    return back_to_queue(request)


def _listed(request: HttpRequest, form: BulkForm, *, status: int = 200) -> HttpResponse:
    measure = yardstick()
    rows = [QueueRow(case, measure, by=request.user) for case in for_rows(cases()).filter(pk__in=form.chosen)]
    context = {
        "form": form,
        "rows": _chosen_rows(rows, form),
        "most": options().bulk_most,
        "here": here(request),
    }
    return render(request, "staff/bulk.html", context, status=status)


def _chosen_rows(rows: Sequence[QueueRow], form: BulkForm) -> list[dict[str, object]]:
    """At first a case whose paper does not fit is left unticked; whoever ticks it all the same has seen why."""
    files = [row.case.file_id for row in rows]
    readings = {each.document_id: each for each in DocumentReading.objects.filter(document__in=files).defer("lines")}
    read = [advice_of(readings.get(row.case.file_id), typed_in(row.case)).cautions for row in rows]
    return [
        {"row": row, "cautions": cautions(row), "read": found, "ticked": form.is_bound or not found}
        for row, found in zip(rows, read, strict=True)
    ]


def cautions(row: QueueRow) -> list[str]:
    """What speaks against deciding this case together with others, besides what was read on its paper."""
    claim, known = row.claim, application_of(row.case) or row.case.company
    said = []
    if not row.awaits:
        said.append(_("沒有待審項目，不會再決定"))
    if claim and not row.is_mine:
        said.append(
            _("%(name)s 處理中，至 %(until)s，不會決定") % {"name": claim.holder.name, "until": row.claimed_until}
        )
    if known and known.number_kind == NumberKind.UBN and not is_valid_ubn(known.number):
        said.append(_("統編檢查碼不符"))
    if row.mends:
        said.append(_("補正後再送，請看上次的原因"))
    if row.reopened_at:
        said.append(_("重新審核中，請看重新審核的原因"))
    if not row.case.file.originals_may_be_opened:
        said.append(_("原始檔案未通過或尚未完成掃毒"))
    return said


def _told(results: Sequence[BulkResult]) -> dict[str, object]:
    """Two lists, what was not decided first, since that is what is left to do."""
    measure = yardstick()
    rows = [(result, QueueRow(result.case, measure) if result.case else None) for result in results]
    decided = [pair for pair in rows if pair[0].decided]
    return {"decided": decided, "undecided": [pair for pair in rows if not pair[0].decided]}
