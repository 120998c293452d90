"""The queue, one case of it, and the fate of the letters."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from port.companies.models import CompanyDocument
from port.letters.models import Letter
from port.options import options
from port.review.queue import (
    MOST_COUNTED,
    CaseFilter,
    Sight,
    count_cases,
    found,
    queue_page,
    sources,
)
from web.staff.access import reviewers_only
from web.staff.ages import yardstick
from web.staff.case_page import get_case, render_case
from web.staff.forms import QueueForm
from web.staff.queue_row import row_html
from web.staff.rows import LetterRow, QueueRow

LETTERS_A_PAGE = 50


@reviewers_only
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    form, after, measure = queue_form(request), request.GET.get("after", ""), yardstick()
    sight = Sight(by=request.user, at=measure.now, late_before=measure.late_before)
    of = found(form.words, chosen=form.chosen, sight=sight) if form.words else sources(form.chosen, sight)
    page = queue_page(of, after=after, newest_first=not form.chosen.is_work)
    shown = [QueueRow(case, measure, by=request.user) for case in page.cases]
    back = here(request)
    context = {
        "form": form,
        "yardstick": measure,
        "rows": [row_html(row, here=back) for row in shown],
        "may_choose": any(row.awaits for row in shown),
        "most": options().bulk_most,
        "chips": _chips(form, sight),
        "here": back,
        "next": page.after and form.address(show=form.chosen, after=page.after),
    }
    return render(request, "staff/queue.html", context)


def queue_form(request: HttpRequest) -> QueueForm:
    """The view and the search that stand in the address, as far as they are understood."""
    form = QueueForm(request.GET)
    form.full_clean()
    return form


def here(request: HttpRequest) -> str:
    """The query of this very page of the queue, so that an act can lead back to it."""
    form, after = queue_form(request), request.GET.get("after", "")
    return form.address(show=form.chosen, **({"after": after} if after else {}))


def back_to_queue(request: HttpRequest, case: CompanyDocument | None = None) -> HttpResponse:
    """To the page of the queue that the address of the act tells, and there to the row of the case."""
    return HttpResponseRedirect(reverse("staff:queue") + here(request) + (f"#case-{case.pk}" if case else ""))


@reviewers_only
@require_safe
def case(request: HttpRequest, pk: int) -> HttpResponse:
    return render_case(request, get_case(pk))


@reviewers_only
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    rows = Letter.objects.defer("text", "html", "link").newest_first()
    if last := _letter(request.GET.get("after", "")):
        rows = rows.older_than(last)
    found = list(rows[: LETTERS_A_PAGE + 1])
    shown = found[:LETTERS_A_PAGE]
    more = len(found) > LETTERS_A_PAGE
    context = {
        "rows": [LetterRow(letter) for letter in shown],
        "next": "?" + urlencode({"after": shown[-1].pk}) if more else "",
    }
    return render(request, "staff/letters.html", context)


def _letter(key: str) -> Letter | None:
    try:
        return Letter.objects.filter(pk=UUID(key)).first()
    except ValueError:
        return None


def _chips(form: QueueForm, sight: Sight) -> list[tuple[CaseFilter, str, str]]:
    """View, address and count; while searching there are no counts, since they are those of the whole."""
    counts = {} if form.words else count_cases(sight)
    return [(chosen, form.address(show=chosen), _counted(counts.get(chosen))) for chosen in CaseFilter]


def _counted(count: int | None) -> str:
    if count is None:
        return ""
    return f"{MOST_COUNTED:,}+" if count > MOST_COUNTED else f"{count:,}"
