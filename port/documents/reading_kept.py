"""What is known of the text of a new document, since it has pages of an earlier one."""

from collections.abc import Sequence

from port.documents.enums import ReadingState
from port.documents.former import PagePlace, moved
from port.documents.models import DocumentReading, StoredDocument
from port.documents.reading.lines import lines_as_json, lines_of_json
from port.options import options

KEPT = ("state", "tries", "source", "lines", "seconds", "read_at")


def copied_reading(document: StoredDocument) -> DocumentReading | None:
    """The text is that of the same pages; one that is not read yet is read for the copy by itself."""
    reading = DocumentReading.objects.filter(document=document, state=ReadingState.READ).first()
    return DocumentReading(**{name: getattr(reading, name) for name in KEPT}) if reading else None


def reading_after(former: StoredDocument, places: Sequence[PagePlace], *, page_count: int) -> DocumentReading | None:
    """The reading of the document that takes the place of the former one, whose pages stand in these places now.

    Where those that are read were only moved among themselves, nothing is read again. None when there are new pages.
    """
    read = places[: options().reading_pages]
    if len(read) < min(page_count, options().reading_pages):
        return None
    only_moved = all(not place.turn and place.number <= options().reading_pages for place in read)
    reading = copied_reading(former) if only_moved else None
    if reading is None:
        return _waiting_after(former)
    reading.lines = lines_as_json(moved(lines_of_json(reading.lines), read))
    return reading


def _waiting_after(former: StoredDocument) -> DocumentReading:
    """It waits where the former one did. One whose turn has come already is behind those who wait for the first time, so
    that a page that is turned again and again holds up nobody."""
    before = DocumentReading.objects.filter(document=former, state=ReadingState.WAITING).first()
    if before is None:
        return DocumentReading(urgent=False)
    return DocumentReading(urgent=before.urgent, created_at=before.created_at)
