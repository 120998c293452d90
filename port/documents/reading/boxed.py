"""A 統一編號 of which each digit stands in a box of its own, as on 變更登記表: the frames break it into pieces."""

import numpy as np

from port.documents.reading.engine import Corners, Pixels, Seen, read_line
from port.documents.reading.plain import plain

DIGITS = 8
HEIGHT = 64  # pixels that the strip is drawn with
AIR = 1.15  # times the height of the label
LONGEST_STRIP = 24  # times its height
NEAR = 0.6  # of the label's height: what stands no further from its line stands in its row


def with_boxed_number(picture: Pixels, seen: list[Seen]) -> list[Seen]:
    """The same lines, with the pieces right of a lone 統一編號 replaced by what the whole strip says.

    They stay as they are when they are eight digits already, or when the strip says no eight digits.
    """
    label = next((line for line in seen if plain(line.text).rstrip(":").endswith("統一編號")), None)
    if label is None:
        return seen
    row = sorted((line for line in seen if _is_right_of(line, label)), key=lambda line: line.corners[0, 0])
    pieces = [line for line in row if _digits(line.text) and not plain(line.text).strip("0123456789")]
    if not pieces or any(len(_digits(line.text)) == DIGITS for line in pieces):
        return seen
    beyond = next((line for line in row if line.corners[0, 0] > label.corners[1, 0] and line not in pieces), None)
    strip = _strip(label, pieces[-1], beyond)
    text, score = read_line(_cut(picture, strip))
    if len(_digits(text)) != DIGITS:
        return seen
    return [line for line in seen if line not in pieces] + [Seen(_digits(text), score, strip)]


def _digits(text: str) -> str:
    return "".join(letter for letter in plain(text) if letter in "0123456789")


def _is_right_of(line: Seen, label: Seen) -> bool:
    start, along, height = _row(label)
    middle = line.corners.mean(axis=0) - start
    return line is not label and bool(middle @ along > 0 and abs(middle @ _aside(along)) < NEAR * height)


def _row(label: Seen) -> tuple[Corners, Corners, float]:
    """Where the label ends, which way its row goes on, and how high it is."""
    upper_left, upper_right, lower_right, lower_left = label.corners
    along = upper_right - upper_left + lower_right - lower_left
    height = np.linalg.norm(lower_left - upper_left)
    return (upper_right + lower_right) / 2, along / np.linalg.norm(along), float(height)


def _strip(label: Seen, last: Seen, beyond: Seen | None) -> Corners:
    """From the label to the next words, or a third longer than the digits that were seen."""
    start, along, height = _row(label)
    seen = float((last.corners[1:3].mean(axis=0) - start) @ along)
    free = float((beyond.corners[[0, 3]].mean(axis=0) - start) @ along) - height / 2 if beyond else seen * 4 / 3
    end = start + along * min(max(seen, min(free, seen * 4 / 3)), LONGEST_STRIP * height)
    aside = _aside(along) * AIR * height / 2
    return np.stack([start - aside, end - aside, end + aside, start + aside])


def _aside(along: Corners) -> Corners:
    return np.array([-along[1], along[0]])


def _cut(picture: Pixels, strip: Corners) -> Pixels:
    import cv2

    length = np.linalg.norm(strip[1] - strip[0])
    width = max(round(float(length / np.linalg.norm(strip[3] - strip[0]) * HEIGHT)), HEIGHT)
    corners = np.array([(0, 0), (width, 0), (width, HEIGHT), (0, HEIGHT)], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(strip.astype(np.float32), corners)
    return np.asarray(cv2.warpPerspective(picture, matrix, (width, HEIGHT)), dtype=np.uint8)
