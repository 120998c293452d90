"""From the lines of a document to the facts on it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TypeVar

from port.documents.reading import fields
from port.documents.reading.found import Found, found_in
from port.documents.reading.labels import Field
from port.documents.reading.lines import Line
from port.documents.reading.papers import PaperKind
from port.documents.reading.rows import Cell, cells_of, rows_of
from port.documents.reading.sentences import spoken_of
from port.documents.reading.titles import kind_of_page
from port.documents.reading.values import date_in, plain_numbers_in

T = TypeVar("T")

WEAK = {"受文者", "地址"}
"""In a letter these stand for the recipient and the office that writes."""


@dataclass(frozen=True)
class Extract:
    """What was found; None, or nothing, is what was not. `numbers` are 統一編號 and 機關代碼, those with a label first."""

    kind: Found[PaperKind] | None = None
    numbers: tuple[Found[str], ...] = ()
    company_name: Found[str] | None = None
    representative: Found[str] | None = None
    address: Found[str] | None = None
    issued_on: Found[date] | None = None


def extract(lines: Iterable[Line]) -> Extract:
    """Of a document of several pages, each fact from the first page that has it.

    The kind is that of the first page with a title; an accepted paper counts before the abolished one, since the
    abolished one may well lie behind it as an annex.
    """
    given = list(lines)
    pages = [cells_of(given, page) for page in sorted({line.page for line in given})]
    return Extract(
        kind=_kind(pages),
        numbers=tuple(_numbers(pages)),
        company_name=_first(_facts(pages, Field.COMPANY_NAME)),
        representative=_first(_facts(pages, Field.REPRESENTATIVE)),
        address=_first(_facts(pages, Field.ADDRESS)),
        issued_on=_first(chain.from_iterable(_days(cells) for cells in pages)),
    )


def _kind(pages: list[list[Cell]]) -> Found[PaperKind] | None:
    kinds = [kind for cells in pages if (kind := kind_of_page(cells))]
    return next((kind for kind in kinds if not kind.value.is_abolished), None) or _first(kinds)


def _facts(pages: list[list[Cell]], field: Field) -> Iterator[Found[str]]:
    """What is labelled, surest first; then what sentences say. The recipient of a letter comes last of all."""
    read = {
        Field.COMPANY_NAME: fields.names,
        Field.REPRESENTATIVE: fields.representatives,
        Field.ADDRESS: fields.addresses,
    }
    for cells in pages:
        labelled = read[field](cells)
        weak = [found for found in labelled if found.label in WEAK]
        yield from (found for found in labelled if found not in weak)
        yield from spoken_of(cells, field)
        yield from weak


def _numbers(pages: list[list[Cell]]) -> Iterator[Found[str]]:
    """Each number once."""
    labelled = chain.from_iterable(chain(fields.numbers(cells), spoken_of(cells, Field.NUMBER)) for cells in pages)
    alone = chain.from_iterable(_alone(cells) for cells in pages)
    seen: set[str] = set()
    for found in chain(labelled, alone):
        if found.value not in seen:
            seen.add(found.value)
            yield found


def _alone(cells: list[Cell]) -> Iterator[Found[str]]:
    """Numbers without a label; what stands in a row that is about something else is not one of them."""
    for row in rows_of(cells):
        if any(cell.is_label for cell in row):
            continue
        for cell in row:
            yield from (found_in([cell.line], number) for number in plain_numbers_in(cell.plain))


def _days(cells: list[Cell]) -> Iterator[Found[date]]:
    """Labelled, or the last row that is nothing but a day, as at the foot of certificates."""
    yield from fields.days(cells)
    for row in reversed(rows_of(cells)):
        text = "".join(cell.plain for cell in row)
        day = date_in(text)
        if day and text.startswith("中華民國"):
            yield found_in([cell.line for cell in row], day, label="中華民國")


def _first(found: Iterable[Found[T]]) -> Found[T] | None:
    return next(iter(found), None)
