"""What was found on a document, and where."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from port.documents.reading.lines import Box, Line
from port.documents.reading.strips import Strip, strip_of

T = TypeVar("T")


@dataclass(frozen=True)
class Found(Generic[T]):
    """`text` is what stands there, `box` around all of it, on the page as it is drawn (pages count from 1); `strip` is
    the same without its neighbours, however the page lies.

    `label` is the word it was known by, empty when it stood alone and is the weaker for it. `similarity` (0 to 1) is how
    alike `value` and what was looked for are; 1 for what was not looked for but read.
    """

    value: T
    page: int
    box: Box
    strip: Strip
    text: str
    label: str = ""
    similarity: float = 1.0


def found_in(lines: Sequence[Line], value: T, *, label: str = "", similarity: float = 1.0) -> Found[T]:
    """With the box around these lines; of several pages, around those on the first."""
    page = lines[0].page
    on_page = [line for line in lines if line.page == page]
    lefts, tops, rights, bottoms = zip(*(line.box for line in on_page), strict=True)
    box = min(lefts), min(tops), max(rights), max(bottoms)
    return Found(value, page, box, strip_of(on_page), " ".join(line.text for line in lines), label, similarity)
