"""The working days of the desk: the rules of Taiwan's public holidays, corrected by what the head of the desk set."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from port.accounts.duties import need_head
from port.accounts.models import User
from port.audit.enums import Act
from port.audit.recorder import record
from port.pledges.models import CalendarDay
from port.taiwan.working_time import Days, working_time, working_time_before


@dataclass(frozen=True)
class DeskCalendar:
    """The corrections, read once, for as many questions as a page has rows."""

    days_off: Days
    working_days: Days

    def time(self, begin: datetime, end: datetime) -> timedelta:
        """How much of that time the desk was at work."""
        return working_time(begin, end, days_off=self.days_off, working_days=self.working_days)

    def time_before(self, end: datetime, duration: timedelta) -> datetime:
        """What was sent before that moment has waited for more than `duration` of the desk's time at `end`, nothing else."""
        return working_time_before(end, duration, days_off=self.days_off, working_days=self.working_days)


def desk_calendar() -> DeskCalendar:
    """One statement."""
    days = dict(CalendarDay.objects.values_list("date", "is_working"))
    return DeskCalendar(
        days_off=frozenset(day for day, is_working in days.items() if not is_working),
        working_days=frozenset(day for day, is_working in days.items() if is_working),
    )


@transaction.atomic
def set_calendar_day(*, date: date, is_working: bool, name: str, by: User) -> CalendarDay:
    """A typhoon day, or a day that is made up for; what was set for the same day before is overruled. Raises `NotTheirDuty`."""
    need_head(by)
    values = {"is_working": is_working, "name": name, "set_by": by, "set_at": timezone.now()}
    day, _created = CalendarDay.objects.update_or_create(date=date, defaults=values)
    record(Act.DAY_OFF_SET, about=day, by=by, facts={"date": date.isoformat(), "is_working": is_working})
    return day


@transaction.atomic
def remove_calendar_day(*, date: date, by: User) -> None:
    """The rules of the public holidays hold for that day again; nothing happens when nothing was set for it.

    Raises `NotTheirDuty`.
    """
    need_head(by)
    day = CalendarDay.objects.filter(date=date).first()
    if day is None:
        return
    CalendarDay.objects.filter(pk=day.pk).delete()
    record(Act.DAY_OFF_SET, about=day, by=by, facts={"date": date.isoformat(), "removed": True})
