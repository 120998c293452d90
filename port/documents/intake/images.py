"""A photo or a scan becomes a page of A4: decoded in full and drawn anew, so that nothing but the picture is left (U-04)."""

import warnings
from io import BytesIO
from pathlib import Path

import img2pdf
from PIL import Image, ImageOps

from port.documents.intake.answers import Kind, Refusal, Refused

FORMATS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.HEIC: "HEIF"}
LONGEST_SIDE = 2480  # pixels: an A4 page at 210 dpi
QUALITY = 85
A4 = (img2pdf.mm_to_pt(210), img2pdf.mm_to_pt(297))


def pdf_of_image(path: Path, kind: Kind, *, pixels: int) -> bytes:
    """One page of A4, turned to the picture's shape. Of an image with several frames the first one (the main one) is taken."""
    picture = BytesIO()
    try:
        with _opened(path, kind, pixels) as image:
            _redrawn(image).save(picture, "JPEG", quality=QUALITY)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Refused(Refusal.TOO_MANY_PIXELS) from error
    except (EOFError, OSError, SyntaxError, ValueError) as error:
        raise Refused(Refusal.DAMAGED) from error
    layout = img2pdf.get_layout_fun(pagesize=A4, fit=img2pdf.FitMode.into, auto_orient=True)
    return bytes(img2pdf.convert(picture.getvalue(), layout_fun=layout))


def _opened(path: Path, kind: Kind, pixels: int) -> Image.Image:
    """Only the decoder of this kind is tried; the size is asked before the pixels are read."""
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = pixels
    if kind is Kind.HEIC:
        from pillow_heif import register_heif_opener

        register_heif_opener()
    return Image.open(path, formats=[FORMATS[kind]])


def _redrawn(image: Image.Image) -> Image.Image:
    """Upright, on white paper, not larger than a page needs, and without what the camera wrote beside it."""
    image.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
    image.load()
    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith("I"):
        upright = upright.point(lambda value: value / 256).convert("L")
    mask = upright.convert("RGBA").getchannel("A") if upright.has_transparency_data else None
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright.convert("RGB"), mask=mask)
    paper.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return paper
