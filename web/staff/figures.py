"""The figures of the desk, for its head: charts with a table behind each, and the tables to take along."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_safe

from port.replica import perhaps_a_little_old
from port.review.asked import MOST_ROWS
from port.review.figures import WEEKS, note_export
from port.review.figures import figures as count_figures
from port.taiwan.dates import roc_date
from web.staff.access import heads_only
from web.staff.ages import span
from web.staff.csv_file import csv_file
from web.staff.figure_tables import panels_of, reasons_table, weeks_table

PERIODS = {4: _("4 週"), 12: _("12 週"), 26: _("半年"), 52: _("一年")}
TABLES = {"weeks": weeks_table, "reasons": reasons_table}


@heads_only
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    weeks = _weeks(request)
    found = perhaps_a_little_old(lambda: count_figures(at=timezone.now(), weeks=weeks))
    waited = found.waited
    context = {
        "weeks": weeks,
        "periods": PERIODS.items(),
        "from": roc_date(found.weeks[0].first),
        "received": sum(week.both.received for week in found.weeks),
        "decided": sum(week.both.decided for week in found.weeks),
        "waiting": found.weeks[-1].both.waiting,
        "median": span(waited.median) if waited else "—",
        "most": span(waited.most) if waited else "—",
        "panels": panels_of(found),
        "reasons": reasons_table(found),
        "capped": MOST_ROWS if found.capped else None,
    }
    return render(request, "staff/figures.html", context)


@heads_only
@require_GET
def figures_csv(request: HttpRequest, table: str) -> HttpResponse:
    """That figures leave the house is recorded."""
    if table not in TABLES:
        raise Http404
    weeks, now = _weeks(request), timezone.now()
    answer = csv_file(
        TABLES[table](perhaps_a_little_old(lambda: count_figures(at=now, weeks=weeks))),
        name=f"portpass-{table}-{timezone.localdate(now):%Y%m%d}",
    )
    note_export(table=table, weeks=weeks, by=request.user)
    return answer


def _weeks(request: HttpRequest) -> int:
    """What the address asks for, when it is one of the periods."""
    asked = request.GET.get("weeks", "")
    return next((weeks for weeks in PERIODS if str(weeks) == asked), WEEKS)
