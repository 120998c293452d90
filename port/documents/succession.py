"""What stands for a form: one staged document, and the one that it replaced, which can be brought back."""

from __future__ import annotations

import uuid
from functools import partial

from django.db import transaction
from django.utils import timezone

from port.database import first_one_locked, locked
from port.documents.enums import DocumentState
from port.documents.models import DocumentReading, OriginalDigest, StoredDocument, StoredDocumentQuerySet
from port.documents.refusals import DocumentNotStaged
from port.documents.store import remove_files


def take_turns(submission_id: uuid.UUID) -> uuid.UUID | None:
    """Whoever changes what stands for a form waits here until the one before has committed (U-12).

    The key of what is set aside for the form.
    """
    aside = StoredDocument.objects.aside_for(submission_id).values_list("pk", flat=True)
    return first_one_locked(f"documents for {submission_id}", aside)


@transaction.atomic
def take_place(
    document: StoredDocument, *, former: StoredDocument | None = None, reading: DocumentReading | None = None
) -> None:
    """Write the row of a document whose files are stored; what was staged for its form before is set aside.

    `former` is the document that it was made from: when that is not staged any more, a later choice counts, and
    `DocumentNotStaged` is raised. `reading` is what is known of its text already.
    """
    take_turns(document.submission_id)
    staged = locked(StoredDocument.objects.staged_for(document.submission_id)).first()
    if former and former != staged:
        raise DocumentNotStaged
    discard(StoredDocument.objects.aside_for(document.submission_id))
    if staged:
        _set_aside(staged)
    document.save(force_insert=True)
    digests = [OriginalDigest(document=document, sha256=original["sha256"]) for original in document.originals]
    OriginalDigest.objects.bulk_create(digests)
    reading = reading or DocumentReading()
    reading.document = document
    reading.save(force_insert=True)


@transaction.atomic
def bring_back(*, submission_id: uuid.UUID) -> StoredDocument:
    """Undo the last choice: what was set aside is staged again, and the other way round, so that undoing can be undone.

    Raises `DocumentNotStaged` when nothing is set aside: never replaced, sent already, or swept.
    """
    take_turns(submission_id)
    aside = locked(StoredDocument.objects.aside_for(submission_id)).first()
    if aside is None:
        raise DocumentNotStaged
    staged = locked(StoredDocument.objects.staged_for(submission_id)).first()
    if staged:
        _set_aside(staged)
    aside.state, aside.set_aside_at = DocumentState.STAGED, None
    aside.save(update_fields=["state", "set_aside_at"])
    _await_text(aside, urgent=True)
    return aside


def discard(documents: StoredDocumentQuerySet) -> None:
    """Delete the rows now, and their files when that is certain."""
    for document in locked(documents):
        transaction.on_commit(partial(remove_files, document.pk), robust=True)
        document.delete()


def _set_aside(document: StoredDocument) -> None:
    document.state, document.set_aside_at = DocumentState.ASIDE, timezone.now()
    document.save(update_fields=["state", "set_aside_at"])
    _await_text(document, urgent=False)


def _await_text(document: StoredDocument, *, urgent: bool) -> None:
    """Whether somebody is waiting for the text of this document."""
    DocumentReading.objects.filter(document=document).update(urgent=urgent)
