"""Lines of text and where they stand; what the process apart writes and the worker reads. Nothing here knows Django."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Box = tuple[float, float, float, float]
"""Left, top, right and bottom as parts (0 to 1) of the width and height of the page as it is drawn."""

LINES_OF_A_PAGE = 400
LONGEST_LINE = 300  # characters
TURNS = (0, 90, 180, 270)
STEEPEST = 0.5  # a tilt that is more is none of a line that was read


@dataclass(frozen=True)
class Line:
    """Pages count from 1.

    `level` is the box that the line would have if the paper lay upright and straight, where that is not `box`;
    `turn` is by how many degrees, clockwise, the page must be turned to be upright. `tilt` is how far the line would
    fall then, as part of the page's height, if it went on over the whole width.
    """

    page: int
    text: str
    box: Box
    level: Box | None = None
    turn: int = 0
    tilt: float = 0.0

    @property
    def place(self) -> Box:
        return self.level or self.box


def lines_as_json(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """What a JSON field or a JSON file takes."""
    return [_as_json(line) for line in lines]


def lines_of_json(given: object) -> list[Line]:
    """Raises ValueError when that is anything but what `lines_as_json` makes, within the bounds above."""
    if not isinstance(given, list):
        raise ValueError("Lines come as a list")
    return [_of_json(line) for line in given]


def _as_json(line: Line) -> dict[str, Any]:
    written: dict[str, Any] = {"page": line.page, "text": line.text, "box": _rounded(line.box)}
    if line.level:
        written["level"] = _rounded(line.level)
    if line.turn:
        written["turn"] = line.turn
    if tilt := round(line.tilt, 4):
        written["tilt"] = tilt
    return written


def _of_json(given: Any) -> Line:
    match given:
        case {"page": int(page), "text": str(text), "box": box} if page >= 1 and len(text) <= LONGEST_LINE:
            level, turn, tilt = given.get("level"), given.get("turn", 0), given.get("tilt", 0.0)
            if turn in TURNS and isinstance(tilt, int | float) and abs(tilt) <= STEEPEST:
                return Line(page, text, _box(box), _box(level) if level else None, turn, float(tilt))
    raise ValueError("A line is not written as a line is")


def _box(given: Any) -> Box:
    """A straightened line may reach a little beyond the page, never far."""
    match given:
        case [int() | float(), int() | float(), int() | float(), int() | float()] if all(-2 <= n <= 3 for n in given):
            left, top, right, bottom = map(float, given)
            return left, top, right, bottom
    raise ValueError("A box has four sides on the page")


def _rounded(box: Box) -> list[float]:
    return [round(side, 4) for side in box]
