"""What the waiting of every case is measured by: the days that are aimed at, and the days that the desk works."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import BooleanField, DateField, PositiveSmallIntegerField, Subquery, Value

from port.options import options
from port.pledges.calendar import DeskCalendar
from port.pledges.models import CalendarDay, Pledge


@dataclass(frozen=True)
class Pace:
    """`promised` in working days, each one a whole day of the desk's time."""

    promised: timedelta
    calendar: DeskCalendar


def desk_pace() -> Pace:
    """As the head of the desk set both last. One statement, since each page of the desk asks for them."""
    newest = Pledge.objects.order_by("-set_at", "-pk").values("pk")[:1]
    aims = Pledge.objects.filter(pk=Subquery(newest)).order_by()
    aim = aims.annotate(date=Value(None, DateField()), works=Value(None, BooleanField()))
    days = CalendarDay.objects.order_by().annotate(target=Value(None, PositiveSmallIntegerField()))
    rows = list(
        days.values_list("date", "is_working", "target").union(
            aim.values_list("date", "works", "target_working_days"), all=True
        )
    )
    target = next((aimed for day, _works, aimed in rows if day is None), options().review_working_days)
    calendar = DeskCalendar(
        days_off=frozenset(day for day, works, _aimed in rows if day and not works),
        working_days=frozenset(day for day, works, _aimed in rows if day and works),
    )
    return Pace(promised=timedelta(days=target), calendar=calendar)
