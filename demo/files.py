"""A paper as the file that is handed in: scanned, photographed, or as the office itself sent it."""

from io import BytesIO
from typing import Unpack

import img2pdf
from PIL import Image, ImageChops

from demo.fonts import chinese_font
from demo.papers import PaperFacts, PaperKind, draw_paper, lay_out
from demo.printing import print_pdf

DESK = (104, 92, 80)  # what a photographed paper lies on
ASKEW = (1.2, -1.6, 2.3, -2.8)  # degrees


def paper_pdf(kind: PaperKind, **facts: Unpack[PaperFacts]) -> bytes:
    """A scan of one page."""
    return bytes(img2pdf.convert(_jpeg(draw_paper(kind, **facts), quality=75)))


def office_pdf(kind: PaperKind, **facts: Unpack[PaperFacts]) -> bytes:
    """One page as an office sends it, its letters still letters. On a machine without a Chinese font it is a scan."""
    if not chinese_font():
        return paper_pdf(kind, **facts)
    page = lay_out(kind, **facts)
    return print_pdf(_jpeg(page.picture, quality=75), page.words)


def paper_jpeg(kind: PaperKind, *, lying: bool = False, **facts: Unpack[PaperFacts]) -> bytes:
    """A photo of the paper, askew on a desk in uneven light; how far it is turned depends on the number.

    One that is `lying` was taken from the side, and the camera did not notice.
    """
    paper = draw_paper(kind, **facts).resize((930, 1316), Image.Resampling.BILINEAR)
    photo = Image.new("RGB", (1080, 1440), DESK)
    photo.paste(paper, (75, 62))
    angle = ASKEW[sum(facts["number"].encode()) % len(ASKEW)]
    photo = photo.rotate(angle, Image.Resampling.BILINEAR, fillcolor=DESK)
    light = Image.linear_gradient("L").resize(photo.size).point([200 + value * 55 // 255 for value in range(256)])
    photo = ImageChops.multiply(photo, light.convert("RGB"))
    return _jpeg(photo.transpose(Image.Transpose.ROTATE_90) if lying else photo, quality=62)


def _jpeg(picture: Image.Image, *, quality: int) -> bytes:
    file = BytesIO()
    picture.save(file, "JPEG", quality=quality, dpi=(150, 150))
    return file.getvalue()
