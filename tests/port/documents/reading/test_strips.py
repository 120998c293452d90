"""The strip around a value, however the page lies."""

import pytest

from port.documents.reading.lines import Line
from port.documents.reading.strips import Strip, strip_of

UPRIGHT = (0.2, 0.3, 0.6, 0.32)


def assert_is(strip: Strip, box: tuple[float, float, float, float], turn: int, tilt: float) -> None:
    assert strip.box == pytest.approx(box)
    assert (strip.turn, strip.tilt) == (turn, tilt)


@pytest.mark.parametrize(
    ("turn", "box"),
    [
        (0, UPRIGHT),
        (90, (0.3, 0.4, 0.32, 0.8)),
        (180, (0.4, 0.68, 0.8, 0.7)),
        (270, (0.68, 0.2, 0.7, 0.6)),
    ],
)
def test_it_is_told_as_it_lies_on_the_upright_page(turn: int, box: tuple[float, float, float, float]) -> None:
    assert_is(strip_of([Line(1, "海鷗有限公司", box, turn=turn)]), UPRIGHT, turn, 0)


@pytest.mark.parametrize("tilt", [0.1, -0.1])
def test_a_line_that_falls_is_no_higher_for_it(tilt: float) -> None:
    line = Line(1, "海鷗有限公司", (0.2, 0.28, 0.6, 0.34), tilt=tilt)

    assert_is(strip_of([line]), (0.2, 0.30, 0.6, 0.32), 0, tilt)


def test_a_short_second_line_is_in_it_as_a_whole() -> None:
    first = Line(1, "高雄市鼓山區蓬萊", (0.2, 0.28, 0.6, 0.34), tilt=0.1)
    second = Line(1, "路10號", (0.2, 0.33, 0.3, 0.36), tilt=0.08)

    assert_is(strip_of([first, second]), (0.2, 0.30, 0.6, 0.37), 0, 0.1)
