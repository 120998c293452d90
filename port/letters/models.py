"""The outbox: a letter is a row, written in the transaction of the act that it tells of (design decision 8)."""

import uuid
from datetime import datetime
from email.utils import formatdate
from urllib.parse import urlsplit

from django.core.mail import EmailMultiAlternatives
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from port.language import TAGS, Language
from port.letters.dress import dressed
from port.letters.enums import LetterKind, LetterState
from port.options import options

LINK = "[[link]]"
"""Where the secret link of a letter stands in its text and HTML until it leaves."""

OUT_OF_TURN = frozenset(
    {LetterKind.PROGRESS_CODE, LetterKind.ACCOUNT_NAMES, LetterKind.PASSWORD_LINK, LetterKind.EMAIL_CHANGE}
)
"""Somebody sits before the page and waits for it, and in some minutes it is worth nothing."""


class LetterQuerySet(models.QuerySet["Letter"]):
    def due(self, at: datetime) -> "LetterQuerySet":
        """Waiting and due, or left in the middle by a worker that died; the oldest first.

        Behind no letter on its way: neither the one that it was posted after, nor an earlier one to the same reader about
        the same, so that nobody reads of a later act first.
        """
        waiting = Q(state=LetterState.WAITING, due_at__lte=at)
        left_behind = Q(state=LetterState.SENDING, leased_until__lt=at)
        letter_before = Letter.objects.filter(pk=OuterRef("after")).on_its_way()
        names = ("about_type", "about_id", "to_address")
        earlier = Letter.objects.in_turn().on_its_way().filter(**{name: OuterRef(name) for name in names})
        in_its_turn = Q(kind__in=OUT_OF_TURN) | ~Exists(earlier.filter(created_at__lt=OuterRef("created_at")))
        due = self.filter(waiting | left_behind).exclude(Exists(letter_before))
        return due.filter(in_its_turn).order_by("created_at")

    def in_turn(self) -> "LetterQuerySet":
        return self.exclude(kind__in=OUT_OF_TURN)

    def on_its_way(self) -> "LetterQuerySet":
        return self.filter(state__in=[LetterState.WAITING, LetterState.SENDING])

    def about(self, subject: models.Model) -> "LetterQuerySet":
        return self.filter(about_type=subject._meta.label_lower, about_id=str(subject.pk)).order_by("created_at")

    def newest_first(self) -> "LetterQuerySet":
        return self.order_by("-created_at", "-pk")

    def older_than(self, letter: "Letter") -> "LetterQuerySet":
        return self.filter(Q(created_at__lt=letter.created_at) | Q(created_at=letter.created_at, pk__lt=letter.pk))


class Letter(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("種類"), max_length=30, choices=LetterKind)
    to_address = models.EmailField(_("收件信箱"), max_length=254)
    language = models.CharField(_("語言"), max_length=10, choices=Language, default=Language.CHINESE)
    subject = models.CharField(_("主旨"), max_length=120)
    text = models.TextField(_("純文字內容"))
    html = models.TextField(_("HTML 內容"))
    link = models.CharField(_("只寄給收件人的連結"), max_length=300, blank=True)
    about_type = models.CharField(max_length=60)
    about_id = models.CharField(max_length=40)
    state = models.CharField(_("狀態"), max_length=10, choices=LetterState, default=LetterState.WAITING)
    tries = models.PositiveSmallIntegerField(_("已嘗試次數"), default=0)
    last_error = models.CharField(_("最近一次錯誤"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("建立時間"), default=timezone.now)
    due_at = models.DateTimeField(_("最早寄出時間"), default=timezone.now)
    leased_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(_("寄出時間"), null=True)
    after = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followers")

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("通知信")
        ordering = ["-created_at"]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=[LetterState.WAITING, LetterState.SENDING]),
                name="letter_outbox",
            ),
            models.Index(fields=["about_type", "about_id"]),
            models.Index(fields=["-created_at", "-id"], name="letter_newest"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=LetterState.values), name="letter_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=LetterState.SENT, sent_at__isnull=False)
                | (~Q(state=LetterState.SENT) & Q(sent_at__isnull=True)),
                name="letter_sent_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=LetterState.SENDING) | Q(leased_until__isnull=False),
                name="letter_sending_has_a_lease",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def message_id(self) -> str:
        """Made from the row, so that a letter sent twice is recognised as one (R-33)."""
        return f"<{self.pk}@{urlsplit(options().public_url).hostname}>"

    def message(self) -> EmailMultiAlternatives:
        """What goes to the mail server, the same each time: plain text first, then HTML (M-09, M-11)."""
        with translation.override(self.language):
            sender = f"{options().team} <{options().sender}>"
        message = EmailMultiAlternatives(
            subject=self.subject,
            body=self.text.replace(LINK, self.link),
            from_email=sender,
            to=[self.to_address],
            headers={
                "Message-ID": self.message_id,
                "Date": formatdate(self.created_at.timestamp(), localtime=True),
                "Auto-Submitted": "auto-generated",
                "Content-Language": TAGS[Language(self.language)],
            },
        )
        message.attach_alternative(dressed(self.html, Language(self.language)).replace(LINK, self.link), "text/html")
        return message
