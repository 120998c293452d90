"""Proof documents of companies that do not exist, drawn by the program and marked 示範文件 all over."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import NotRequired, TypedDict, TypeVar, Unpack

from PIL import Image, ImageDraw

from demo.fonts import Letters, chinese_font, font
from port.taiwan.dates import roc_long

WIDTH, HEIGHT = A4 = (1240, 1754)  # pixels at 150 dpi, the size in which the desk shows a page
MIDDLE, MARGIN, LABELS, LETTERS, LINE, PADDING = WIDTH // 2, 110, 290, 36, 50, 22
BLACK, PALE, RED = (30, 30, 30), (224, 229, 236), (190, 40, 40)

Colour = tuple[int, int, int]

T = TypeVar("T")


class PaperKind(Enum):
    """What companies hand in (manual, step 13): the accepted kinds, and last the one that was abolished on 98.4.13."""

    CHANGE_REGISTRATION = "變更事項登記表", "Registration of Changes"
    BUSINESS_TRANSCRIPT = "商業登記抄本", "Transcript of Business Registration"
    LEGAL_PERSON = "法人登記證書", "Certificate of a Legal Person"
    FACTORY = "工廠登記證", "Factory Registration"
    COMPANY_CERTIFICATE = "公司登記證明書", "Certificate of Company Registration"
    EDUCATION_LETTER = "教育部證明函", "Letter of the Ministry of Education"
    ASSOCIATION = "人民團體立案證書", "Certificate of an Association"
    BUSINESS_LICENCE = "營利事業登記證", "Profit-Seeking Enterprise Licence"

    def __init__(self, chinese: str, english: str) -> None:
        self.chinese = chinese
        self.english = english


class PaperFacts(TypedDict):
    """What stands on a paper. Pages count from 1; the first has the table of fields, the others list entries."""

    company_name: str
    number: str
    representative: str
    address: str
    issued_on: date
    page: NotRequired[int]
    pages: NotRequired[int]


@dataclass(frozen=True)
class Words:
    """A line of letters; `left` is its left end and `bottom` what the letters stand on, in pixels."""

    left: float
    bottom: float
    text: str
    size: int
    colour: Colour = BLACK


@dataclass(frozen=True)
class Page:
    """What is printed on a page beforehand, and what an office writes on it."""

    picture: Image.Image
    words: list[Words]

    def drawn(self) -> Image.Image:
        paper = self.picture.copy()
        draw = ImageDraw.Draw(paper)
        for words in self.words:
            draw.text((words.left, words.bottom), words.text, words.colour, font(words.size), anchor="ls")
        return paper


def draw_paper(kind: PaperKind, **facts: Unpack[PaperFacts]) -> Image.Image:
    """One page of A4. Without a Chinese font on the machine the layout is the same, in Latin letters and digits."""
    return lay_out(kind, **facts).drawn()


def lay_out(
    kind: PaperKind,
    *,
    company_name: str,
    number: str,
    representative: str,
    address: str,
    issued_on: date,
    page: int = 1,
    pages: int = 1,
) -> Page:
    rows = {
        _either("統一編號", "Business No.") if number.isdigit() else _either("機關代碼", "Agency code"): number,
        _either("名稱", "Name"): company_name,
        _either("負責人", "Representative"): representative,
        _either("地址", "Address"): address,
        _either("核發日期", "Issued on"): _either(roc_long(issued_on), f"{issued_on}"),
    }
    picture = _watermark(_either("示範文件　SPECIMEN　", "SPECIMEN   ")).copy()
    draw = ImageDraw.Draw(picture)
    warning = _either("示範文件，由程式繪製，不具任何效力", "Specimen, drawn by a program, without any effect")
    words = [
        _centred(96, warning, size=30, colour=RED),
        _centred(205, _either(kind.chinese, kind.english), size=_either(68, 50)),
        _centred(HEIGHT - 90, _either(f"第 {page} 頁，共 {pages} 頁", f"Page {page} of {pages}"), size=28),
    ]
    if not chinese_font():
        words.append(_centred(HEIGHT - 140, "Latin letters only: this machine has no Chinese font.", size=28))
    written, bottom = _table(draw, rows if page == 1 else _entries(page), top=300)
    _draw_stamp(draw, (WIDTH - MARGIN - 150, bottom + 200))
    return Page(picture, words + written)


def _either(chinese: T, latin: T) -> T:
    return chinese if chinese_font() else latin


def _words(x: float, y: float, text: str, *, size: int, colour: Colour = BLACK, anchor: str = "la") -> Words:
    """Placed as Pillow places the anchor."""
    there, here = (font(size).getbbox(text, anchor=each) for each in (anchor, "ls"))
    return Words(x + there[0] - here[0], y + there[1] - here[1], text, size, colour)


def _centred(y: float, text: str, *, size: int, colour: Colour = BLACK) -> Words:
    return _words(MIDDLE, y, text, size=size, colour=colour, anchor="mm")


@cache
def _watermark(words: str) -> Image.Image:
    """White paper with the words across it, from corner to corner; turning it takes longer than all the rest."""
    side = HEIGHT + WIDTH // 2
    sheet = Image.new("RGB", (side, side), "white")
    draw = ImageDraw.Draw(sheet)
    for row, top in enumerate(range(40, side, 250)):
        draw.text((-180 * (row % 2), top), words * 6, PALE, font(80))
    turned = sheet.rotate(28, Image.Resampling.BILINEAR)
    left, top = (side - WIDTH) // 2, (side - HEIGHT) // 2
    return turned.crop((left, top, left + WIDTH, top + HEIGHT))


def _table(draw: ImageDraw.ImageDraw, rows: Mapping[str, str], *, top: int) -> tuple[list[Words], int]:
    """Labels on the left, values on the right, as many lines as a value needs; what is written, and where it ends."""
    words = []
    for label, value in rows.items():
        lines = _broken(value, font(LETTERS), WIDTH - 2 * MARGIN - LABELS - 2 * PADDING)
        bottom = top + len(lines) * LINE + 2 * PADDING
        draw.rectangle((MARGIN, top, WIDTH - MARGIN, bottom), outline=BLACK, width=2)
        draw.line((MARGIN + LABELS, top, MARGIN + LABELS, bottom), BLACK, 2)
        words.append(_words(MARGIN + PADDING, top + PADDING, label, size=LETTERS))
        for number, line in enumerate(lines):
            place = MARGIN + LABELS + PADDING, top + PADDING + number * LINE
            words.append(_words(*place, line, size=LETTERS))
        top = bottom
    return words, top


def _broken(value: str, letters: Letters, width: int) -> list[str]:
    """The value in lines no wider than that many pixels. Without a Chinese font only its Latin part can be drawn."""
    drawable = value if chinese_font() else "".join(filter(str.isascii, value)).strip() or "-"
    lines = [""]
    for character in drawable:
        if letters.getlength(lines[-1] + character) > width:
            lines.append("")
        lines[-1] += character
    return lines


def _entries(page: int) -> Mapping[str, str]:
    first = (page - 2) * 8 + 1
    words = _either("示範登記事項，內容從略", "Specimen entry, left out")
    return {_either(f"事項 {number}", f"Entry {number}"): words for number in range(first, first + 8)}


def _draw_stamp(draw: ImageDraw.ImageDraw, centre: tuple[int, int]) -> None:
    x, y = centre
    draw.rounded_rectangle((x - 130, y - 130, x + 130, y + 130), 18, outline=RED, width=9)
    words = _either(("示範用印", "並無此章"), ("SPECIMEN", "STAMP"))
    for number, word in enumerate(words):
        draw.text((x, y - 45 + number * 90), word, RED, font(_either(52, 40)), anchor="mm")
