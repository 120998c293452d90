"""Lines on their way through JSON."""

import json
from typing import Any

import pytest

from port.documents.reading.lines import LONGEST_LINE, Line, lines_as_json, lines_of_json

LINE = Line(2, "統一編號", (0.1, 0.2, 0.3, 0.25))
TURNED = Line(1, "名稱", (0.1, 0.2, 0.3, 0.25), (0.7, 0.1, 0.75, 0.3), 270, -0.0312)


def test_lines_come_back_as_they_went() -> None:
    written = json.dumps(lines_as_json([LINE, TURNED]))

    assert lines_of_json(json.loads(written)) == [LINE, TURNED]


def test_what_a_plain_line_does_not_need_is_not_written() -> None:
    assert lines_as_json([LINE]) == [{"page": 2, "text": "統一編號", "box": [0.1, 0.2, 0.3, 0.25]}]


def test_a_place_is_the_level_box_where_there_is_one() -> None:
    assert (LINE.place, TURNED.place) == (LINE.box, TURNED.level)


@pytest.mark.parametrize(
    "given",
    [
        {},
        None,
        ["a line"],
        [{"page": 0, "text": "", "box": [0, 0, 1, 1]}],
        [{"page": 1, "text": "x" * (LONGEST_LINE + 1), "box": [0, 0, 1, 1]}],
        [{"page": 1, "text": "x", "box": [0, 0, 1]}],
        [{"page": 1, "text": "x", "box": [0, 0, 1, float("nan")]}],
        [{"page": 1, "text": "x", "box": [0, 0, 1, 9]}],
        [{"page": 1, "text": "x", "box": [0, 0, 1, "1"]}],
        [{"page": 1, "text": "x", "box": [0, 0, 1, 1], "turn": 45}],
        [{"page": 1, "text": "x", "box": [0, 0, 1, 1], "tilt": 0.6}],
        [{"page": 1, "text": "x", "box": [0, 0, 1, 1], "tilt": "0.1"}],
    ],
)
def test_what_is_no_line_is_not_believed(given: Any) -> None:
    with pytest.raises(ValueError, match=r"line|box|list"):
        lines_of_json(given)
