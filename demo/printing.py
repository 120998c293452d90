"""A PDF whose letters are letters, to be read and searched without looking at them.

The font is made of pictures of the letters that the page needs (a Type 3 font), so no font of the machine goes into the
file, and it looks the same everywhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import img2pdf
import pikepdf
from PIL import Image, ImageDraw

from demo.fonts import font
from demo.papers import HEIGHT, Words

EM = 1000  # the square of a letter, in the units of a font
DOTS = 128  # of that square, in each direction
POINT = 72 / 150  # of a pixel
MOST_LETTERS = 256  # different ones, since a code is one byte

TO_UNICODE = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Letters def /CMapType 2 def
1 begincodespacerange <00> <ff> endcodespacerange
{blocks}
endcmap end end"""


def print_pdf(background: bytes, words: Sequence[Words]) -> bytes:
    """One page: the picture (JPEG, 150 dpi) under the words. Raises `ValueError` with too many different letters."""
    pdf = pikepdf.open(BytesIO(img2pdf.convert(background)))
    page = pdf.pages[0]
    letters = sorted({letter for line in words for letter in line.text})
    page.Resources.Font = pikepdf.Dictionary(Letters=_font(pdf, letters))
    page.contents_add(pdf.make_stream(_written(words, letters).encode("ascii")))
    target = BytesIO()
    pdf.save(target)
    return target.getvalue()


def _written(words: Sequence[Words], letters: Sequence[str]) -> str:
    return "\n".join(f"BT {_colour(line)} rg {_place(line)} <{_codes(line.text, letters)}> Tj ET" for line in words)


def _colour(line: Words) -> str:
    return " ".join(f"{part / 255:.3f}" for part in line.colour)


def _place(line: Words) -> str:
    left, bottom = line.left * POINT, (HEIGHT - line.bottom) * POINT
    return f"/Letters {line.size * POINT:.2f} Tf {left:.2f} {bottom:.2f} Td"


def _codes(text: str, letters: Sequence[str]) -> str:
    return bytes(letters.index(letter) for letter in text).hex()


@dataclass(frozen=True)
class _Glyph:
    """How far the next letter stands, and the strokes, in the units of the font."""

    width: int
    strokes: bytes


def _font(pdf: pikepdf.Pdf, letters: Sequence[str]) -> pikepdf.Object:
    if len(letters) > MOST_LETTERS:
        raise ValueError(f"{len(letters)} letters are too many for one font")
    glyphs = [_glyph(letter) for letter in letters]
    names = [pikepdf.Name(f"/letter{code}") for code in range(len(letters))]
    strokes = {str(name): pdf.make_stream(glyph.strokes) for name, glyph in zip(names, glyphs, strict=True)}
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type3,
            FontBBox=[0, -EM // 5, EM, EM],
            FontMatrix=[1 / EM, 0, 0, 1 / EM, 0, 0],
            CharProcs=pikepdf.Dictionary(strokes),
            Encoding=pikepdf.Dictionary(Type=pikepdf.Name.Encoding, Differences=pikepdf.Array([0, *names])),
            FirstChar=0,
            LastChar=len(letters) - 1,
            Widths=[glyph.width for glyph in glyphs],
            Resources=pikepdf.Dictionary(),
            ToUnicode=pdf.make_stream(_unicode(letters).encode("ascii")),
        )
    )


def _glyph(letter: str) -> _Glyph:
    """A stencil of the letter, through which the colour of the line is poured."""
    shape, scale = font(DOTS), EM / DOTS
    left, top, right, bottom = (round(side) for side in shape.getbbox(letter, anchor="ls"))
    right, bottom = max(right, left + 1), max(bottom, top + 1)  # a space has no extent
    stencil = Image.new("1", (right - left, bottom - top), 1)
    ImageDraw.Draw(stencil).text((-left, -top), letter, 0, shape, anchor="ls")
    box = " ".join(f"{side * scale:.0f}" for side in (left, -bottom, right, -top))
    onto = f"{stencil.width * scale:.0f} 0 0 {stencil.height * scale:.0f} {left * scale:.0f} {-bottom * scale:.0f} cm"
    picture = f"BI /IM true /W {stencil.width} /H {stencil.height} /BPC 1 /F /AHx ID {stencil.tobytes().hex()}> EI"
    width = round(shape.getlength(letter) * scale)
    return _Glyph(width, f"{width} 0 {box} d1 q {onto} {picture} Q".encode("ascii"))


def _unicode(letters: Sequence[str]) -> str:
    """Which letter each code stands for; a block holds a hundred at most."""
    lines = [f"<{code:02x}> <{letter.encode('utf-16-be').hex()}>" for code, letter in enumerate(letters)]
    blocks = (lines[start : start + 100] for start in range(0, len(lines), 100))
    return TO_UNICODE.format(
        blocks="\n".join(f"{len(block)} beginbfchar {' '.join(block)} endbfchar" for block in blocks)
    )
