"""Whether what a page says by itself is what is seen on it: letters that a program finds need not be those on the paper.

A PDF may tell programs other letters than it draws, or hold letters under a picture, in white, or beside the words that
they claim to be. So a line of its text layer is believed only where the picture of the page says the same.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from port.documents.reading.lines import Line
from port.documents.reading.plain import bare
from port.taiwan.ubn import is_valid_ubn

SAME_ROW = 0.5  # of the lower line's height: so far apart their middles stand at most
SAME_SIZE = 3  # times its height: a higher one is something else, such as a watermark across the page
SAME_PLACE = 0.3  # of the narrower line's width that both share
LETTERS_TO_A_SLIP = 20  # the reader of pictures misreads one in so many at most, where a program drew the page
LEAST_BELIEVED = 0.5  # of the letters of a layer: where fewer are seen, the rest is chance
_NUMBER = re.compile("[0-9]{8,}")
_RARE = re.compile("[\u3400-\u4dbf\U00020000-\U0003fffd]")
"""Characters that stand in names and that the reader of pictures has never learned: it sees another in their place."""


@dataclass(frozen=True)
class Agreement:
    """`believed` and `refused` are lines of the layer, `added` those that only the picture has, or has instead."""

    believed: list[Line]
    refused: list[Line]
    added: list[Line]

    @property
    def lines(self) -> list[Line]:
        return self.believed + self.added


def agreement(layer: Sequence[Line], seen: Sequence[Line]) -> Agreement:
    """What to take from the layer of a page, and what from its picture. Rare characters are better known to the layer."""
    believed, added = [], []
    for written, pictured in _groups(layer, seen):
        if written and pictured and _say_the_same(_letters(written), _letters(pictured)):
            believed += written
        else:
            added += pictured
    if len(_letters(believed)) < LEAST_BELIEVED * len(_letters(layer)):
        return Agreement([], list(layer), list(seen))
    return Agreement(
        [line for line in layer if line in believed],
        [line for line in layer if line not in believed],
        [line for line in seen if line in added],
    )


def _groups(layer: Sequence[Line], seen: Sequence[Line]) -> Iterator[tuple[list[Line], list[Line]]]:
    """Lines that stand at one place, whatever pieces either side has them in."""
    left = [list(layer), list(seen)]
    while any(left):
        group: tuple[list[Line], list[Line]] = ([], [])
        first = 0 if left[0] else 1
        waiting = [(first, left[first].pop(0))]
        while waiting:
            side, line = waiting.pop()
            group[side].append(line)
            other = 1 - side
            near = [each for each in left[other] if _at_one_place(line, each)]
            left[other] = [each for each in left[other] if each not in near]
            waiting += [(other, each) for each in near]
        yield group


def _at_one_place(one: Line, other: Line) -> bool:
    (left, top, right, bottom), (other_left, other_top, other_right, other_bottom) = one.box, other.box
    lower, higher = sorted((bottom - top, other_bottom - other_top))
    apart = abs(top + bottom - other_top - other_bottom) / 2
    shared = min(right, other_right) - max(left, other_left)
    in_one_row = higher < SAME_SIZE * lower and apart < SAME_ROW * lower
    return in_one_row and shared > SAME_PLACE * min(right - left, other_right - other_left)


def _letters(lines: Sequence[Line]) -> str:
    """From left to right; signs are too small to be judged by."""
    text = "".join(line.text for line in sorted(lines, key=lambda line: line.box[0]))
    return "".join(letter for letter in bare(text) if letter.isalnum())


def _say_the_same(written: str, seen: str) -> bool:
    numbers = _NUMBER.findall(written), _NUMBER.findall(seen)
    if len(numbers[0]) != len(numbers[1]) or not all(map(_same_number, *numbers)):
        return False
    return _same_words(_NUMBER.sub("0", written), _NUMBER.sub("0", seen))


def _same_words(written: str, seen: str) -> bool:
    """But for single letters: few in a sentence and none in a name, not counting those that cannot be read."""
    most = len(written) // LETTERS_TO_A_SLIP
    steps = SequenceMatcher(None, written, seen, autojunk=False).get_opcodes()
    changes = [(written[start:end], seen[first:last]) for step, start, end, first, last in steps if step != "equal"]
    slips = [one for one, _ in changes if not _RARE.fullmatch(one)]
    return len(slips) <= most and all(len(one) <= 1 and len(other) <= 2 for one, other in changes)


def _same_number(written: str, seen: str) -> bool:
    """Digit by digit but for one; and where one differs, what is seen must not be a 統一編號 of its own."""
    if len(written) != len(seen):
        return False
    wrong = sum(one != other for one, other in zip(written, seen, strict=True))
    return wrong == 0 or (wrong == 1 and not is_valid_ubn(seen))
