import uuid
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from port.documents.enums import DocumentState, Kind, ReadingState, TextSource
from port.documents.intake import layout
from port.documents.models import DocumentReading, OriginalDigest, StoredDocument
from port.documents.reading.lines import Line, lines_as_json
from port.documents.storage import document_storage
from tests.factories.numbers import next_number

ORIGINAL = b"%PDF-1.4 as it was received"


def a_stored_document(**overrides: Any) -> StoredDocument:
    """A kept document of one page that was one PDF, like no other; a row without files."""
    digest = f"{next_number():064x}"
    values = {
        "submission_id": uuid.uuid4(),
        "state": DocumentState.KEPT,
        "name": "商業登記抄本.pdf",
        "page_count": 1,
        "size": 1000,
        "sha256": "0" * 64,
        "originals": [{"name": "商業登記抄本.pdf", "sha256": digest, "size": len(ORIGINAL), "kind": Kind.PDF.value}],
    }
    values |= overrides
    now = timezone.now()
    times = {
        "kept_at": now if values["state"] == DocumentState.KEPT else None,
        "set_aside_at": now if values["state"] == DocumentState.ASIDE else None,
    }
    document = StoredDocument.objects.create(**times | values)
    for original in document.originals:
        OriginalDigest.objects.create(document=document, sha256=original["sha256"])
    return document


def a_document_reading(document: StoredDocument, *, lines: Sequence[Line] = (), **overrides: Any) -> DocumentReading:
    """What the reader has found on a document: these lines, unless the overrides say that it is not read."""
    values = {"state": ReadingState.READ, "source": TextSource.LAYER, "lines": lines_as_json(lines), "urgent": False}
    values |= overrides
    read_at = timezone.now() if values["state"] == ReadingState.READ else None
    return DocumentReading.objects.create(**{"document": document, "read_at": read_at} | values)


def a_stored_document_with_files(**overrides: Any) -> StoredDocument:
    """The same with what it consists of in the store, which the test must have put into a folder of its own."""
    document = a_stored_document(**overrides)
    for number, original in enumerate(document.originals, 1):
        _store(document, layout.original(number, Kind(original["kind"])), ORIGINAL)
    for number in range(1, document.page_count + 1):
        _store(document, layout.page(number), _picture(width=1240, height=1754))
        _store(document, layout.thumbnail(number), _picture(width=240, height=340))
    _store(document, layout.PDF, ORIGINAL)
    _store(document, layout.TEXT, b"[]")
    return document


def _store(document: StoredDocument, name: str, content: bytes) -> None:
    document_storage().save(f"{document.pk}/{name}", ContentFile(content))


def _picture(*, width: int, height: int) -> bytes:
    picture = BytesIO()
    Image.new("L", (width, height), 255).save(picture, "WEBP")
    return picture.getvalue()
