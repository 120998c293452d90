"""What stands in one row of a crooked paper comes to stand at one height."""

import numpy as np
import pytest
from numpy.typing import NDArray

from port.documents.reading.engine import Corners
from port.documents.reading.straight import levelled

WIDTH, HEIGHT = 1240, 1754
UPRIGHT = np.array([[0, 0], [0, 1], [1, 1]])
ROWS, COLUMNS = range(200, 1600, 100), (100, 700)


def lines(matrix: NDArray[np.float64]) -> list[Corners]:
    """Lines of a page of two columns, as the matrix (of homogeneous places) bends it."""
    flat = [
        np.array([(x, y), (x + 300, y), (x + 300, y + 40), (x, y + 40)], dtype=float) for y in ROWS for x in COLUMNS
    ]
    bent = [np.column_stack([line, np.ones(4)]) @ matrix.T for line in flat]
    return [line[:, :2] / line[:, 2:] for line in bent]


def turned(degrees: float) -> NDArray[np.float64]:
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[cosine, -sine, 60 * sine], [sine, cosine, -60 * sine], [0, 0, 1]])


FROM_THE_SIDE = np.array([[1, 0.02, 0], [0.03, 1, 0], [6e-5, 2e-5, 1]])


@pytest.mark.parametrize("matrix", [turned(0), turned(3), turned(-5), FROM_THE_SIDE])
def test_rows_stand_at_one_height_and_columns_below_each_other(matrix: NDArray[np.float64]) -> None:
    boxes = levelled(lines(matrix), width=WIDTH, height=HEIGHT)

    middles = np.array([(top + bottom) / 2 for _, top, _, bottom in boxes]).reshape(-1, 2)
    assert np.abs(middles[:, 0] - middles[:, 1]).max() < 0.3 * 40 / HEIGHT
    assert (np.diff(middles[:, 0]) > 40 / HEIGHT).all()


def test_a_stamp_that_lies_askew_bends_nothing() -> None:
    stamp = lines(turned(20))[6]

    boxes = levelled([*lines(turned(0)), stamp], width=WIDTH, height=HEIGHT)

    assert boxes[0] == pytest.approx((100 / WIDTH, 200 / HEIGHT, 400 / WIDTH, 240 / HEIGHT), abs=0.002)


def test_a_page_without_lines_has_no_boxes() -> None:
    assert levelled([], width=WIDTH, height=HEIGHT) == []
