"""What a new document takes over from an earlier one: its originals, its safe PDF, and of pages that were not turned the
pictures and the text."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from port.documents.enums import Kind
from port.documents.intake import layout
from port.documents.intake.answers import Former
from port.documents.models import StoredDocument
from port.documents.reading.lines import Line, lines_as_json, lines_of_json
from port.documents.store import copy_file

PDF = "former.pdf"
TURNS = (0, 90, 180, 270)


@dataclass(frozen=True)
class PagePlace:
    """A page of an earlier document, counted from 1, and how far it is turned: 0, 90, 180 or 270 degrees clockwise."""

    number: int
    turn: int


def as_it_is(document: StoredDocument) -> list[PagePlace]:
    """All pages in their order, none turned."""
    return [PagePlace(number, 0) for number in range(1, document.page_count + 1)]


def check_places(document: StoredDocument, places: Sequence[PagePlace]) -> None:
    """Raises `ValueError` unless it is at least one page of the document, none of them twice, each turned by a right angle."""
    numbers = [place.number for place in places]
    if not numbers or len(set(numbers)) < len(numbers) or not set(numbers) <= set(range(1, document.page_count + 1)):
        raise ValueError(f"No arrangement of {document.page_count} pages: {numbers}")
    if any(place.turn not in TURNS for place in places):
        raise ValueError("A page is turned by 0, 90, 180 or 270 degrees")


def sources_of(document: StoredDocument, places: Sequence[PagePlace]) -> list[int]:
    """From which original the page in each place comes, counted from 1; empty when that was never written down."""
    known: list[int] = document.page_sources
    return [known[place.number - 1] for place in places] if known else []


def originals_kept(document: StoredDocument, places: Sequence[PagePlace]) -> list[int]:
    """The numbers of the originals that still have a page: a photo that was taken out is not sent along."""
    return sorted(set(sources_of(document, places))) or list(range(1, len(document.originals) + 1))


def lay_out(document: StoredDocument, places: Sequence[PagePlace], folder: Path) -> Former:
    """Copy into the workspace what stays as it is; the answer tells the child which pages to take, and how to turn them."""
    for number, earlier in enumerate(originals_kept(document, places), 1):
        kind = Kind(document.originals[earlier - 1]["kind"])
        copy_file(document, layout.original(earlier, kind), folder / layout.original(number, kind))
    for number, place in enumerate(places, 1):
        if not place.turn:
            copy_file(document, layout.page(place.number), folder / layout.page(number))
            copy_file(document, layout.thumbnail(place.number), folder / layout.thumbnail(number))
    _lay_out_text(document, places, folder)
    copy_file(document, layout.PDF, folder / PDF)
    return Former(pdf=str(folder / PDF), pages=[(place.number, place.turn) for place in places])


def moved(lines: Iterable[Line], places: Sequence[PagePlace]) -> list[Line]:
    """The lines of pages that are not turned, on the pages where they stand now."""
    now = {place.number: number for number, place in enumerate(places, 1) if not place.turn}
    return sorted(
        (replace(line, page=now[line.page]) for line in lines if line.page in now), key=lambda line: line.page
    )


def _lay_out_text(document: StoredDocument, places: Sequence[PagePlace], folder: Path) -> None:
    """Where it is not as we write it, the child looks for all of it."""
    try:
        lines = lines_of_json(json.loads(document.text_layer() or ""))
    except (ValueError, RecursionError):
        return
    text = json.dumps(lines_as_json(moved(lines, places)), ensure_ascii=False)
    (folder / layout.TEXT).write_text(text, encoding="utf-8")
