"""How a staged document comes into being: from files, from an earlier document and files, or from an earlier one alone."""

from __future__ import annotations

import hashlib
import logging
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from port.documents.enums import DocumentState, Refusal, ScanVerdict
from port.documents.former import PagePlace, as_it_is, check_places
from port.documents.intake import layout
from port.documents.models import StoredDocument
from port.documents.reading_kept import copied_reading, reading_after
from port.documents.reception import Received, rearrange, receive
from port.documents.refusals import DocumentNotStaged, DocumentRefused
from port.documents.store import copy_files, remove_files, store_files, workspace
from port.documents.succession import take_place

logger = logging.getLogger(__name__)


def stage(*, files: Sequence[UploadedFile[bytes]], submission_id: uuid.UUID) -> StoredDocument:
    """Check the files, join them in this order into one safe PDF, and store it for the form with this id.

    A later choice replaces the document: the one that was staged for the form before is set aside (`bring_back`).
    Raises `DocumentRefused`, whose `str()` is the sentence for people; then nothing is stored and the earlier one stays.
    """
    document = _stored(lambda folder: receive(files, folder), submission_id)
    take_place(document)
    return document


def add_pages(*, document: StoredDocument, files: Sequence[UploadedFile[bytes]]) -> StoredDocument:
    """A new staged document: the pages of this one, followed by those of the files. The former is set aside.

    Raises `DocumentRefused` as `stage` does, where the limits hold for the whole, and `DocumentNotStaged` when a later
    choice came first.
    """
    return _instead_of(document, lambda folder: receive(files, folder, after=document), as_it_is(document))


def arrange(*, document: StoredDocument, pages: Sequence[PagePlace]) -> StoredDocument:
    """A new staged document with the pages in this order and turned so; pages that are not named are left out.

    An original that has no page left goes with its last page; one that keeps a page stays as it was received, whole.
    The former is set aside.
    Raises `ValueError` for places that cannot be, `DocumentRefused` when it could not be made, and `DocumentNotStaged`
    when a later choice came first.
    """
    check_places(document, pages)
    return _instead_of(document, lambda folder: rearrange(document, pages, folder), pages)


def copy_for(*, document: StoredDocument, submission_id: uuid.UUID) -> StoredDocument:
    """A staged copy of a document for another form, with what is known of its text and of viruses in it.

    Nothing is read anew. Raises `DocumentRefused` when a virus was found in it, or when the store does not take the copy.
    """
    if document.scan == ScanVerdict.INFECTED:
        raise DocumentRefused(Refusal.INFECTED, document.name)
    copied = ("name", "page_count", "size", "sha256", "originals", "page_sources", "scan", "scanned_at")
    copy = StoredDocument(submission_id=submission_id, **{name: getattr(document, name) for name in copied})
    try:
        copy_files(document, copy)
    except OSError as error:
        raise _refused_by_the_store() from error
    take_place(copy, reading=copied_reading(document))
    return copy


def _instead_of(
    former: StoredDocument, make: Callable[[Path], Received], places: Sequence[PagePlace]
) -> StoredDocument:
    """`places` are those of the former pages in the document that is made."""
    _require_staged(former)
    try:
        document = _stored(make, former.submission_id)
    except DocumentRefused:
        _require_staged(former)  # when it was replaced meanwhile, its files may have gone with it
        raise
    try:
        take_place(document, former=former, reading=reading_after(former, places, page_count=document.page_count))
    except DocumentNotStaged:
        remove_files(document.pk)
        raise
    return document


def _require_staged(document: StoredDocument) -> None:
    if not StoredDocument.objects.filter(pk=document.pk, state=DocumentState.STAGED).exists():
        raise DocumentNotStaged


def _stored(make: Callable[[Path], Received], submission_id: uuid.UUID) -> StoredDocument:
    """The files are on the disk before there is a row, so that a crash between leaves only a folder to sweep (U-13)."""
    try:
        with workspace() as folder:
            received = make(folder)
            pdf = (folder / layout.PDF).read_bytes()
            document = StoredDocument(
                submission_id=submission_id,
                name=received.name,
                page_count=received.page_count,
                size=len(pdf),
                sha256=hashlib.sha256(pdf).hexdigest(),
                originals=received.originals,
                page_sources=received.page_sources,
                scan=received.scan,
                scanned_at=received.scanned_at,
            )
            store_files(document, folder)
    except OSError as error:
        raise _refused_by_the_store() from error
    return document


def _refused_by_the_store() -> DocumentRefused:
    """Called where an `OSError` is being handled."""
    logger.exception("The store did not take a document")
    return DocumentRefused(Refusal.STORAGE_FULL, "")
