"""Dated texts, and who acknowledged which of them, for which company, and how it was read (design decision 10)."""

from collections import defaultdict
from datetime import date
from hashlib import sha256
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from port.consents.enums import NoticeKind, ReadingManner
from port.language import Language


class NoticeTextQuerySet(models.QuerySet["NoticeText"]):
    def in_force(self, *, on: date) -> "list[NoticeText]":
        """The text of each kind that counts on that day, in the order of the manual."""
        newest: dict[str, list[NoticeText]] = defaultdict(list)
        for text in self.filter(effective_on__lte=on).order_by("-effective_on", "-id"):
            newest[text.kind].append(text)
        return [newest[kind][0] for kind in NoticeKind.values if newest[kind]]


class NoticeText(models.Model):
    """One version of one text. A line that begins with `## ` is a heading; an empty line ends a paragraph."""

    kind = models.CharField(_("種類"), max_length=20, choices=NoticeKind)
    version = models.CharField(_("版本"), max_length=20)
    language = models.CharField(_("語言"), max_length=10, default="zh-hant")
    body = models.TextField(_("全文"))
    sha256 = models.CharField(max_length=64)
    effective_on = models.DateField(_("生效日"))

    objects = NoticeTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("告知文字")
        ordering = ["kind", "-effective_on"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "version", "language"], name="one_text_per_version"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.version}"

    @staticmethod
    def hash_of(body: str) -> str:
        return sha256(body.encode()).hexdigest()

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The text as (`heading` or `paragraph`, words), ready to be set."""
        blocks = (block.strip() for block in self.body.split("\n\n"))
        return [("heading", b[3:]) if b.startswith("## ") else ("paragraph", b) for b in blocks if b]

    @property
    def minutes(self) -> int:
        """Reading time at 300 characters a minute, of English 140 words, rounded up."""
        if self.language == Language.ENGLISH:
            return -(-len(self.body.split()) // 140)
        return -(-len(self.body) // 300)


class Acknowledgement(models.Model):
    """One person's acknowledgement of one text for one company; never changed, never removed (P-20).

    A shared account that acts for no company yet acknowledges for itself, with `acting_company_id` empty.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="acknowledgements")
    text = models.ForeignKey(NoticeText, on_delete=models.PROTECT, related_name="acknowledgements")
    text_sha256 = models.CharField(max_length=64)
    language = models.CharField(max_length=10)
    acting_company_id = models.BigIntegerField(_("代表公司"), null=True)
    at = models.DateTimeField(_("確認時間"), default=timezone.now)
    manner = models.CharField(_("閱讀方式"), max_length=10, choices=ReadingManner)
    read_to_end = models.BooleanField(_("讀到文末"))
    seconds_open = models.PositiveIntegerField(_("展開秒數"))

    class Meta:
        verbose_name = _("確認紀錄")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "text", "acting_company_id"], name="one_acknowledgement_per_text_and_company"
            ),
            models.UniqueConstraint(
                fields=["person", "text"],
                condition=Q(acting_company_id__isnull=True),
                name="one_acknowledgement_per_text_without_company",
            ),
            models.CheckConstraint(condition=~Q(text_sha256=""), name="acknowledgement_knows_its_text"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} acknowledged {self.text_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("An acknowledgement is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("An acknowledgement is never removed.")
