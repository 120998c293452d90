from __future__ import annotations

import uuid
from datetime import datetime

from django.core.files import File
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from port.documents.enums import DocumentState, Kind, ReadingState, ScanVerdict, TextSource
from port.documents.intake import layout
from port.documents.storage import document_storage

MAXIMUM_PAGES = 50


class StoredDocumentQuerySet(models.QuerySet["StoredDocument"]):
    def staged_for(self, submission_id: uuid.UUID) -> StoredDocumentQuerySet:
        """The document waiting for the form with this id: one or none (a later choice replaces the earlier)."""
        return self.filter(state=DocumentState.STAGED, submission_id=submission_id)

    def aside_for(self, submission_id: uuid.UUID) -> StoredDocumentQuerySet:
        """What a later choice for the form with this id has replaced; the newest first."""
        return self.filter(state=DocumentState.ASIDE, submission_id=submission_id).order_by("-set_aside_at", "-pk")

    def abandoned(self, before: datetime) -> StoredDocumentQuerySet:
        """Made before that moment, their form never sent."""
        return self.filter(state__in=[DocumentState.STAGED, DocumentState.ASIDE], created_at__lt=before)

    def unscanned(self) -> StoredDocumentQuerySet:
        """Received while the virus scanner did not answer; the oldest first."""
        return self.filter(scan=ScanVerdict.UNSCANNED).order_by("created_at")


