"""What the desk aims at and which days it works, set by its head."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from port.accounts.models import User
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.pledges.calendar import remove_calendar_day, set_calendar_day
from port.pledges.history import latest_changes
from port.pledges.models import CalendarDay
from port.pledges.target import current_pledge, set_pledge
from port.taiwan.dates import roc_date, roc_datetime
from port.taiwan.working_time import public_holidays
from web.staff.access import heads_only, posted
from web.staff.pledge_forms import CalendarDayForm, PledgeForm, RemovedDayForm


@heads_only
@require_http_methods(["GET", "HEAD", "POST"])
def pledge(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request)
    form = PledgeForm(request.POST)
    if not form.is_valid():
        return _page(request, pledge_form=form, status=422)
    set_pledge(**form.cleaned_data, by=request.user)
    messages.success(request, _("審核目標與複閱比例已儲存，從現在起適用。"))
    return redirect("staff:pledge")


@heads_only
@posted("staff:pledge")
def add_day(request: HttpRequest) -> HttpResponse:
    form = CalendarDayForm(request.POST)
    if not form.is_valid():
        return _page(request, day_form=form, status=422)
    day = set_calendar_day(**form.facts(), by=request.user)
    messages.success(request, _("已設定 %(day)s，所有案件的等候時間已經照新的日曆計算。") % {"day": roc_date(day.date)})
    return redirect("staff:pledge")


@heads_only
@posted("staff:pledge")
def remove_day(request: HttpRequest) -> HttpResponse:
    """What was removed already is removed, so a second click is no error."""
    form = RemovedDayForm(request.POST)
    if not form.is_valid():
        return _page(request, status=422)
    day = form.cleaned_data["date"]
    remove_calendar_day(date=day, by=request.user)
    messages.success(request, _("已移除 %(day)s 的設定，這一天改回原來的日曆。") % {"day": roc_date(day)})
    return redirect("staff:pledge")


def _page(
    request: HttpRequest,
    *,
    pledge_form: PledgeForm | None = None,
    day_form: CalendarDayForm | None = None,
    status: int = 200,
) -> HttpResponse:
    now = current_pledge()
    fields = ("target_working_days", "second_look_percent")
    this_year = timezone.localdate().year
    context = {
        "pledge_form": pledge_form or PledgeForm(initial={name: getattr(now, name) for name in fields}),
        "day_form": day_form or CalendarDayForm(),
        "days": CalendarDay.objects.filter(date__year__gte=this_year - 1).order_by("-date"),
        "holidays": [holiday for year in (this_year, this_year + 1) for holiday in public_holidays(year)],
        "changes": _changes(),
    }
    return render(request, "staff/pledge.html", context, status=status)


def _changes() -> list[dict[str, Any]]:
    records = latest_changes()
    people = User.objects.in_bulk({record.actor_id for record in records})
    return [
        {
            "at": record.at,
            "shown_at": roc_datetime(record.at),
            "text": f"{people[record.actor_id].name}　{_said(record)}",
        }
        for record in records
    ]


def _said(record: AuditRecord) -> str:
    facts = record.facts
    if record.act == Act.PLEDGE_SET:
        return _("目標 %(target_working_days)d 個工作天，複閱 %(second_look_percent)d%%") % facts
    day = roc_date(date.fromisoformat(facts["date"]))
    if facts.get("removed"):
        return _("%(day)s 改回原來的日曆") % {"day": day}
    return _("%(day)s 設為照常上班") % {"day": day} if facts["is_working"] else _("%(day)s 設為停止上班") % {"day": day}
