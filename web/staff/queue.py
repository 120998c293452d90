"""The queue, one case of it, and the fate of the letters."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from port.letters.models import Letter
from port.registration.cases import MOST_COUNTED, CaseFilter, count_cases, filtered_cases, queue_page, search
from web.staff.access import reviewers_only
from web.staff.case_page import get_case, render_case
from web.staff.forms import QueueForm
from web.staff.rows import LetterRow, QueueRow

LETTERS_A_PAGE = 50


@reviewers_only
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    form = QueueForm(request.GET)
    form.full_clean()
    rows = filtered_cases(form.chosen)
    if form.words:
        rows = search(rows, form.words)
    newest_first = not form.chosen.is_work
    page = queue_page(rows, after=request.GET.get("after", ""), newest_first=newest_first)
    now = timezone.now()
    context = {
        "form": form,
        "rows": [QueueRow(case, now) for case in page.cases],
        "chips": _chips(form),
        "next": page.after and _address(form, show=form.chosen, after=page.after),
    }
    return render(request, "staff/queue.html", context)


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


def _chips(form: QueueForm) -> list[tuple[CaseFilter, str, str]]:
    """Filter, address and count; while searching there are no counts, since they are those of the whole."""
    counts = {} if form.words else count_cases()
    return [(chosen, _address(form, show=chosen), _counted(counts.get(chosen))) for chosen in CaseFilter]


def _counted(count: int | None) -> str:
    if count is None:
        return ""
    return f"{MOST_COUNTED:,}+" if count > MOST_COUNTED else f"{count:,}"


def _address(form: QueueForm, **parameters: str) -> str:
    return "?" + urlencode(parameters | ({"q": form.words} if form.words else {}))
