"""The rings and numbers on a picture. They are drawn, not laid over the page, so that a dialog cannot hide them."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import product

from PIL import Image, ImageDraw, ImageFont

from tools.manual.reading import Box

ACCENT, ON_ACCENT, HALO = (212, 80, 10), (255, 255, 255), (255, 255, 255)
FINE = 2
"""Drawn twice as large and made small again: edges without steps."""

RING, DISC, LETTERS = 3, 15, 17  # pixels of the window
MOST_BYTES, MOST_BYTES_AT_ONCE = 22 * 1024, 16 * 1024
AT_ONCE = 4
"""So many pictures a browser fetches on a slow line before anybody scrolls: with them a page stays under 100 KB."""
WIDEST = 1200  # pixels
WIDEST_PRINTED = 1040  # 250 in an inch
SHARES, QUALITIES = (1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4), (60, 50, 40, 30)
SPEED = 6  # of the encoder: the slower ones save next to nothing here


@dataclass(frozen=True)
class Ring:
    """`beside`: the mark stands at the middle of its left side, where it hides no example above; else at its corner."""

    mark: str
    box: Box
    beside: bool


def marked(picture: bytes, rings: Sequence[Ring], *, scale: float) -> Image.Image:
    """The picture with a ring around each box, and its mark."""
    image = Image.open(BytesIO(picture)).convert("RGB")
    layer = image.resize((image.width * FINE, image.height * FINE))
    draw, unit = ImageDraw.Draw(layer), scale * FINE
    for ring in rings:
        edges = [edge * unit for edge in ring.box]
        draw.rounded_rectangle(edges, radius=8 * unit, outline=HALO, width=round((RING + 3) * unit))
        inner = [edges[0] + 1.5 * unit, edges[1] + 1.5 * unit, edges[2] - 1.5 * unit, edges[3] - 1.5 * unit]
        draw.rounded_rectangle(inner, radius=7 * unit, outline=ACCENT, width=round(RING * unit))
    for ring in rings:
        _disc(draw, ring, unit, layer.size)
    return layer.resize(image.size, Image.Resampling.LANCZOS)


def _disc(draw: ImageDraw.ImageDraw, ring: Ring, unit: float, size: tuple[int, int]) -> None:
    half = DISC * unit
    wide = half + max(0, len(ring.mark) - 2) * 5 * unit
    left, middle = (ring.box.left - 8) * unit, (ring.box.top + ring.box.bottom) / 2 * unit
    x, y = (left, middle) if ring.beside else ((ring.box.left - 7) * unit, (ring.box.top - 7) * unit)
    x, y = min(max(x, wide), size[0] - wide), min(max(y, half), size[1] - half)
    for grown, colour in ((2 * unit, HALO), (0, ACCENT)):
        edges = [x - wide - grown, y - half - grown, x + wide + grown, y + half + grown]
        draw.rounded_rectangle(edges, radius=half + grown, fill=colour)
    draw.text((x, y), ring.mark, ON_ACCENT, ImageFont.load_default(LETTERS * unit), anchor="mm", stroke_width=unit / 3)


def as_avif(image: Image.Image, *, place: int) -> bytes:
    """As large and then as good as the bytes allow that a picture at this place has, counted from 0.

    Letters on plain ground take two thirds of what WebP needs for them.
    """
    most = MOST_BYTES_AT_ONCE if place < AT_ONCE else MOST_BYTES
    for share, quality in product(SHARES, QUALITIES):
        small = image.copy()
        small.thumbnail((min(image.width, WIDEST) * share, image.height), Image.Resampling.LANCZOS)
        file = BytesIO()
        small.save(file, "AVIF", quality=quality, speed=SPEED)
        if file.tell() <= most:
            return file.getvalue()
    raise ValueError(f"A picture of {image.width} by {image.height} pixels does not fit into {most} bytes.")


def as_jpeg(image: Image.Image) -> bytes:
    """For the printed manual: a PDF keeps a JPEG as it is, and any other picture as large as it was drawn."""
    small = image.copy()
    small.thumbnail((WIDEST_PRINTED, image.height), Image.Resampling.LANCZOS)
    file = BytesIO()
    small.save(file, "JPEG", quality=60, optimize=True, progressive=True)
    return file.getvalue()
