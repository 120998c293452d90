"""How much of a document is looked at: a tiny file can hold more text than anybody has time for."""

from collections.abc import Iterable, Iterator
from itertools import islice

from port.documents.reading.lines import Line

LINES_OF_A_DOCUMENT = 300
CHARACTERS_OF_A_DOCUMENT = 8_000


def within_bounds(lines: Iterable[Line]) -> list[Line]:
    """Of lines in the order of their pages the first, as many as are looked at; the others are not even asked for."""
    return list(_within_bounds(lines))


def _within_bounds(lines: Iterable[Line]) -> Iterator[Line]:
    characters = 0
    for line in islice(lines, LINES_OF_A_DOCUMENT):
        characters += len(line.text)
        if characters > CHARACTERS_OF_A_DOCUMENT:
            return
        yield line
