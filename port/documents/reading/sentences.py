"""Facts that stand in running text, as letters and certificates have it."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from port.documents.reading.found import Found, found_in
from port.documents.reading.labels import Field
from port.documents.reading.rows import Cell
from port.documents.reading.values import address_in, name_in, number_in, person_in

_HAN = "[㐀-鿿]"
_PROVED = re.compile(
    r"(?:茲證明|茲核准|主旨:證明|查)(?P<value>[^,。;:()]{3,50}?)(?=\(|業經|為|係|,|。|設立|准予|統一編號)"
)
_PERSON = re.compile(
    rf"(?P<label>代表人|負責人|董事長|理事長|校長)(?:姓名)?(?:為|:)?(?P<value>{_HAN}{{2,4}}?)(?=[,。;、()]|先生|女士)"
)
_ADDRESS = re.compile(
    r"(?P<label>會址|校址|所在地|地址|事務所)(?:設於|位於|設在|為|:)(?P<value>[^,。;:]{6,80}?)(?=[,。;])"
)
_NUMBER = re.compile(r"(?P<label>統一編號|統編|機關代碼)(?:為|:)?(?P<value>[0-9A-Z]{8,10})(?![0-9A-Z])")


@dataclass(frozen=True)
class Text:
    """All of a page as one, and which cell each letter of it stands in."""

    cells: list[Cell]

    @property
    def tidy(self) -> str:
        return "".join(cell.tidy for cell in self.cells)

    @property
    def plain(self) -> str:
        return "".join(cell.plain for cell in self.cells)

    def holding(self, start: int, end: int) -> list[Cell]:
        ends = list(accumulate(len(cell.tidy) for cell in self.cells))
        return self.cells[bisect_right(ends, start) : bisect_right(ends, end - 1) + 1]


def spoken_of(cells: list[Cell], field: Field) -> Iterator[Found[str]]:
    """The field as sentences name it; the first first. Days are not looked for in sentences."""
    match field:
        case Field.COMPANY_NAME:
            return _matches(cells, _PROVED, lambda value: name_in(value, surely=False))
        case Field.REPRESENTATIVE:
            return _matches(cells, _PERSON, lambda value: person_in(value, surely=True))
        case Field.ADDRESS:
            return _matches(cells, _ADDRESS, lambda value: address_in(value, surely=False))
        case _:
            return _matches(cells, _NUMBER, number_in)


def _matches(cells: list[Cell], pattern: re.Pattern[str], read: Callable[[str], str | None]) -> Iterator[Found[str]]:
    text = Text(cells)
    tidy = text.tidy
    for match in pattern.finditer(text.plain):
        start, end = match.span("value")
        value = read(tidy[start:end])
        if value:
            label = match.groupdict().get("label") or "證明"
            yield found_in([cell.line for cell in text.holding(start, end)], value, label=label)
