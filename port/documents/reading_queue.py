"""The acts on readings: take the next document that is due, read it, and keep account of what became of it.

What stands on a page is found by `port.documents.reading`; here is only whose turn it is.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from time import monotonic

from django.db import transaction
from django.utils import timezone

from port.database import common_time, locked, locked_if_free
from port.documents.enums import ReadingState, TextSource
from port.documents.models import DocumentReading, DocumentReadingQuerySet
from port.documents.reading.bounds import within_bounds
from port.documents.reading.lines import Line, lines_as_json
from port.documents.reading.pages import read_pages
from port.documents.storage import StoreDoesNotAnswer
from port.measures import READING_SECONDS, READINGS, count_when_committed
from port.options import options

logger = logging.getLogger(__name__)

GoingOn = Callable[[], bool]


class ReaderStopped(Exception):
    """The reader was told to end between two pages, or the document is no longer its own to read."""


def read_next(*, at: datetime, going_on: GoingOn = lambda: True) -> bool:
    """Read the document that is due next; False when none is. `going_on` is asked before each page."""
    if not DocumentReading.objects.due(at).exists():
        return False  # asked without a lock, since it is asked all day
    reading = claim(at=at)
    if reading:
        read(reading, going_on=going_on)
    return reading is not None


@transaction.atomic
def claim(*, at: datetime) -> DocumentReading | None:
    """Lease one due reading to this reader and commit, so that no lock is held while it reads."""
    # Left in the middle at its last try: a document that ends its reader each time is not tried for ever.
    DocumentReading.objects.due(at).filter(tries__gte=options().reading_tries).update(
        state=ReadingState.FAILED, leased_until=None, last_error="ReaderEnded"
    )
    reading = locked_if_free(DocumentReading.objects.due(at)).first()
    if reading is None:
        return None
    reading.state = ReadingState.READING
    reading.tries += 1
    reading.leased_until = at + options().reading_lease
    reading.save(update_fields=["state", "tries", "leased_until"])
    return reading


def read(reading: DocumentReading, *, going_on: GoingOn = lambda: True) -> bool:
    """Read one claimed document and write down what became of it. True when its text is there now.

    Raises `StoreDoesNotAnswer`, which is no fault of the document and spends none of its tries.

    A document that was deleted meanwhile took its reading along, and nothing is left to be written down.
    """
    began = monotonic()
    try:
        lines, source = _text_of(reading, going_on)
        return _finish(reading, lines, source, seconds=monotonic() - began)
    except ReaderStopped:
        _hand_back(reading)
    except StoreDoesNotAnswer:
        _hand_back(reading)
        raise
    except Exception as error:  # noqa: BLE001 - whatever is on the page, the reader goes on with the next document
        _put_back(reading, error)
    return False


def _text_of(reading: DocumentReading, going_on: GoingOn) -> tuple[list[Line], TextSource]:
    """The lines of the first pages, and what they were read from. After `Options.reading_seconds` no page is begun."""
    document, began = reading.document, monotonic()

    def picture_of(number: int) -> bytes | None:
        if not (going_on() and _renewed(reading)):
            raise ReaderStopped
        if number > 1 and monotonic() - began > options().reading_seconds:
            return None
        with document.open_page(number) as file:
            picture: bytes = file.read()
        return picture

    lines, source = read_pages(document.text_layer(), picture_of, document.page_count, options().reading_pages)
    return within_bounds(lines), source


def _renewed(reading: DocumentReading) -> bool:
    """The lease holds from each page on, so that a document of several pages is not taken over in the middle."""
    return _held(reading).update(leased_until=common_time() + options().reading_lease) == 1


@transaction.atomic
def _finish(reading: DocumentReading, lines: list[Line], source: TextSource, *, seconds: float) -> bool:
    row = _still_ours(reading)
    if row is None:
        return False
    row.state, row.read_at, row.leased_until, row.last_error = ReadingState.READ, timezone.now(), None, ""
    row.lines, row.source, row.seconds = lines_as_json(lines), source, round(seconds, 3)
    row.save(update_fields=["state", "read_at", "leased_until", "last_error", "lines", "source", "seconds"])
    READING_SECONDS.observe(seconds)
    count_when_committed(READINGS.labels("read"))
    return True


@transaction.atomic
def _put_back(reading: DocumentReading, error: Exception) -> None:
    row = _still_ours(reading)
    if row is None:
        return
    last_try = row.tries >= options().reading_tries
    row.state = ReadingState.FAILED if last_try else ReadingState.WAITING
    row.leased_until, row.last_error = None, type(error).__name__
    row.save(update_fields=["state", "leased_until", "last_error"])
    count_when_committed(READINGS.labels("given_up" if last_try else "put_off"))
    logger.warning("document %s not read, try %s: %s", row.document_id, row.tries, row.last_error)


@transaction.atomic
def _hand_back(reading: DocumentReading) -> None:
    """That the reader was told to end, or the store is away, is not the fault of the document: the try does not count."""
    if row := _still_ours(reading):
        row.state, row.leased_until, row.tries = ReadingState.WAITING, None, row.tries - 1
        row.save(update_fields=["state", "leased_until", "tries"])


def _still_ours(reading: DocumentReading) -> DocumentReading | None:
    """The row, locked; None when it went with its document, or another reader took it over when the lease had ended."""
    return locked(_held(reading)).first()


def _held(reading: DocumentReading) -> DocumentReadingQuerySet:
    return DocumentReading.objects.filter(pk=reading.pk, state=ReadingState.READING, tries=reading.tries)
