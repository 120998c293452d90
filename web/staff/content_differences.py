"""What differs between two versions of an entry: line by line, and within a line word by word."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from port.content.drafts import Draft
from port.content.enums import Audience
from port.content.models import Attachment
from port.taiwan.dates import roc_date
from web.staff.content_form import topic_label

WORD = re.compile(r"[0-9A-Za-z_]+|\s+|.")
"""Chinese has no spaces, so each sign stands for itself."""

MOST_WORDS = 4_000
"""A line with more is shown whole: comparing takes time with the square of its length."""

ALIKE = 0.4
LINES_AROUND = 1


class Sign(StrEnum):
    SAME = "same"
    OUT = "out"
    IN = "in"
    GAP = "gap"


@dataclass(frozen=True)
class Piece:
    text: str
    is_other: bool
    """Whether this is what differs within the line."""


@dataclass(frozen=True)
class Line:
    sign: Sign
    pieces: Sequence[Piece] = ()

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class Difference:
    """One field that says something else: a setting, or words that a preview shows as well."""

    name: str
    label: str
    lines: Sequence[Line]

    @property
    def lang(self) -> str:
        return "en" if self.name.endswith("_en") else ""

    @property
    def is_setting(self) -> bool:
        return self.name not in dict(TEXTS)


TEXTS = (
    ("title", gettext_lazy("標題")),
    ("title_en", gettext_lazy("標題（英文）")),
    ("summary", gettext_lazy("一行摘要")),
    ("summary_en", gettext_lazy("一行摘要（英文）")),
    ("body", gettext_lazy("內容")),
    ("body_en", gettext_lazy("內容（英文）")),
)


def differences(before: Draft | None, after: Draft) -> list[Difference]:
    """All that differs, in the order of the form; without anything before, all of it is new."""
    before = before or Draft()
    told = [_told(name, label, getattr(before, name), getattr(after, name)) for name, label in TEXTS]
    names = _file_names(before.files + after.files)
    shows: list[tuple[str, Any, Callable[[Any], str]]] = [
        ("topic", _("類別"), topic_label),
        ("audience", _("對象"), lambda value: str(Audience(value).label)),
        ("slug", _("網址名稱"), str),
        ("position", _("順序"), str),
        ("pinned", _("置頂"), lambda value: _("是") if value else _("否")),
        ("shown_from", _("開始顯示"), lambda day: roc_date(day) if day else _("發布當天")),
        ("shown_until", _("停止顯示"), lambda day: roc_date(day) if day else _("不停止")),
        ("files", _("附件"), lambda keys: "\n".join(names.get(key, key) for key in keys)),
    ]
    for name, label, show in shows:
        told.append(_told(name, label, show(getattr(before, name)), show(getattr(after, name))))
    return [difference for difference in told if difference.lines]


def _told(name: str, label: Any, before: str, after: str) -> Difference:
    lines = [] if before == after else list(_near(list(_lines(before.splitlines(), after.splitlines()))))
    return Difference(name, str(label), lines)


def _lines(before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    for kind, i, k, j, m in SequenceMatcher(None, before, after).get_opcodes():
        if kind == "equal":
            yield from (_whole(Sign.SAME, line) for line in before[i:k])
        elif kind == "replace":
            yield from _replaced(before[i:k], after[j:m])
        else:
            yield from (_whole(Sign.OUT, line) for line in before[i:k])
            yield from (_whole(Sign.IN, line) for line in after[j:m])


def _replaced(before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    """Lines that took each other's place stand together, as far as they are alike."""
    for out, into in zip(before, after, strict=False):
        yield from _changed(out, into)
    yield from (_whole(Sign.OUT, line) for line in before[len(after) :])
    yield from (_whole(Sign.IN, line) for line in after[len(before) :])


def _changed(before: str, after: str) -> Iterator[Line]:
    old, new = WORD.findall(before), WORD.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if max(len(old), len(new)) > MOST_WORDS or matcher.ratio() < ALIKE:
        yield _whole(Sign.OUT, before)
        yield _whole(Sign.IN, after)
        return
    found = matcher.get_opcodes()
    inner = found[1:-1]
    steps = [(step[0] != "equal" or (step in inner and _is_lone(step)), *step[1:]) for step in found]
    yield Line(Sign.OUT, _pieces((is_other, old[i:k]) for is_other, i, k, _j, _m in steps))
    yield Line(Sign.IN, _pieces((is_other, new[j:m]) for is_other, _i, _k, j, m in steps))


def _is_lone(step: tuple[str, int, int, int, int]) -> bool:
    """A single word that stayed between others that changed is no help to a reader."""
    _kind, i, k, _j, _m = step
    return k - i == 1


def _pieces(parts: Iterable[tuple[bool, Sequence[str]]]) -> list[Piece]:
    """Neighbours of one kind in one piece."""
    told = [(is_other, "".join(words)) for is_other, words in parts if words]
    grouped = groupby(told, key=lambda part: part[0])
    return [Piece("".join(text for _other, text in part), is_other=is_other) for is_other, part in grouped]


def _whole(sign: Sign, line: str) -> Line:
    return Line(sign, [Piece(line, is_other=False)])


def _near(lines: Sequence[Line]) -> Iterator[Line]:
    """Only what changed and the lines next to it; what is left out is marked."""
    changed = {number for number, line in enumerate(lines) if line.sign is not Sign.SAME}
    near = {at for number in changed for at in range(number - LINES_AROUND, number + LINES_AROUND + 1)}
    skipping = False
    for number, line in enumerate(lines):
        if number in near:
            if line.sign is not Sign.SAME or line.text:
                yield line
        elif not skipping:
            yield Line(Sign.GAP)
        skipping = number not in near


def _file_names(keys: Sequence[str]) -> dict[str, str]:
    found = Attachment.objects.in_bulk(list(set(keys))) if keys else {}
    return {str(key): attachment.title or attachment.name for key, attachment in found.items()}
