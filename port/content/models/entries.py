"""Entries as the public reads them, each with the revisions that led there."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from port.content.enums import TOPICS, Audience, EntryKind, EntryState, Topic


def _topic_of_its_kind() -> Q:
    without = ~Q(kind__in=list(TOPICS)) & Q(topic="")
    allowed = without
    for kind, topics in TOPICS.items():
        allowed |= Q(kind=kind, topic__in=[topic.value for topic in topics])
    return allowed


class EntryQuerySet(models.QuerySet["Entry"]):
    def of_kind(self, kind: EntryKind) -> "EntryQuerySet":
        return self.filter(kind=kind)

    def published(self, *, on: date) -> "EntryQuerySet":
        """Open to readers on that day."""
        open_ended = Q(shown_until__isnull=True) | Q(shown_until__gte=on)
        return self.filter(open_ended, state=EntryState.PUBLISHED, shown_from__lte=on)

    def news(self, *, on: date) -> "EntryQuerySet":
        """Pinned ones first, then the newest."""
        return self.of_kind(EntryKind.NEWS).published(on=on).order_by("-pinned", "-shown_from", "-pk")

    def notices(self, *, on: date, audience: Audience) -> "EntryQuerySet":
        """Those for everyone and those for this audience, the newest first."""
        meant = self.filter(audience__in={Audience.EVERYONE, audience})
        return meant.of_kind(EntryKind.NOTICE).published(on=on).order_by("-shown_from", "-pk")

    def answers(self, *, on: date, topic: Topic | None = None) -> "EntryQuerySet":
        """The FAQ, in the order that staff gave them within a topic."""
        found = self.of_kind(EntryKind.FAQ).published(on=on)
        return (found.filter(topic=topic) if topic else found).order_by("topic", "position", "pk")

    def behind(self, last: "Entry") -> "EntryQuerySet":
        """What stands below that one in the list of news."""
        same = Q(pinned=last.pinned)
        older = Q(shown_from__lt=last.shown_from) | Q(shown_from=last.shown_from, pk__lt=last.pk)
        below = same & older
        return self.filter(below | Q(pinned=False) if last.pinned else below)


class Entry(models.Model):
    """One thing that the portal tells, as it was last published; before that its words are empty.

    `body` is Markdown, `html` what it became when it was published; `_en` is English, empty where there is none.
    `position` orders entries within a topic. A notice greets its `audience`; everything else is for everyone.
    """

    kind = models.CharField(_("種類"), max_length=10, choices=EntryKind)
    slug = models.SlugField(_("網址名稱"), max_length=60, blank=True)
    state = models.CharField(_("狀態"), max_length=10, choices=EntryState, default=EntryState.DRAFT)
    topic = models.CharField(_("類別"), max_length=15, choices=Topic, blank=True)
    audience = models.CharField(_("對象"), max_length=10, choices=Audience, default=Audience.EVERYONE)
    pinned = models.BooleanField(_("置頂"), default=False)
    position = models.PositiveSmallIntegerField(_("順序"), default=0)
    title = models.CharField(_("標題"), max_length=100, blank=True)
    title_en = models.CharField(_("英文標題"), max_length=200, blank=True)
    summary = models.CharField(_("一行摘要"), max_length=200, blank=True)
    summary_en = models.CharField(_("英文摘要"), max_length=400, blank=True)
    body = models.TextField(_("內容"), blank=True)
    body_en = models.TextField(_("英文內容"), blank=True)
    html = models.TextField(blank=True)
    html_en = models.TextField(blank=True)
    shown_from = models.DateField(_("開始顯示"), default=timezone.localdate)
    shown_until = models.DateField(_("停止顯示"), null=True, blank=True)
    created_at = models.DateTimeField(_("建立時間"), default=timezone.now)
    published_at = models.DateTimeField(_("最近發布"), null=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("網站內容")
        indexes = [
            models.Index(
                fields=["kind", "-pinned", "-shown_from", "-id"],
                condition=Q(state=EntryState.PUBLISHED),
                name="entry_by_day",
            ),
            models.Index(
                fields=["kind", "topic", "position", "id"],
                condition=Q(state=EntryState.PUBLISHED),
                name="entry_by_topic",
            ),
            models.Index(fields=["kind", "-created_at", "-id"], name="entry_for_editors"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EntryKind.values), name="entry_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=EntryState.values), name="entry_state_is_known"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="entry_audience_is_known"),
            models.CheckConstraint(condition=_topic_of_its_kind(), name="entry_topic_is_of_its_kind"),
            models.CheckConstraint(
                condition=Q(audience=Audience.EVERYONE) | Q(kind=EntryKind.NOTICE), name="only_notices_choose_readers"
            ),
            models.CheckConstraint(
                condition=~Q(state=EntryState.PUBLISHED) | (~Q(title="") & ~Q(html="") & Q(published_at__isnull=False)),
                name="entry_published_says_something",
            ),
            models.CheckConstraint(
                condition=Q(shown_until__isnull=True) | Q(shown_until__gte=models.F("shown_from")),
                name="entry_ends_after_it_begins",
            ),
            models.UniqueConstraint(fields=["kind", "slug"], condition=~Q(slug=""), name="one_entry_per_address"),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.kind} {self.pk}"


class RevisionQuerySet(models.QuerySet["Revision"]):
    def newest_first(self) -> "RevisionQuerySet":
        return self.order_by("-number")

    def were_published(self) -> "RevisionQuerySet":
        return self.filter(published_at__isnull=False).newest_first()


class Revision(models.Model):
    """What an entry said at one time: a draft until it is published, and never altered.

    `content` is `port.content.drafts.Draft` as JSON. Nobody wrote those that come with the product. `change` says in a
    line what is new; readers of the rules see it.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("版次"))
    content = models.JSONField(_("內容"))
    change = models.CharField(_("修改說明"), max_length=200, blank=True)
    change_en = models.CharField(_("修改說明（英文）"), max_length=400, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(_("儲存時間"), default=timezone.now)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(_("發布時間"), null=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("內容版本")
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="one_revision_per_number"),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True) | Q(published_at__isnull=False),
                name="revision_publisher_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"revision {self.number} of entry {self.entry_id}"


class HelpfulAnswer(models.Model):
    """What a reader answered to 有幫助嗎?; nothing says who it was."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="helpful_answers")
    helped = models.BooleanField(_("有幫助"))
    comment = models.CharField(_("還缺什麼"), max_length=300, blank=True)
    answered_on = models.DateField(_("日期"), default=timezone.localdate)

    class Meta:
        verbose_name = _("有幫助嗎")
        indexes = [models.Index(fields=["entry", "helped"], name="helpful_by_entry")]

    def __str__(self) -> str:
        return f"{'yes' if self.helped else 'no'} to entry {self.entry_id}"
