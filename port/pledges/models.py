"""What the desk promises: within how many working days it answers, which days it works, how long it usually takes."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Pledge(models.Model):
    """The aims of the desk as the head set them; the newest row counts, older ones tell what was promised before."""

    target_working_days = models.PositiveSmallIntegerField(_("審核目標（工作天）"))
    second_look_percent = models.PositiveSmallIntegerField(_("複閱比例（%）"))
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="pledges")
    set_at = models.DateTimeField(_("設定時間"), default=timezone.now)

    class Meta:
        verbose_name = _("審核目標")
        ordering = ["-set_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(target_working_days__gte=1, target_working_days__lte=60), name="pledge_target_is_sensible"
            ),
            models.CheckConstraint(condition=Q(second_look_percent__lte=100), name="pledge_share_is_a_percentage"),
        ]

    def __str__(self) -> str:
        return f"{self.target_working_days} working days, {self.second_look_percent} %"


class CalendarDay(models.Model):
    """One day that differs from the calendar of public holidays: a typhoon day, or a day made up for."""

    date = models.DateField(_("日期"), unique=True)
    is_working = models.BooleanField(_("是否上班"))
    name = models.CharField(_("說明"), max_length=50)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="calendar_days")
    set_at = models.DateTimeField(_("設定時間"), default=timezone.now)

    class Meta:
        verbose_name = _("工作日曆")
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"


class UsualWaiting(models.Model):
    """How long decided cases have waited of late, counted anew each hour; the newest row is what people are told."""

    computed_at = models.DateTimeField(_("計算時間"), default=timezone.now)
    decided = models.PositiveIntegerField(_("已決定件數"))
    median_seconds = models.PositiveIntegerField(_("等候時間中位數（秒，工作時間）"))
    most_seconds = models.PositiveIntegerField(_("九成案件的等候時間（秒，工作時間）"))

    class Meta:
        verbose_name = _("通常等候時間")
        ordering = ["-computed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(decided__gt=0), name="usual_waiting_counts_something"),
            models.CheckConstraint(
                condition=Q(median_seconds__lte=models.F("most_seconds")), name="usual_waiting_is_ordered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decided} cases, {self.median_seconds} s"
