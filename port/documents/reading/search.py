"""Where a value that somebody typed stands on the document."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from port.documents.reading.found import Found, found_in
from port.documents.reading.lines import Line
from port.documents.reading.plain import bare
from port.documents.reading.rows import Cell, cells_of, continued

LEAST = 0.5  # alike: less is not worth a look
WORTH_ITS_NEIGHBOURS = 0.3  # of the value's letters stand in the line: the rest may stand in the next
LONGEST_VALUE = 200
_POSTCODE = re.compile(r"^\d{3,6}(?=\D)")


def similarity(one: str, other: str) -> float:
    """0 to 1, without regard to spaces, signs, widths and the ways of writing one character."""
    return _ratio(bare(one), bare(other))


def find_text(lines: Sequence[Line], value: str) -> Found[str] | None:
    """The place that is most like the value, with how much; None when nothing is half alike.

    A value may go on in the next line. Of an address the postcode need not be there. Of equals the first counts.
    """
    wanted = bare(value)[:LONGEST_VALUE]
    forms = [form for form in dict.fromkeys((wanted, _POSTCODE.sub("", wanted))) if form]
    best: tuple[float, Sequence[Cell]] = (LEAST, ())
    for cells in _places(lines, forms):
        alike = max((_alike(bare("".join(cell.line.text for cell in cells)), form) for form in forms), default=0)
        if alike > best[0] or (not best[1] and alike == LEAST):
            best = alike, cells
        if alike == 1:
            break
    alike, cells = best
    return found_in([cell.line for cell in cells], value, similarity=alike) if cells else None


def _places(lines: Sequence[Line], forms: Sequence[str]) -> Iterator[Sequence[Cell]]:
    """Lines that have some of the letters at all, and those together with the lines that go on under them."""
    if not forms:
        return
    letters = Counter(forms[-1])
    for page in sorted({line.page for line in lines}):
        cells = cells_of((line for line in lines if line.page == page), page)
        for cell in cells:
            shared = (Counter(bare(cell.line.text)) & letters).total() / letters.total()
            if shared < WORTH_ITS_NEIGHBOURS:
                continue
            yield [cell]
            if shared < 1 and not forms[-1].isdecimal():
                yield continued(cells, [cell])


def _alike(text: str, wanted: str) -> float:
    """Of the part of the text that is most like it; a number must stand alone, not inside of a longer one."""
    if wanted.isdecimal():
        numbers = re.findall(r"\d+", text)
        return max((_ratio(number, wanted) for number in numbers), default=0.0)
    if wanted in text:
        return 1.0
    matcher = SequenceMatcher(None, text, wanted, autojunk=False)
    starts = {max(block.a - block.b, 0) for block in matcher.get_matching_blocks()}
    return max((_ratio(text[start : start + len(wanted)], wanted) for start in starts), default=0.0)


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
