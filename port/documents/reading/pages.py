"""All lines of a document: from its text layer where that is of use and true, from the pictures of its pages otherwise."""

import json
from collections.abc import Callable

from port.documents.enums import TextSource
from port.documents.reading.agreement import Agreement, agreement
from port.documents.reading.labels import count_known
from port.documents.reading.lines import Line, lines_of_json
from port.documents.reading.ocr import read_picture
from port.documents.reading.plain import plain

LABELS_OF_A_LAYER = 2
HAN_OF_A_LAYER = 12  # characters
HAN_OF_RUNNING_TEXT = 60
SHARE_OF_HAN = 0.3  # of the letters; where it is less, a program guessed Latin letters from Chinese ones


def read_pages(
    pdf_text: str | None, open_page: Callable[[int], bytes | None], page_count: int, at_most: int
) -> tuple[list[Line], TextSource]:
    """The lines of the first pages, `at_most` of them, and where they come from.

    `pdf_text` is the `text.json` of the document, None where it has none. `open_page` gives the picture of a page
    (WebP), counted from 1. It is asked for each page, which takes a second or more, since a layer is believed only
    where the picture says the same; so of further pages nothing is known, nor of those from where it gives None.
    """
    last = min(page_count, at_most)
    layers = _layers(pdf_text, last)
    pages: list[Agreement] = []
    for page in range(1, last + 1):
        picture = open_page(page)
        if picture is None:
            break
        pages.append(agreement(layers.get(page, []), read_picture(picture, page=page)))
    return [line for page in pages for line in page.lines], _source(pages)


def _layers(pdf_text: str | None, last: int) -> dict[int, list[Line]]:
    """The pages whose layer is of use. One that is not as we write it is none at all."""
    try:
        lines = lines_of_json(json.loads(pdf_text or "[]"))
    except (ValueError, RecursionError):
        return {}
    pages = {page: [line for line in lines if line.page == page] for page in range(1, last + 1)}
    return {page: lines for page, lines in pages.items() if _is_of_use(lines)}


def _is_of_use(lines: list[Line]) -> bool:
    """Enough Chinese, and words that such papers have; or so much Chinese that it is no accident."""
    text = "".join(plain(line.text) for line in lines)
    letters = [letter for letter in text if letter.isalpha()]
    han = sum("㐀" <= letter <= "鿿" for letter in letters)
    if han < HAN_OF_A_LAYER or han < SHARE_OF_HAN * len(letters):
        return False
    known = count_known(line.text for line in lines)
    return known >= LABELS_OF_A_LAYER or (known > 0 and han >= HAN_OF_RUNNING_TEXT)


def _source(pages: list[Agreement]) -> TextSource:
    """What the picture has besides a layer that is true throughout, such as a stamp, does not count."""
    if not any(page.believed for page in pages):
        return TextSource.OCR
    return TextSource.LAYER if all(page.believed and not page.refused for page in pages) else TextSource.MIXED
