"""Lines as a reader of pictures would give them, placed by hand."""

from port.documents.reading.lines import Box, Line

HEIGHT = 0.02  # of a line, as a part of the page
ROW = 0.05  # from one row of a table to the next
LETTER = 0.02  # the width of a Chinese letter
LABELS, VALUES = 0.1, 0.4  # where the columns of a table begin


def at(x: float, y: float, text: str, *, size: float = HEIGHT, page: int = 1) -> Line:
    """Beginning at x, its middle at y."""
    return Line(page, text, box(x, y, text, size))


def box(x: float, y: float, text: str, size: float = HEIGHT) -> Box:
    width = sum(LETTER if ord(letter) > 0x2000 else LETTER / 2 for letter in text) * size / HEIGHT
    left, top, right, bottom = (round(side, 4) for side in (x, y - size / 2, x + width, y + size / 2))
    return left, top, right, bottom


def title(text: str, *, page: int = 1) -> Line:
    return at(0.3, 0.08, text, size=2 * HEIGHT, page=page)


def table(*rows: tuple[str, ...], top: float = 0.2, page: int = 1) -> list[Line]:
    """Labels on the left, beside each its value; an empty text leaves its cell empty."""
    columns = (LABELS, VALUES, VALUES + 0.3)
    return [
        at(x, top + number * ROW, text, page=page)
        for number, row in enumerate(rows)
        for x, text in zip(columns, row, strict=False)
        if text
    ]


def paragraph(*lines: str, top: float = 0.3) -> list[Line]:
    return [at(LABELS, top + number * 0.03, line) for number, line in enumerate(lines)]
