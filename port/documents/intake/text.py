"""What a page says by itself: the letters of its text layer, and where each line of them is seen."""

import ctypes
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

from port.documents.intake import layout
from port.documents.reading.bounds import within_bounds
from port.documents.reading.lines import LINES_OF_A_PAGE, LONGEST_LINE, Box, Line, lines_as_json, lines_of_json

CHARACTERS_OF_A_PAGE = 10_000
STEPS = 100  # of a point: pdfium tells places on a drawn page in whole numbers
INVISIBLE = raw.FPDF_TEXTRENDERMODE_INVISIBLE
APART = 0.6  # of a letter's height: a wider gap begins another line
SPACE = 0.2  # of a letter's height: a wider gap is a space


def write_text(pdf: Path, folder: Path) -> None:
    """Write the lines of the first pages into the folder, within the bounds for a document.

    Lines that lie there already are those of the pages whose pictures do, and only those of the others are looked for.
    A page whose text cannot be read has none; that refuses no document.
    """
    document, target = pypdfium2.PdfDocument(pdf), folder / layout.TEXT
    known = lines_of_json(json.loads(target.read_text("utf-8"))) if target.exists() else None

    def lines_on(number: int) -> Iterable[Line]:
        if known is not None and (folder / layout.thumbnail(number)).exists():
            return [line for line in known if line.page == number]
        return _lines(document[number - 1], number)

    lines = within_bounds(line for number in range(1, len(document) + 1) for line in lines_on(number))
    target.write_text(json.dumps(lines_as_json(lines), ensure_ascii=False), encoding="utf-8")


def _lines(page: pypdfium2.PdfPage, number: int) -> Iterator[Line]:
    """At most as many as the bounds allow; what is there but cannot be seen does not count."""
    width, height = page.get_size()
    try:
        letters = list(_letters(page, (width, height)))
    except pypdfium2.PdfiumError:
        return
    finally:
        page.close()
    for text, (left, top, right, bottom) in islice(_joined(letters), LINES_OF_A_PAGE):
        yield Line(number, text[:LONGEST_LINE], (left / width, top / height, right / width, bottom / height))


def _letters(page: pypdfium2.PdfPage, size: tuple[float, float]) -> Iterator[tuple[str, Box]]:
    """Each visible letter in the order of the file, with its place in points from the upper left of the page as drawn."""
    words = page.get_textpage()
    for index in range(min(words.count_chars(), CHARACTERS_OF_A_PAGE)):
        letter = _letter(words, index)
        rect = raw.FS_RECTF()
        if not letter.isprintable() or letter.isspace() or not raw.FPDFText_GetLooseCharBox(words, index, rect):
            continue
        box = _as_drawn(page, size, rect)
        if _is_within(box, size) and not _is_invisible(words, index):
            yield letter, box
    words.close()


def _letter(words: pypdfium2.PdfTextPage, index: int) -> str:
    """Rare characters (beyond U+FFFF) are told in two halves; the second alone is no letter."""
    code = raw.FPDFText_GetUnicode(words, index)
    if 0xD800 <= code < 0xDC00 and 0xDC00 <= (second := raw.FPDFText_GetUnicode(words, index + 1)) < 0xE000:
        return chr(0x10000 + ((code - 0xD800) << 10) + second - 0xDC00)
    return chr(code)


def _is_invisible(words: pypdfium2.PdfTextPage, index: int) -> bool:
    """What the program of a scanner guessed lies unseen on its picture; we would rather read the picture."""
    holder = raw.FPDFText_GetTextObject(words, index)
    return bool(holder) and raw.FPDFTextObj_GetTextRenderMode(holder) == INVISIBLE


def _as_drawn(page: pypdfium2.PdfPage, size: tuple[float, float], rect: raw.FS_RECTF) -> Box:
    """Turned and cut as the page is."""
    ends = [_point(page, size, rect.left, rect.top), _point(page, size, rect.right, rect.bottom)]
    (left, right), (top, bottom) = (sorted(side) for side in zip(*ends, strict=True))
    return left, top, right, bottom


def _point(page: pypdfium2.PdfPage, size: tuple[float, float], x: float, y: float) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    width, height = (round(side * STEPS) for side in size)
    raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, across, down)
    return across.value / STEPS, down.value / STEPS


def _is_within(box: Box, size: tuple[float, float]) -> bool:
    left, top, right, bottom = box
    return -1 < left < right < size[0] + 1 and -1 < top < bottom < size[1] + 1


def _joined(letters: list[tuple[str, Box]]) -> Iterator[tuple[str, Box]]:
    """Letters that stand side by side are one line, whatever pieces the file has them in."""
    text, box = "", (0.0, 0.0, 0.0, 0.0)
    for letter, place in letters:
        gap = (place[0] - box[2]) / (place[3] - place[1])
        if text and abs(_middle(place) - _middle(box)) < 0.4 * (box[3] - box[1]) and -0.5 < gap < APART:
            text += " " + letter if gap > SPACE else letter
            box = (box[0], min(box[1], place[1]), max(box[2], place[2]), max(box[3], place[3]))
            continue
        if text:
            yield text, box
        text, box = letter, place
    if text:
        yield text, box


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2
