"""What the portal tells everybody: news, and the notices that greet a visitor."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from port.content.enums import NewsCategory


class NewsQuerySet(models.QuerySet["News"]):
    def published(self, *, on: date) -> "NewsQuerySet":
        return self.filter(published_on__lte=on).order_by("-published_on", "-id")

    def behind(self, last: "News") -> "NewsQuerySet":
        """What stands below that item in the list."""
        return self.filter(Q(published_on__lt=last.published_on) | Q(published_on=last.published_on, pk__lt=last.pk))


class News(models.Model):
    category = models.CharField(_("類別"), max_length=15, choices=NewsCategory)
    title = models.CharField(_("標題"), max_length=100)
    body = models.TextField(_("內容"))
    published_on = models.DateField(_("發布日"), db_index=True)

    objects = NewsQuerySet.as_manager()

    class Meta:
        verbose_name = _("最新消息")
        verbose_name_plural = _("最新消息")

    def __str__(self) -> str:
        return self.title


class NoticeQuerySet(models.QuerySet["Notice"]):
    def shown(self, *, on: date) -> "NoticeQuerySet":
        open_ended = Q(shown_until__isnull=True) | Q(shown_until__gte=on)
        return self.filter(open_ended, shown_from__lte=on).order_by("-shown_from", "-id")


class Notice(models.Model):
    """A notice 敬愛的業者 您好; people can put it away, and see it again from the line on top."""

    summary = models.CharField(_("一行摘要"), max_length=100)
    body = models.TextField(_("內容"))
    shown_from = models.DateField(_("開始顯示"))
    shown_until = models.DateField(_("停止顯示"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("公告")
        constraints = [
            models.CheckConstraint(
                condition=Q(shown_until__isnull=True) | Q(shown_until__gte=models.F("shown_from")),
                name="notice_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.summary
