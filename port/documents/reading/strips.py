"""Where lines stand without what stands above and below them, on a paper that lies on its side or askew."""

from collections.abc import Sequence
from dataclasses import dataclass

from port.documents.reading.lines import Box, Line


@dataclass(frozen=True)
class Strip:
    """`box` is on the page turned upright, by `turn` degrees clockwise, where the strip is half as long as it is.

    From there it falls by `tilt` of the page's height over the whole width.
    """

    box: Box
    turn: int = 0
    tilt: float = 0.0


def strip_of(lines: Sequence[Line]) -> Strip:
    """Around all of these lines of one page; they lie as the longest of them does."""
    turn = lines[0].turn
    boxes = [_upright(line.box, turn) for line in lines]
    longest = max(range(len(lines)), key=lambda place: boxes[place][2] - boxes[place][0])
    tilt = lines[longest].tilt
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    levels = [_level(box, tilt, (left + right) / 2) for box in boxes]
    return Strip((left, min(top for top, _ in levels), right, max(bottom for _, bottom in levels)), turn, tilt)


def _upright(box: Box, turn: int) -> Box:
    left, top, right, bottom = box
    for _ in range(turn // 90):
        left, top, right, bottom = 1 - bottom, left, 1 - top, right
    return left, top, right, bottom


def _level(box: Box, tilt: float, middle: float) -> tuple[float, float]:
    """Top and bottom of a line that went on to the middle of the strip."""
    left, top, right, bottom = box
    half = max(bottom - top - abs(tilt) * (right - left), 0.0) / 2
    there = (top + bottom) / 2 + tilt * (middle - (left + right) / 2)
    return there - half, there + half
