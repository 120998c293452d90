"""The lines of one page as the cells of rows, so that a label finds what stands beside it or below."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from port.documents.reading.labels import begins_an_entry, is_label
from port.documents.reading.lines import Line
from port.documents.reading.plain import plain, tidy

SAME_ROW = 0.45  # of a line's height
CENTRED = 0.9  # of its height: a label beside the middle of two or three lines stands so far from each at most
NEXT_LINE = 1.6  # of its height, from one line of a value to the next
BELOW = 2.8  # of its height, from a label to the value under it
SAME_COLUMN = 0.02  # of the page's width


@dataclass(frozen=True)
class Cell:
    line: Line

    @cached_property
    def tidy(self) -> str:
        return tidy(self.line.text)

    @cached_property
    def plain(self) -> str:
        return plain(self.line.text)

    @cached_property
    def is_label(self) -> bool:
        return is_label(self.plain)

    @cached_property
    def begins_an_entry(self) -> bool:
        return self.is_label or begins_an_entry(self.plain)

    @cached_property
    def left(self) -> float:
        return self.line.place[0]

    @cached_property
    def right(self) -> float:
        return self.line.place[2]

    @cached_property
    def middle(self) -> float:
        return (self.line.place[1] + self.line.place[3]) / 2

    @cached_property
    def height(self) -> float:
        return self.line.place[3] - self.line.place[1]


def cells_of(lines: Iterable[Line], page: int) -> list[Cell]:
    """From above to below, and in a row from left to right."""
    cells = sorted((Cell(line) for line in lines if line.page == page), key=lambda cell: cell.middle)
    return [cell for row in _rows(cells) for cell in row]


def _rows(cells: list[Cell]) -> Iterator[list[Cell]]:
    row: list[Cell] = []
    for cell in cells:
        if row and cell.middle - row[-1].middle > SAME_ROW * min(cell.height, row[-1].height):
            yield sorted(row, key=lambda each: each.left)
            row = []
        row.append(cell)
    if row:
        yield sorted(row, key=lambda each: each.left)


def rows_of(cells: list[Cell]) -> list[list[Cell]]:
    return list(_rows(sorted(cells, key=lambda cell: cell.middle)))


def beside(cells: list[Cell], label: Cell) -> list[Cell]:
    """What stands right of the label in its row, up to the next label; else the lines that it is centred beside."""
    for reach in (SAME_ROW, CENTRED):
        near = [
            cell
            for cell in cells
            if cell.left > label.right - SAME_COLUMN and abs(cell.middle - label.middle) < reach * label.height
        ]
        if reach == SAME_ROW:
            near.sort(key=lambda cell: cell.left)
        values = list(_up_to_a_label(near))
        if values:
            return values
    return []


def below(cells: list[Cell], label: Cell) -> list[Cell]:
    """The nearest line under the label that begins about where it does, unless that is a label as well."""
    under = [
        cell
        for cell in cells
        if 0 < cell.middle - label.middle < BELOW * label.height and abs(cell.left - label.left) < 2 * SAME_COLUMN
    ]
    nearest = min(under, key=lambda cell: cell.middle, default=None)
    return [] if nearest is None or nearest.is_label else [nearest]


def continued(cells: list[Cell], value: list[Cell]) -> list[Cell]:
    """The value with the lines that go on under it: close, beginning in its column, and with no label before them."""
    lines = list(value)
    while lines and len(lines) < len(value) + 2 and not lines[-1].plain.endswith(("。", ";")):
        last, column = lines[-1], value[0].left
        further = [
            cell
            for cell in cells
            if abs(cell.left - column) < SAME_COLUMN
            and 0.5 * last.height < cell.middle - last.middle < NEXT_LINE * last.height
            and not cell.begins_an_entry
            and not any(_stands_before(other, cell) for other in cells)
        ]
        if not further:
            break
        lines.append(min(further, key=lambda cell: cell.middle))
    return lines


def _stands_before(other: Cell, cell: Cell) -> bool:
    return other.right < cell.left + SAME_COLUMN and abs(other.middle - cell.middle) < SAME_ROW * cell.height


def _up_to_a_label(cells: list[Cell]) -> Iterator[Cell]:
    for cell in cells:
        if cell.is_label:
            return
        yield cell
