"""What was read in a document and the facts in it, worked out once for all who ask."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from port.documents.models import DocumentReading
from port.documents.reading.bounds import within_bounds
from port.documents.reading.extract import Extract, extract
from port.documents.reading.lines import Line, lines_of_json


@dataclass(frozen=True)
class Findings:
    lines: list[Line]
    found: Extract


@lru_cache(maxsize=128)
def findings_in(document_id: UUID, read_at: datetime) -> Findings:
    """Pages ask for it again and again, and a full document takes a tenth of a second.

    `read_at` tells one reading of the document from another. Raises `DocumentReading.DoesNotExist` when that is gone.
    """
    reading = DocumentReading.objects.get(document=document_id, read_at=read_at)
    lines = within_bounds(lines_of_json(reading.lines))
    return Findings(lines, extract(lines))
