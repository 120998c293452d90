"""Facts that stand beside or under their labels."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeVar

from port.documents.reading.found import Found, found_in
from port.documents.reading.labels import LABELS, Field, label_at_start
from port.documents.reading.rows import Cell, below, beside, continued
from port.documents.reading.values import address_in, agency_code_in, date_in, name_in, number_in, person_in

T = TypeVar("T")
Reader = Callable[[str, bool], T | None]
"""Of the text where a value is expected and whether it is surely meant, the value in it."""

SEVERAL_LINES = {Field.COMPANY_NAME, Field.ADDRESS}


def names(cells: list[Cell]) -> list[Found[str]]:
    return _values(cells, Field.COMPANY_NAME, lambda text, surely: name_in(text, surely=surely))


def representatives(cells: list[Cell]) -> list[Found[str]]:
    return _values(cells, Field.REPRESENTATIVE, lambda text, surely: person_in(text, surely=surely))


def addresses(cells: list[Cell]) -> list[Found[str]]:
    return _values(cells, Field.ADDRESS, lambda text, surely: address_in(text, surely=surely))


def numbers(cells: list[Cell]) -> list[Found[str]]:
    return _values(cells, Field.NUMBER, lambda text, _: number_in(text) or agency_code_in(text))


def days(cells: list[Cell]) -> list[Found[date]]:
    return _values(cells, Field.ISSUED_ON, lambda text, _: date_in(text))


def _values(cells: list[Cell], field: Field, read: Reader[T]) -> list[Found[T]]:
    """Everything that stands at a label of the field; the surest label first, then from above to below."""
    found: list[Found[T]] = []
    for cell in cells:
        label = label_at_start(cell.plain)
        if not label or label[0] is not field:
            continue
        _, word, rest, colon = label
        for value, text, surely in _places(cells, cell, rest, colon=colon, several=field in SEVERAL_LINES):
            fact = read(text, surely)
            if fact is not None:
                bearing = next(([each] for each in value if read(each.tidy, surely) == fact), value)
                found.append(found_in([each.line for each in bearing], fact, label=word))
                break
    return sorted(found, key=lambda each: LABELS[field].index(each.label))


def _places(
    cells: list[Cell], label: Cell, rest: str, *, colon: bool, several: bool
) -> Iterator[tuple[list[Cell], str, bool]]:
    """Where the value may stand: after the label in its own line, beside it, or below it; the likeliest first."""
    if rest:
        written = label.tidy[len(label.tidy) - len(rest) :]
        lines = continued(cells, [label]) if several and colon else [label]
        yield lines, written + _joined(lines[1:]), colon
        yield [label], written, colon
        return
    for value in (beside(cells, label), below(cells, label)):
        if value:
            lines = continued(cells, value) if several else value
            yield lines, _joined(lines), True
            yield value, _joined(value), True


def _joined(cells: list[Cell]) -> str:
    return "".join(cell.tidy for cell in cells)
