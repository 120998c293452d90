"""Where the lines of a crooked page would stand if the paper lay straight: judged by the slopes of the lines themselves."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from port.documents.reading.engine import Corners
from port.documents.reading.lines import Box

LONG = 3  # times its height: a line whose slope can be trusted
FEWEST = 3  # lines that a slope is judged by
FARTHEST = (-1, 2)  # parts of the page: what comes to stand beyond stands at this edge
STEEPEST = 0.5  # a line that runs more steeply is not straightened
ODD = 0.06  # a slope so far from the usual one is of something else, such as a stamp

Places = NDArray[np.float64]


def levelled(lines: Sequence[Corners], *, width: int, height: int) -> list[Box]:
    """The upright box of each line, in parts of the page.

    A paper that was turned has one slope; one that was photographed from the side has slopes that change from top to
    bottom. Both are undone: what stands in one row of the paper comes to stand at one height.
    """
    if not lines:
        return []
    corners = np.stack(lines)
    middles = corners.mean(axis=1)
    upper_left, upper_right, lower_right, lower_left = corners.transpose(1, 0, 2)
    lengths = (_distances(upper_left, upper_right) + _distances(lower_left, lower_right)) / 2
    heights = (_distances(upper_left, lower_left) + _distances(upper_right, lower_right)) / 2
    slope, change = _slopes(corners, middles, lengths, heights, height)
    across, down = middles[:, 0] - width / 2, middles[:, 1] - height / 2
    rows = (down - slope * across) / (1 + change * across / height).clip(0.5, 2)
    columns = across + slope * down
    sides = [columns - lengths / 2, rows - heights / 2, columns + lengths / 2, rows + heights / 2]
    parts = (np.stack(sides, axis=1) / (width, height, width, height) + 0.5).clip(*FARTHEST)
    return [(left, top, right, bottom) for left, top, right, bottom in parts.tolist()]


def _distances(one: Places, other: Places) -> Places:
    return np.asarray(np.linalg.norm(other - one, axis=1))


def _slopes(corners: Places, middles: Places, lengths: Places, heights: Places, height: int) -> tuple[float, float]:
    """The slope at the middle of the page, and by how much it changes from its top to its bottom."""
    along = corners[:, 1] - corners[:, 0] + corners[:, 2] - corners[:, 3]
    trusted = (lengths > LONG * heights) & (np.abs(along[:, 1]) < STEEPEST * along[:, 0])
    if trusted.sum() < FEWEST:
        return 0.0, 0.0
    slopes = along[trusted, 1] / along[trusted, 0]
    down, weights = middles[trusted, 1] / height - 0.5, np.sqrt(lengths[trusted])
    usual = np.abs(slopes - np.median(slopes)) < ODD
    if usual.sum() < FEWEST:
        return float(np.median(slopes)), 0.0
    if np.ptp(down[usual]) < 0.1:
        return float(np.average(slopes[usual], weights=weights[usual])), 0.0
    change, slope = np.polyfit(down[usual], slopes[usual], 1, w=weights[usual])
    return float(slope), float(change)
