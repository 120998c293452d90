"""The paper of a case on its page: values and pages, drawn anew when the document has been read."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from port.companies.models import CompanyDocument
from port.documents.models import StoredDocument
from port.review.cases import cases
from web.components.advice import Pace
from web.staff.access import reviewers_only
from web.staff.facts import facts_of
from web.staff.paper import Paper, Piece, paper_of

PAGES_AT_ONCE = 3
PACES = (
    Pace(timedelta(seconds=30), "every 3s", _("判讀中，完成後這裡會標示與文件是否相符。")),
    Pace(timedelta(minutes=3), "every 15s", _("還在判讀，比平常久一些；可以先直接看文件。")),
)
"""How often the page asks while it has been open for less than that. After the last it asks no more by itself."""


@dataclass(frozen=True)
class PageShown:
    number: int
    pieces: list[Piece]


@reviewers_only
@require_safe
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """What the page asks for while the document is being read; 204 as long as nothing on it changes."""
    case = get_object_or_404(cases(), pk=pk)
    paper = paper_of(case)
    opened = _opened(request)
    pace = pace_of(paper, opened)
    if pace and pace.trigger == request.GET.get("pace"):
        return HttpResponse(status=204)
    context = of_paper(case, paper, opened=opened) | {"case": case, "case_was_read": not paper.is_being_read}
    return render(request, "staff/facts.html", context)


def of_paper(case: CompanyDocument, paper: Paper, *, opened: datetime | None = None) -> dict[str, Any]:
    """For `facts.html` and `scan.html`; `opened` is since when the page asks, now if it is just being opened."""
    opened = opened or timezone.now()
    pages = pages_of(case.file, paper)
    return {
        "paper": paper,
        "pace": pace_of(paper, opened),
        "opened": int(opened.timestamp()),
        "facts": facts_of(case, paper),
        "pages": pages[:PAGES_AT_ONCE],
        "more_pages": pages[PAGES_AT_ONCE:],
    }


def pages_of(file: StoredDocument, paper: Paper) -> list[PageShown]:
    return [PageShown(number, paper.pieces_on(number)) for number in range(1, file.page_count + 1)]


def pace_of(paper: Paper, opened: datetime) -> Pace | None:
    """How the page goes on asking by itself; None when it need not, or has asked long enough."""
    if not paper.is_being_read:
        return None
    age = timezone.now() - opened
    return next((pace for pace in PACES if age < pace.until), None)


def _opened(request: HttpRequest) -> datetime:
    """When the page was opened, as it says itself; a page that does not say it asks no more."""
    said = request.GET.get("opened", "")
    seconds = int(said) if said.isascii() and said.isdigit() and len(said) < 12 else 0
    return datetime.fromtimestamp(seconds, tz=timezone.get_current_timezone())
