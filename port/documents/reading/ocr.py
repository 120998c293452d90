"""Reads the picture of a page, whichever way up it lies."""

from io import BytesIO

import numpy as np
from PIL import Image

from port.documents.reading.boxed import with_boxed_number
from port.documents.reading.engine import Pixels, Seen, see
from port.documents.reading.labels import count_known
from port.documents.reading.lines import LONGEST_LINE, STEEPEST, Box, Line
from port.documents.reading.straight import levelled

LEGIBLE = 0.85  # the usual score of letters that are not upside down
MOST_PIXELS = 10_000_000  # pictures of pages have at most 6 million


def read_picture(webp: bytes, *, page: int) -> list[Line]:
    """The lines of a page, from above to below as the paper is read.

    Upright first. Where that gives no word that such papers have, the other ways up are tried, the likeliest first, and
    the most legible counts. Raises ValueError for a picture that is not one of ours.
    """
    picture = _decoded(webp)
    turn, seen = _upright(picture)
    upright = _turned(picture, turn)
    return _lines(upright, with_boxed_number(upright, seen), page, turn)


def _upright(picture: Pixels) -> tuple[int, list[Seen]]:
    """By how much the picture must be turned, and what is seen then."""
    seen = see(picture)
    if _is_upright(seen):
        return 0, seen
    readings = [(0, seen)]
    for turn in _other_turns(seen):
        readings.append((turn, see(_turned(picture, turn))))
        if _is_upright(readings[-1][1]):
            return readings[-1]
    return max(readings, key=lambda reading: _legibility(reading[1]))


def _decoded(webp: bytes) -> Pixels:
    with Image.open(BytesIO(webp), formats=["WEBP"]) as image:
        if image.width * image.height > MOST_PIXELS:
            raise ValueError("The picture is larger than any page")
        return np.ascontiguousarray(np.asarray(image.convert("RGB"))[:, :, ::-1])


def _turned(picture: Pixels, turn: int) -> Pixels:
    """By so many degrees clockwise."""
    return np.ascontiguousarray(np.rot90(picture, k=-turn // 90))


def _is_upright(seen: list[Seen]) -> bool:
    """Known words in two lines, or in one of a legible page: upside down, a single 日 is read as itself."""
    known = count_known(line.text for line in seen)
    return not _lies_on_its_side(seen) and (known > 1 or (known == 1 and _legibility(seen) > LEGIBLE))


def _lies_on_its_side(seen: list[Seen]) -> bool:
    """Whether most of the text runs downwards."""
    return sum(_length(line) * (1 if _runs_down(line) else -1) for line in seen) > 0


def _runs_down(line: Seen) -> bool:
    across, down = np.ptp(line.corners, axis=0)
    return bool(down > across * 1.2)


def _length(line: Seen) -> float:
    return float(np.ptp(line.corners, axis=0).max())


def _other_turns(seen: list[Seen]) -> tuple[int, ...]:
    """None for a page that is empty, or legible as it is though it says nothing known.

    The engine turns lines that run downwards against the clock before it reads them.
    """
    if not seen:
        return ()
    legible = _legibility(seen) > LEGIBLE
    if _lies_on_its_side(seen):
        return (270, 90) if legible else (90, 270)
    return () if legible else (180, 90, 270)


def _legibility(seen: list[Seen]) -> float:
    letters = sum(len(line.text) for line in seen)
    return sum(line.score * len(line.text) for line in seen) / letters if letters else 0.0


def _lines(upright: Pixels, seen: list[Seen], page: int, turn: int) -> list[Line]:
    height, width = upright.shape[:2]
    levels = levelled([line.corners for line in seen], width=width, height=height)
    boxes = [_as_drawn(line, turn, width, height) for line in seen]
    return [
        Line(page, line.text[:LONGEST_LINE], box, level, turn, _tilt(line, width, height))
        for line, box, level in zip(seen, boxes, levels, strict=True)
    ]


def _tilt(line: Seen, width: int, height: int) -> float:
    """None for a line that runs downwards."""
    upper_left, upper_right, lower_right, lower_left = line.corners / (width, height)
    across, down = upper_right - upper_left + lower_right - lower_left
    return float(down / across) if abs(down) < STEEPEST * across else 0.0


def _as_drawn(line: Seen, turn: int, width: int, height: int) -> Box:
    """The box around the line on the page as it was before it was turned upright."""
    left, top = line.corners.min(axis=0) / (width, height)
    right, bottom = line.corners.max(axis=0) / (width, height)
    match turn:
        case 90:
            return float(top), float(1 - right), float(bottom), float(1 - left)
        case 180:
            return float(1 - right), float(1 - bottom), float(1 - left), float(1 - top)
        case 270:
            return float(1 - bottom), float(left), float(1 - top), float(right)
    return float(left), float(top), float(right), float(bottom)
