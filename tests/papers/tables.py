"""Rows of labels and values, set in the three ways that such papers have."""

from tests.papers.sheet import Sheet

Rows = list[tuple[str, str]]
PADDING = 18


def ruled(sheet: Sheet, rows: Rows, *, left: int, right: int, top: int, labels: int, size: int) -> int:
    """In boxes; where the table ends, here as below."""
    for label, value in rows:
        lines = sheet.broken(value, size, right - left - labels - 2 * PADDING)
        bottom = top + round(len(lines) * size * 1.5) + 2 * PADDING
        sheet.box(left, top, right, bottom)
        sheet.strokes.append((left + labels, top, left + labels, bottom))
        sheet.write(left + PADDING, (top + bottom) / 2, label, size)
        for number, line in enumerate(lines):
            middle = top + PADDING + size * 1.5 * (number + 0.5)
            sheet.write(left + labels + PADDING, middle, line, size)
        top = bottom
    return top


def unruled(
    sheet: Sheet, rows: Rows, *, left: int, right: int, top: int, labels: int, size: int, colon: bool = False
) -> int:
    """In two columns, without lines."""
    for label, value in rows:
        lines = sheet.broken(value, size, right - left - labels)
        sheet.write(left, top + size, f"{label}：" if colon else label, size)
        for number, line in enumerate(lines):
            sheet.write(left + labels, top + size + number * size * 1.5, line, size)
        top += round((len(lines) - 1) * size * 1.5 + size * 2.1)
    return top


def stacked(sheet: Sheet, rows: Rows, *, left: int, right: int, top: int, size: int) -> int:
    """Each label above its value, in a box."""
    for label, value in rows:
        lines = sheet.broken(value, size, right - left - 2 * PADDING)
        bottom = top + round(size * 1.6 + len(lines) * size * 1.5) + 2 * PADDING
        sheet.box(left, top, right, bottom)
        sheet.write(left + PADDING, top + PADDING + size * 0.6, label, round(size * 0.8))
        for number, line in enumerate(lines):
            sheet.write(left + PADDING, top + PADDING + size * (2.0 + number * 1.5), line, size)
        top = bottom
    return top
