"""Documents that came while the virus scanner did not answer are shown to it again (U-08)."""

import logging
from datetime import datetime
from time import monotonic

from django.db import transaction
from django.db.models import F

from port.audit.enums import Act
from port.audit.recorder import CLOCK, record
from port.database import locked
from port.documents.enums import DocumentState, ScanVerdict
from port.documents.models import StoredDocument
from port.documents.scanner import scan
from port.documents.store import originals_at_hand
from port.documents.succession import discard
from port.options import options

logger = logging.getLogger(__name__)

AT_ONCE = 20
SECONDS_A_TURN = 20
"""Documents in one turn of the clock, and until when it begins with another one: letters and decisions wait for it."""


def scan_again(*, at: datetime) -> int:
    """Ask the scanner about documents that it could not judge, the oldest first; how many it has judged now.

    The first that it cannot judge again ends the turn and goes to the end of the line, so that one file that the
    scanner never takes holds up no other. Without a scanner nothing changes: what was not judged stays locked.
    """
    if not options().clamd:
        return 0
    judged, began = 0, monotonic()
    line = StoredDocument.objects.unscanned().order_by(F("scanned_at").asc(nulls_first=True), "created_at")
    for document in line[:AT_ONCE]:
        verdict = _scanned(document)
        _write_down(document, verdict, at=at)
        if verdict == ScanVerdict.UNSCANNED:
            break
        judged += 1
        if monotonic() - began > SECONDS_A_TURN:
            break
    return judged


def _scanned(document: StoredDocument) -> ScanVerdict:
    """A file that the store does not give out cannot be judged."""
    try:
        with originals_at_hand(document) as paths:
            return scan(paths)
    except OSError as error:
        logger.warning("Document %s cannot be shown to the scanner (%s)", document.pk, type(error).__name__)
        return ScanVerdict.UNSCANNED


@transaction.atomic
def _write_down(document: StoredDocument, verdict: ScanVerdict, *, at: datetime) -> None:
    """An infected document that waits for its form is deleted, so that it cannot be sent; a kept one is evidence."""
    this = StoredDocument.objects.unscanned().filter(pk=document.pk)
    current = locked(this).first()
    if current is None:
        return
    if verdict == ScanVerdict.INFECTED and current.state != DocumentState.KEPT:
        discard(this)
        return
    current.scan, current.scanned_at = verdict, at
    current.save(update_fields=["scan", "scanned_at"])
    if verdict == ScanVerdict.INFECTED:
        record(Act.DOCUMENT_INFECTED, about=current, by=CLOCK)
