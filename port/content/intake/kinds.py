"""From the bytes of a file to its format and the bytes that may be put up."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from port.content.enums import FileFormat
from port.content.intake.packages import taken_package
from port.content.intake.pdfs import taken_pdf
from port.content.intake.pictures import taken_jpeg, taken_png
from port.content.intake.refusal import refused
from port.content.intake.scanned import require_clean
from port.content.intake.tables import taken_csv

Taken = tuple[FileFormat, bytes]

BY_BEGINNING: Mapping[bytes, Callable[[bytes], Taken]] = {
    b"%PDF-": taken_pdf,
    b"\x89PNG\r\n\x1a\n": taken_png,
    b"\xff\xd8\xff": taken_jpeg,
    b"PK\x03\x04": taken_package,
}


def taken(content: bytes, name: str) -> Taken:
    """What the file is and what of it is put up. Raises `ValidationError`.

    The content decides, not the name; only CSV, which is nothing but text, must be called so.
    """
    require_clean(content)
    for beginning, take in BY_BEGINNING.items():
        if content.startswith(beginning):
            return take(content)
    if name.lower().endswith(".csv"):
        return taken_csv(content)
    raise refused(_not_known())


def _not_known() -> str:
    return _(
        "這個檔案的內容不是可以放上網站的格式。請上傳 PDF、ODF（odt、ods、odp）、CSV、"
        "Word、Excel、PowerPoint（docx、xlsx、pptx）檔案，或 PNG、JPEG 圖片。"
    )
