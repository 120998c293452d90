from __future__ import annotations

import uuid
from datetime import datetime

from django.core.files import File
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from port.documents.enums import DocumentState, Kind
from port.documents.intake import layout
from port.documents.storage import document_storage

MAXIMUM_PAGES = 50


class StoredDocumentQuerySet(models.QuerySet["StoredDocument"]):
    def staged_for(self, submission_id: uuid.UUID) -> StoredDocumentQuerySet:
        """The document waiting for the form with this id: one or none (a later choice replaces the earlier)."""
        return self.filter(state=DocumentState.STAGED, submission_id=submission_id)

    def abandoned(self, before: datetime) -> StoredDocumentQuerySet:
        """Staged before that moment, their form never sent."""
        return self.filter(state=DocumentState.STAGED, created_at__lt=before)


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
    created_at = models.DateTimeField(_("上傳時間"), default=timezone.now, editable=False)
    kept_at = models.DateTimeField(_("收存時間"), null=True, blank=True)

    objects = StoredDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("文件")
        indexes = [models.Index(fields=["state", "created_at"], name="document_state_created")]
        constraints = [
            models.CheckConstraint(
                condition=Q(page_count__gte=1, page_count__lte=MAXIMUM_PAGES), name="document_has_1_to_50_pages"
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="document_is_not_empty"),
            models.CheckConstraint(
                condition=Q(state=DocumentState.KEPT, kept_at__isnull=False)
                | Q(state=DocumentState.STAGED, kept_at__isnull=True),
                name="document_is_kept_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["submission_id"], condition=Q(state=DocumentState.STAGED), name="document_staged_once_per_form"
            ),
        ]

    def __str__(self) -> str:
        return self.name

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

    def open_thumbnail(self, number: int) -> File[bytes]:
        """The small picture of a page (WebP, 240 pixels wide unless the page is very long), counted from 1."""
        self._require(number, self.page_count)
        return self._open(layout.thumbnail(number))

    def _open(self, file_name: str) -> File[bytes]:
        return document_storage().open(f"{self.pk}/{file_name}")

    def _require(self, number: int, count: int) -> None:
        if not 1 <= number <= count:
            raise FileNotFoundError(f"Document {self.pk} has no number {number} of {count}")
