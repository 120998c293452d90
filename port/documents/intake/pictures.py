"""Pages as pictures: what a reviewer looks at instead of the file of a stranger (U-07)."""

from pathlib import Path

import pypdfium2
from PIL import Image

from port.documents.intake import layout

PAGE_WIDTH = 1240  # pixels: A4 at 150 dpi
THUMBNAIL_WIDTH = 240
LONGEST = 4  # times the width: no picture is longer, whatever size its page claims to have
QUALITY = 80
EFFORT = 2  # of 6: half the time of the usual 4, and files hardly larger


def draw_pages(pdf: Path, folder: Path) -> int:
    """Write a picture and a thumbnail of each page into the folder, where they are missing; how many pages there are."""
    document = pypdfium2.PdfDocument(pdf)
    for number in range(1, len(document) + 1):
        if (folder / layout.thumbnail(number)).exists():
            continue
        page = document[number - 1]
        picture = _drawn(page)
        _save(picture, folder / layout.page(number))
        picture.thumbnail((THUMBNAIL_WIDTH, THUMBNAIL_WIDTH * LONGEST))
        _save(picture, folder / layout.thumbnail(number))
        page.close()
    return len(document)


def _drawn(page: pypdfium2.PdfPage) -> Image.Image:
    width, height = page.get_size()
    scale = min(PAGE_WIDTH / width, PAGE_WIDTH * LONGEST / height)
    picture: Image.Image = page.render(scale=scale).to_pil()
    return picture


def _save(picture: Image.Image, path: Path) -> None:
    picture.save(path, "WEBP", quality=QUALITY, method=EFFORT)
