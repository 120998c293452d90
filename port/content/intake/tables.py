"""CSV: text and nothing else, and no cell that a spreadsheet would run as a formula."""

import csv
import io
import re

from port.content.intake.answers import Format, Refused, Taken, Why

MARK = b"\xef\xbb\xbf"  # with it, spreadsheets read UTF-8 as UTF-8
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
FORMULA = re.compile(r"\s*(?:[=@]|[+-](?![0-9.,() -]*%?\s*$))")
MARKUP = re.compile(r"\s*<[!?a-z]", re.IGNORECASE)
SHOWN = 30


def take_csv(content: bytes) -> Taken:
    """In UTF-8 and marked as such."""
    try:
        text = content.removeprefix(MARK).decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(Why.CSV_ENCODING) from None
    if UNSEEN.search(text) or MARKUP.match(text):
        raise Refused(Why.NO_CSV)
    _require_plain(text)
    return Format.CSV, MARK + text.encode()


def _require_plain(text: str) -> None:
    try:
        cells = (cell for row in csv.reader(io.StringIO(text, newline=""), strict=True) for cell in row)
        formula = next((cell for cell in cells if FORMULA.match(cell)), None)
    except csv.Error:
        raise Refused(Why.CSV_DAMAGED) from None
    if formula is not None:
        raise Refused(Why.CSV_FORMULA, formula[:SHOWN])
