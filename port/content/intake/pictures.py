"""Pictures are decoded in full and drawn anew: no larger than a page needs, and without what a camera or a person left beside them."""

import io
import warnings

from PIL import Image, ImageOps

from port.content.intake.answers import Format, Limits, Refused, Taken, Why

PNG = b"\x89PNG"
WIDEST = 1600  # pixels
LONGEST = 4 * WIDEST
QUALITY = 82


def take_picture(content: bytes, limits: Limits) -> Taken:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # complaints about what is left out anyway; our own limit is asked below
            return _redrawn(content, limits)
    except Image.DecompressionBombError:
        raise Refused(Why.PICTURE_TOO_LARGE) from None
    except (EOFError, OSError, SyntaxError, ValueError):
        raise Refused(Why.PICTURE_DAMAGED) from None


def _redrawn(content: bytes, limits: Limits) -> Taken:
    with Image.open(io.BytesIO(content), formats=["PNG", "JPEG"]) as image:
        if image.width * image.height > limits.pixels:
            raise Refused(Why.PICTURE_TOO_LARGE)
        image.draft(None, (2 * WIDEST, 2 * LONGEST))
        image.load()
        picture = _bare(ImageOps.exif_transpose(image))
    picture.thumbnail((WIDEST, LONGEST))
    file = io.BytesIO()
    if content.startswith(PNG):
        picture.save(file, "PNG", optimize=True)
        return Format.PNG, file.getvalue()
    picture.convert("RGB").save(file, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return Format.JPEG, file.getvalue()


def _bare(image: Image.Image) -> Image.Image:
    """The same dots in a new image, so that nothing but the dots is written."""
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 256).convert("L")
    dots = image.convert("RGBA" if image.has_transparency_data else "RGB")
    bare = Image.new(dots.mode, dots.size)
    bare.paste(dots)
    return bare
