"""How long a case has waited, measured by what the desk promises."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from port.pledges.calendar import DeskCalendar
from port.pledges.pace import desk_pace

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
NEARLY = 0.75
"""From this share of the promised time on, the bar warns."""


@dataclass(frozen=True)
class Age:
    """How long a case has waited, against the working days within which an answer is promised."""

    waited: timedelta
    promised: timedelta

    @property
    def hours(self) -> int:
        return self.waited // HOUR

    @property
    def most_hours(self) -> int:
        return self.promised // HOUR

    @cached_property
    def text(self) -> str:
        return span(self.waited)

    @cached_property
    def rest(self) -> str:
        if self.waited > self.promised:
            return _("逾 %(span)s") % {"span": span(self.waited - self.promised)}
        return _("剩 %(span)s") % {"span": span(self.promised - self.waited)}

    @cached_property
    def kind(self) -> str:
        if self.waited > self.promised:
            return "bad"
        return "warn" if self.waited > self.promised * NEARLY else ""


@dataclass(frozen=True)
class Yardstick:
    """Now, the target and the calendar: read once for all the rows of a page."""

    now: datetime
    promised: timedelta
    calendar: DeskCalendar

    @property
    def promised_days(self) -> int:
        return self.promised.days

    @property
    def late_before(self) -> datetime:
        """What was sent before that moment has waited longer than promised."""
        return self.calendar.time_before(self.now, self.promised)

    def age_since(self, sent: datetime) -> Age:
        return Age(self.calendar.time(sent, self.now), self.promised)


def yardstick() -> Yardstick:
    """One statement."""
    pace = desk_pace()
    return Yardstick(timezone.now(), pace.promised, pace.calendar)


def span(time: timedelta) -> str:
    """Working days and hours, the way one says them: 3 個工作天, 2 個工作天 5 小時, 7 小時."""
    days, hours = time // DAY, time % DAY // HOUR
    if days and hours:
        return _("%(days)s 個工作天 %(hours)s 小時") % {"days": days, "hours": hours}
    if days:
        return _("%(days)s 個工作天") % {"days": days}
    return _("%(hours)s 小時") % {"hours": hours} if hours else _("未滿 1 小時")