class StoredDocument(models.Model):
    """One made-safe PDF of all that was chosen together, with its originals and page pictures in `storages["documents"]`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission_id = models.UUIDField(_("表單識別碼"))
    state = models.CharField(_("狀態"), max_length=10, choices=DocumentState, default=DocumentState.STAGED)
    name = models.CharField(_("檔名"), max_length=200)
    page_count = models.PositiveSmallIntegerField(_("頁數"))
    size = models.PositiveIntegerField(_("大小（位元組）"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    originals = models.JSONField(_("原始檔案"), help_text=_("依頁序，每個檔案的 name、sha256、size、kind"))
    page_sources = models.JSONField(
        _("各頁的來源"), default=list, help_text=_("每一頁出自第幾個原始檔案，從 1 算起；空的表示不知道")
    )
    created_at = models.DateTimeField(_("上傳時間"), default=timezone.now, editable=False)
    set_aside_at = models.DateTimeField(_("被取代時間"), null=True, blank=True)
    kept_at = models.DateTimeField(_("收存時間"), null=True, blank=True)
    scan = models.CharField(_("掃毒結果"), max_length=10, choices=ScanVerdict, default=ScanVerdict.NOT_ASKED)
    scanned_at = models.DateTimeField(_("掃毒時間"), null=True, blank=True)

    objects = StoredDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("文件")
        indexes = [
            models.Index(fields=["state", "created_at"], name="document_state_created"),
            models.Index(fields=["submission_id"], name="document_of_form"),
            models.Index(fields=["created_at"], condition=Q(scan=ScanVerdict.UNSCANNED), name="document_unscanned"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(page_count__gte=1, page_count__lte=MAXIMUM_PAGES), name="document_has_1_to_50_pages"
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="document_is_not_empty"),
            models.CheckConstraint(
                condition=Q(state=DocumentState.KEPT, kept_at__isnull=False)
                | (~Q(state=DocumentState.KEPT) & Q(kept_at__isnull=True)),
                name="document_is_kept_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state=DocumentState.ASIDE, set_aside_at__isnull=False)
                | (~Q(state=DocumentState.ASIDE) & Q(set_aside_at__isnull=True)),
                name="document_is_set_aside_at_a_time",
            ),
            models.CheckConstraint(condition=Q(state__in=DocumentState.values), name="stored_document_state_is_known"),
            models.CheckConstraint(condition=Q(scan__in=ScanVerdict.values), name="document_scan_is_known"),
            models.UniqueConstraint(
                fields=["submission_id"], condition=Q(state=DocumentState.STAGED), name="document_staged_once_per_form"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def originals_may_be_opened(self) -> bool:
        """Whether the files may leave as they were received: not while a virus in them is known or cannot be ruled out."""
        return self.scan in {ScanVerdict.CLEAN, ScanVerdict.NOT_ASKED}

    @property
    def replaced(self) -> StoredDocument | None:
        """What this one took the place of, as long as that can be brought back."""
        return StoredDocument.objects.aside_for(self.submission_id).first()

    def open_pdf(self) -> File[bytes]:
        """The made-safe PDF, open for reading; the caller closes it, here as below."""
        return self._open(layout.PDF)

    def open_original(self, number: int) -> File[bytes]:
        """What was received, byte for byte, counted from 1: evidence, to be served as an attachment only (U-07)."""
        self._require(number, len(self.originals))
        return self._open(layout.original(number, Kind(self.originals[number - 1]["kind"])))

    def open_page(self, number: int) -> File[bytes]:
        """The picture of a page (WebP, 1240 pixels wide unless the page is very long), counted from 1."""
        self._require(number, self.page_count)
        return self._open(layout.page(number))

    def text_layer(self) -> str | None:
        """What the document says by itself, as `intake/text.py` wrote it; None for one from before that was written."""
        try:
            with self._open(layout.TEXT) as file:
                layer: bytes = file.read()
        except FileNotFoundError:
            return None
        return layer.decode()

    def open_thumbnail(self, number: int) -> File[bytes]:
        """The small picture of a page (WebP, 240 pixels wide unless the page is very long), counted from 1."""
        self._require(number, self.page_count)
        return self._open(layout.thumbnail(number))

    def _open(self, file_name: str) -> File[bytes]:
        return document_storage().open(f"{self.pk}/{file_name}")

    def _require(self, number: int, count: int) -> None:
        if not 1 <= number <= count:
            raise FileNotFoundError(f"Document {self.pk} has no number {number} of {count}")


class OriginalDigest(models.Model):
    """The SHA-256 of one file as it was received, apart from its document so that the same file is found again."""

    document = models.ForeignKey(StoredDocument, on_delete=models.CASCADE, related_name="digests")
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)

    class Meta:
        verbose_name = _("原始檔案")

    def __str__(self) -> str:
        return f"original of {self.document_id}"


class DocumentReadingQuerySet(models.QuerySet["DocumentReading"]):
    def due(self, at: datetime) -> DocumentReadingQuerySet:
        """Not read yet, or left in the middle by a reader that died; first what somebody is waiting for."""
        waiting = Q(state=ReadingState.WAITING)
        left_behind = Q(state=ReadingState.READING, leased_until__lt=at)
        return self.filter(waiting | left_behind).order_by("-urgent", "created_at")


class DocumentReading(models.Model):
    """The text of a document and where it stands: `lines` are those of `port.documents.reading`, as JSON."""

    document = models.OneToOneField(StoredDocument, on_delete=models.CASCADE, related_name="reading")
    state = models.CharField(_("狀態"), max_length=10, choices=ReadingState, default=ReadingState.WAITING)
    urgent = models.BooleanField(default=True, help_text=_("有人正在等候"))
    tries = models.PositiveSmallIntegerField(_("已嘗試次數"), default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    source = models.CharField(_("文字來源"), max_length=10, choices=TextSource, blank=True)
    lines = models.JSONField(_("文字"), default=list)
    seconds = models.FloatField(_("判讀秒數"), null=True, blank=True)
    last_error = models.CharField(_("最近一次錯誤"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("建立時間"), default=timezone.now)
    read_at = models.DateTimeField(_("判讀時間"), null=True, blank=True)

    objects = DocumentReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("文件判讀")
        indexes = [
            models.Index(
                fields=["-urgent", "created_at"],
                condition=Q(state__in=[ReadingState.WAITING, ReadingState.READING]),
                name="reading_due",
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ReadingState.values), name="reading_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=ReadingState.READ, read_at__isnull=False)
                | (~Q(state=ReadingState.READ) & Q(read_at__isnull=True)),
                name="reading_read_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReadingState.READING) | Q(leased_until__isnull=False),
                name="reading_has_a_lease",
            ),
        ]

    def __str__(self) -> str:
        return f"reading of {self.document_id} ({self.state})"
