"""The life of a received file: staged while its form is filled in, kept when the form is sent, swept when it never is.

All acts on documents, wherever they are written, are called from here.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from port.database import locked, part_of_act
from port.documents.enums import DocumentState, ScanVerdict
from port.documents.former import PagePlace
from port.documents.models import DocumentReading, StoredDocument
from port.documents.refusals import DocumentNotStaged, DocumentRefused
from port.documents.scanning import scan_again
from port.documents.staging import add_pages, arrange, copy_for, stage
from port.documents.store import remove_files, remove_orphans
from port.documents.succession import bring_back, discard, take_turns

__all__ = [
    "DocumentNotStaged",
    "DocumentRefused",
    "PagePlace",
    "add_pages",
    "arrange",
    "bring_back",
    "copy_for",
    "keep",
    "scan_again",
    "stage",
    "sweep",
]


@part_of_act()
def keep(document: StoredDocument) -> None:
    """The form was sent: its document stays, and what was set aside for it goes.

    Raises `DocumentNotStaged` when the document is kept already, replaced, swept, or known to carry a virus.
    """
    aside = take_turns(document.submission_id)
    staged = StoredDocument.objects.filter(pk=document.pk, state=DocumentState.STAGED)
    kept_at = timezone.now()
    if not staged.exclude(scan=ScanVerdict.INFECTED).update(state=DocumentState.KEPT, kept_at=kept_at):
        raise DocumentNotStaged
    document.state, document.kept_at = DocumentState.KEPT, kept_at
    DocumentReading.objects.filter(document=document).update(urgent=False)
    if aside:
        discard(StoredDocument.objects.aside_for(document.submission_id))


def sweep(*, before: datetime) -> int:
    """Delete what was made before that moment and never sent, and folders of the store that no row knows; how many."""
    with transaction.atomic(durable=True):
        abandoned = [document.pk for document in locked(StoredDocument.objects.abandoned(before))]
        StoredDocument.objects.filter(pk__in=abandoned).delete()
    for document_id in abandoned:
        remove_files(document_id)
    return len(abandoned) + remove_orphans(before)
