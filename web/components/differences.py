"""What one version of a text says otherwise than the one before it, so that a reader sees the words that changed.

A line is a paragraph or a point of a list, as somebody wrote it. What stayed is left out; what changed stands under the
heading that it belongs to.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "added", "removed"]

WORDS = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)
"""Of Chinese each sign is a word."""
HEADING = re.compile(r"#{1,6}\s+(?P<words>.+)")
ALIKE = 0.4
"""Below this share of common words a line counts as a new one, and the other as gone."""


@dataclass(frozen=True)
class Piece:
    """Words that stayed, came or went."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Change:
    """One line that is not what it was; `heading` is the one above it, empty at the top of a text."""

    heading: str
    pieces: tuple[Piece, ...]


def changes(before: str, after: str) -> list[Change]:
    """From the top of the text to its end. Empty when both say the same."""
    old, new = _lines(before), _lines(after)
    found: list[Change] = []
    for tag, old_from, old_to, new_from, new_to in _matched(old, new).get_opcodes():
        if tag == "equal":
            continue
        gone, come = old[old_from:old_to], new[new_from:new_to]
        above = new[:new_from]
        found += _changed_lines(gone, come, above)
    return found


def _changed_lines(gone: list[str], come: list[str], above: list[str]) -> Iterator[Change]:
    """Line beside line, as long as they are alike; the rest went or came as a whole."""
    for number in range(max(len(gone), len(come))):
        heading = _heading_of([*above, *come[:number]])
        before, after = _at(gone, number), _at(come, number)
        if before and after and _matched(before, after).ratio() >= ALIKE:
            yield Change(heading, tuple(_pieces(before, after)))
            continue
        if before:
            yield Change(heading, (Piece("removed", _told(before)),))
        if after:
            yield Change(heading, (Piece("added", _told(after)),))


def _pieces(before: str, after: str) -> Iterator[Piece]:
    old, new = WORDS.findall(_told(before)), WORDS.findall(_told(after))
    for tag, old_from, old_to, new_from, new_to in _matched(old, new).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(new[new_from:new_to]))
            continue
        if old_to > old_from:
            yield Piece("removed", "".join(old[old_from:old_to]))
        if new_to > new_from:
            yield Piece("added", "".join(new[new_from:new_to]))


def _matched(old: str | list[str], new: str | list[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, old, new, autojunk=False)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _at(lines: list[str], number: int) -> str:
    return lines[number] if number < len(lines) else ""


def _heading_of(above: list[str]) -> str:
    headings = (match["words"] for line in reversed(above) if (match := HEADING.fullmatch(line)))
    return next(headings, "")


def _told(line: str) -> str:
    """Without the signs of the markup: those of a heading, of a list, of bold words and of links."""
    line = re.sub(r"^(#{1,6}|[-*+]|\d+[.)]|>)\s+", "", line)
    line = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", line)
    return line.replace("**", "").replace("`", "")
