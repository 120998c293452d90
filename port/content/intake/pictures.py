"""Pictures are decoded in full and drawn anew: no larger than a page needs, and without what a camera or a person left beside them."""

import io
import warnings

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from port.content.enums import FileFormat
from port.content.intake.refusal import refused
from port.options import options

WIDEST = 1600  # pixels
LONGEST = 4 * WIDEST
QUALITY = 82


def taken_png(content: bytes) -> tuple[FileFormat, bytes]:
    return FileFormat.PNG, _redrawn(content, "PNG")


def taken_jpeg(content: bytes) -> tuple[FileFormat, bytes]:
    return FileFormat.JPEG, _redrawn(content, "JPEG")


def _redrawn(content: bytes, file_format: str) -> bytes:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is asked below
            return _drawn(content, file_format)
    except Image.DecompressionBombError:
        raise refused(_too_large()) from None
    except (EOFError, OSError, SyntaxError, ValueError):
        raise refused(_("圖片不完整或已經損壞，無法讀取。請確認圖片可以正常開啟，重新另存後再上傳。")) from None


def _drawn(content: bytes, file_format: str) -> bytes:
    with Image.open(io.BytesIO(content), formats=[file_format]) as image:
        if image.width * image.height > options().upload_pixels:
            raise refused(_too_large())
        image.load()
        picture = _bare(ImageOps.exif_transpose(image))
    picture.thumbnail((WIDEST, LONGEST))
    file = io.BytesIO()
    if file_format == "JPEG":
        picture.convert("RGB").save(file, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    else:
        picture.save(file, "PNG", optimize=True)
    return file.getvalue()


def _bare(image: Image.Image) -> Image.Image:
    """The same dots in a new image, so that nothing but the dots is written."""
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 256).convert("L")
    dots = image.convert("RGBA" if image.has_transparency_data else "RGB")
    bare = Image.new(dots.mode, dots.size)
    bare.paste(dots)
    return bare


def _too_large() -> str:
    most = options().upload_pixels // 1_000_000
    return _("圖片的尺寸超過 %(megapixels)d 百萬像素，無法上傳。請縮小圖片後再上傳。") % {"megapixels": most}
