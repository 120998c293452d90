"""What the head of the desk types about its aims and its calendar."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from port.pledges.models import CalendarDay
from port.taiwan.working_time import is_working_day
from web.staff.forms import LineField

WORKS = [("no", gettext_lazy("停止上班（不計入等候時間）")), ("yes", gettext_lazy("照常上班（計入等候時間）"))]


class DateField(forms.DateField):
    """The browser's own calendar; without one, 2026-11-22 is typed."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    input_formats = ["%Y-%m-%d"]


class PledgeForm(forms.Form):
    target_working_days = forms.IntegerField(label=gettext_lazy("審核目標（工作天）"), min_value=1, max_value=60)
    second_look_percent = forms.IntegerField(label=gettext_lazy("複閱比例（%）"), min_value=0, max_value=100)


class CalendarDayForm(forms.Form):
    date = DateField(label=gettext_lazy("日期"))
    works = forms.ChoiceField(label=gettext_lazy("這一天"), choices=WORKS, widget=forms.RadioSelect, initial="no")
    name = LineField(label=gettext_lazy("說明"), max_length=50)

    def clean_date(self) -> datetime.date:
        day, this_year = self.cleaned_data["date"], timezone.localdate().year
        if abs(day.year - this_year) > 1:
            raise ValidationError(_("只能設定去年、今年與明年的日期。"), code="too_far")
        return day

    def clean(self) -> dict[str, Any]:
        """What the public holidays say already need not be set, unless something else was set before."""
        cleaned: dict[str, Any] = super().clean() or {}
        day, works = cleaned.get("date"), cleaned.get("works")
        known = day and works and is_working_day(day) == (works == "yes")
        if known and not CalendarDay.objects.filter(date=day).exists():
            self.add_error("date", ValidationError(_("日曆上這一天本來就是這樣，不必設定。"), code="known"))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """The arguments of `set_calendar_day`."""
        cleaned = self.cleaned_data
        return {"date": cleaned["date"], "is_working": cleaned["works"] == "yes", "name": cleaned["name"]}


class RemovedDayForm(forms.Form):
    date = DateField(widget=forms.HiddenInput)
