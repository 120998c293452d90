"""The life of a received file: staged while its form is filled in, kept when the form is sent, swept when it never is."""

from __future__ import annotations

import hashlib
import logging
import uuid
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from port.database import lock_until_commit, locked
from port.documents.enums import DocumentState, Refusal
from port.documents.intake import layout
from port.documents.models import StoredDocument
from port.documents.reception import receive
from port.documents.refusals import DocumentNotStaged, DocumentRefused
from port.documents.store import remove_files, remove_orphans, store_files, workspace

__all__ = ["DocumentNotStaged", "DocumentRefused", "keep", "stage", "sweep"]

logger = logging.getLogger(__name__)


def stage(*, files: Sequence[UploadedFile[bytes]], submission_id: uuid.UUID) -> StoredDocument:
    """Check the files, join them in this order into one safe PDF, and store it for the form with this id.

    A later choice replaces the document: the one that was staged for the form before is deleted.
    Raises `DocumentRefused`, whose `str()` is the sentence for people; then nothing is stored and the earlier one stays.
    """
    try:
        document = _stored(files, submission_id)
    except OSError as error:
        logger.exception("The store did not take a document")
        raise DocumentRefused(Refusal.STORAGE_FULL, "") from error
    _replace_staged(document)
    return document


@transaction.atomic
def keep(document: StoredDocument) -> None:
    """The form was sent: its document stays. Raises `DocumentNotStaged` when it is kept already, replaced or swept."""
    staged = locked(StoredDocument.objects.filter(pk=document.pk, state=DocumentState.STAGED)).first()
    if staged is None:
        raise DocumentNotStaged
    document.state = DocumentState.KEPT
    document.kept_at = timezone.now()
    document.save(update_fields=["state", "kept_at"])


def sweep(*, before: datetime) -> int:
    """Delete what was staged before that moment and never sent, and folders of the store that no row knows; how many."""
    with transaction.atomic(durable=True):
        abandoned = [document.pk for document in locked(StoredDocument.objects.abandoned(before))]
        StoredDocument.objects.filter(pk__in=abandoned).delete()
    for document_id in abandoned:
        remove_files(document_id)
    return len(abandoned) + remove_orphans(before)


def _stored(files: Sequence[UploadedFile[bytes]], submission_id: uuid.UUID) -> StoredDocument:
    """The files are on the disk before there is a row, so that a crash between leaves only a folder to sweep (U-13)."""
    with workspace() as folder:
        received = receive(files, folder)
        pdf = (folder / layout.PDF).read_bytes()
        document = StoredDocument(
            submission_id=submission_id,
            name=received.name,
            page_count=received.page_count,
            size=len(pdf),
            sha256=hashlib.sha256(pdf).hexdigest(),
            originals=received.originals,
        )
        store_files(document, folder)
    return document


@transaction.atomic
def _replace_staged(document: StoredDocument) -> None:
    """Two uploads at once for one form take turns, so that exactly one of them is staged afterwards (U-12)."""
    lock_until_commit(f"documents for {document.submission_id}")
    for earlier in locked(StoredDocument.objects.staged_for(document.submission_id)):
        transaction.on_commit(partial(remove_files, earlier.pk), robust=True)
        earlier.delete()
    document.save(force_insert=True)
