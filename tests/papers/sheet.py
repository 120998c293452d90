"""A page as a list of words and strokes, to be drawn as a picture or written as a PDF that has a text layer."""

from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from math import sin
from pathlib import Path

import pikepdf
from PIL import Image, ImageChops, ImageDraw, ImageFont

from demo.fonts import FOLDERS

WIDTH, HEIGHT = 1240, 1754  # A4 at 150 dpi; all places and sizes are counted in these
A4_POINTS = (595.2, 841.92)
FAMILIES = ("Sans", "Serif")
TAIWANESE_FACE = 3  # of the collection
INK, PALE, RED = (35, 35, 40), (206, 224, 216), (205, 60, 55)


@dataclass(frozen=True)
class Words:
    x: float
    y: float
    """The left end and the middle of the line."""
    text: str
    size: int
    bold: bool = False


@dataclass
class Sheet:
    """`family` is Sans or Serif."""

    family: str
    words: list[Words] = field(default_factory=list)
    strokes: list[tuple[float, float, float, float]] = field(default_factory=list)
    seals: list[tuple[float, float, float]] = field(default_factory=list)
    """Middle and side of red seals, pressed over whatever stands there."""
    patterned: bool = False
    """Whether the paper has a pattern of pale waves, as certificates do."""

    def write(self, x: float, y: float, text: str, size: int = 30, *, bold: bool = False) -> None:
        self.words.append(Words(x, y, text, size, bold))

    def centre(self, y: float, text: str, size: int, *, bold: bool = False) -> None:
        self.write((WIDTH - self.width(text, size)) / 2, y, text, size, bold=bold)

    def spread(self, left: float, right: float, y: float, text: str, size: int, *, bold: bool = False) -> None:
        """Each letter by itself, at even distances, as titles and digits in boxes are set."""
        step = (right - left) / len(text)
        for number, letter in enumerate(text):
            place = left + step * (number + 0.5) - self.width(letter, size) / 2
            self.write(place, y, letter, size, bold=bold)

    def box(self, left: float, top: float, right: float, bottom: float) -> None:
        self.strokes += [(left, top, right, top), (left, bottom, right, bottom)]
        self.strokes += [(left, top, left, bottom), (right, top, right, bottom)]

    def broken(self, text: str, size: int, width: float) -> list[str]:
        lines = [""]
        for letter in text:
            if self.width(lines[-1] + letter, size) > width:
                lines.append("")
            lines[-1] += letter
        return lines

    def width(self, text: str, size: int) -> float:
        return letters(self.family, size, bold=False).getlength(text)


@cache
def letters(family: str, size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    weight = "Bold" if bold else "Regular"
    return ImageFont.truetype(_fonts()[f"Noto{family}CJK-{weight}.ttc"], size, index=TAIWANESE_FACE)


def can_be_drawn() -> bool:
    """Whether the machine has both families (on Debian: fonts-noto-cjk)."""
    return all(f"Noto{family}CJK-{weight}.ttc" in _fonts() for family in FAMILIES for weight in ("Regular", "Bold"))


@cache
def _fonts() -> dict[str, Path]:
    found = (path for folder in FOLDERS for path in Path(folder).expanduser().rglob("Noto*CJK-*.ttc"))
    return {path.name: path for path in found}


def picture_of(sheet: Sheet, *, scale: float = 1.6) -> Image.Image:
    """The page as a scanner sees it: 240 dpi unless told otherwise."""
    picture = Image.new("RGB", (round(WIDTH * scale), round(HEIGHT * scale)), "white")
    draw = ImageDraw.Draw(picture)
    if sheet.patterned:
        _waves(draw, scale)
    for stroke in sheet.strokes:
        draw.line([end * scale for end in stroke], INK, round(2 * scale))
    for words in sheet.words:
        font = letters(sheet.family, round(words.size * scale), bold=words.bold)
        draw.text((words.x * scale, words.y * scale), words.text, INK, font, anchor="lm")
    for seal in sheet.seals:
        picture = ImageChops.multiply(picture, _seal(picture.size, sheet.family, *(part * scale for part in seal)))
    return picture


def _waves(draw: ImageDraw.ImageDraw, scale: float) -> None:
    for top in range(0, HEIGHT, 24):
        wave = [(x * scale, (top + 14 * sin(x / 45 + top / 70)) * scale) for x in range(0, WIDTH + 1, 8)]
        draw.line(wave, PALE, round(2 * scale))


def _seal(size: tuple[int, int], family: str, x: float, y: float, side: float) -> Image.Image:
    layer = Image.new("RGB", size, "white")
    draw, half = ImageDraw.Draw(layer), side / 2
    draw.rectangle((x - half, y - half, x + half, y + half), outline=RED, width=round(side / 20))
    for number, word in enumerate(("示範", "用印")):
        draw.text(
            (x, y + (number - 0.5) * side * 0.42), word, RED, letters(family, round(side * 0.38), bold=True), "mm"
        )
    return layer


def pdf_of(*sheets: Sheet, rotate: int = 0) -> bytes:
    """Pages as an office's program writes them: letters as letters, in a font that the reader has to know by itself."""
    document = pikepdf.new()
    for sheet in sheets:
        document.add_blank_page(page_size=A4_POINTS)
        page = document.pages[-1]
        page.Contents = document.make_stream(instructions(sheet).encode("ascii"))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=office_font(document)))
        if rotate:
            page.Rotate = rotate
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def instructions(sheet: Sheet) -> str:
    """What draws the page, in a font that is named F1."""
    scale = A4_POINTS[0] / WIDTH
    lines = []
    for left, top, right, bottom in sheet.strokes:
        ends = (left * scale, (HEIGHT - top) * scale, right * scale, (HEIGHT - bottom) * scale)
        lines.append("{:.1f} {:.1f} m {:.1f} {:.1f} l S".format(*ends))
    for words in sheet.words:
        size = words.size * scale
        place = f"{words.x * scale:.1f} {(HEIGHT - words.y) * scale - size * 0.35:.1f}"
        code = words.text.encode("utf-16-be").hex()
        lines.append(f"BT /F1 {size:.1f} Tf {place} Td <{code}> Tj ET")
    return "\n".join(lines)


def office_font(document: pikepdf.Pdf) -> pikepdf.Object:
    """A font that lies on the reader's machine, named by its collection of characters."""
    system = pikepdf.Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("CNS1"), Supplement=3)
    descriptor = document.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor,
            FontName=pikepdf.Name("/MSung-Light"),
            Flags=4,
            FontBBox=[0, -200, 1000, 900],
            ItalicAngle=0,
            Ascent=800,
            Descent=-200,
            CapHeight=700,
            StemV=80,
        )
    )
    descendant = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.CIDFontType0,
        BaseFont=pikepdf.Name("/MSung-Light"),
        CIDSystemInfo=system,
        FontDescriptor=descriptor,
        W=[1, 95, 560],  # Latin letters and digits are about as wide as in the drawn picture
    )
    return document.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type0,
            BaseFont=pikepdf.Name("/MSung-Light-UniCNS-UCS2-H"),
            Encoding=pikepdf.Name("/UniCNS-UCS2-H"),
            DescendantFonts=[descendant],
        )
    )
