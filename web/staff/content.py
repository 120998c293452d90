"""網站內容: what the portal tells, as its keepers find it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from port.content.enums import EntryKind
from web.staff.access import keepers_only
from web.staff.content_list import ROWS_A_PAGE, ListForm, Standing, behind, filters_of, rows_of

ADDED_BY_HAND = [kind for kind in EntryKind if kind != EntryKind.RULES]
"""Of the rules there is one entry, with a revision for each time they change."""


@keepers_only
@require_safe
def content(request: HttpRequest) -> HttpResponse:
    form = ListForm(request.GET)
    filters = filters_of(form)
    found = list(behind(filters.entries(), request.GET.get("after", ""))[: ROWS_A_PAGE + 1])
    shown = found[:ROWS_A_PAGE]
    context = {
        "form": form,
        "filters": filters,
        "rows": rows_of(shown, today=timezone.localdate()),
        "kinds": [(kind, filters.with_kind(kind)) for kind in EntryKind],
        "all_kinds": filters.with_kind(""),
        "standings": [(standing, filters.with_state(standing)) for standing in Standing],
        "all_standings": filters.with_state(""),
        "added_by_hand": ADDED_BY_HAND,
        "next": filters.address(after=shown[-1].pk) if len(found) > ROWS_A_PAGE else "",
    }
    return render(request, "staff/content.html", context)
