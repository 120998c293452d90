import uuid
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from port.documents.enums import DocumentState, Kind
from port.documents.intake import layout
from port.documents.models import StoredDocument
from port.documents.storage import document_storage

ORIGINAL = b"%PDF-1.4 as it was received"


def a_stored_document(**overrides: Any) -> StoredDocument:
    """A kept document of one page that was one PDF; a row without files."""
    values = {
        "submission_id": uuid.uuid4(),
        "state": DocumentState.KEPT,
        "name": "商業登記抄本.pdf",
        "page_count": 1,
        "size": 1000,
        "sha256": "0" * 64,
        "originals": [{"name": "商業登記抄本.pdf", "sha256": "0" * 64, "size": len(ORIGINAL), "kind": Kind.PDF.value}],
    }
    values |= overrides
    kept_at = timezone.now() if values["state"] == DocumentState.KEPT else None
    return StoredDocument.objects.create(**{"kept_at": kept_at} | values)


def a_stored_document_with_files(**overrides: Any) -> StoredDocument:
    """The same with what it consists of in the store, which the test must have put into a folder of its own."""
    document = a_stored_document(**overrides)
    for number, original in enumerate(document.originals, 1):
        _store(document, layout.original(number, Kind(original["kind"])), ORIGINAL)
    for number in range(1, document.page_count + 1):
        _store(document, layout.page(number), _picture(width=1240, height=1754))
        _store(document, layout.thumbnail(number), _picture(width=240, height=340))
    _store(document, layout.PDF, ORIGINAL)
    return document


def _store(document: StoredDocument, name: str, content: bytes) -> None:
    document_storage().save(f"{document.pk}/{name}", ContentFile(content))


def _picture(*, width: int, height: int) -> bytes:
    picture = BytesIO()
    Image.new("L", (width, height), 255).save(picture, "WEBP")
    return picture.getvalue()
