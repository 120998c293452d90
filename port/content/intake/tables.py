"""CSV: text and nothing else, and no cell that a spreadsheet would run as a formula."""

import csv
import io
import re

from django.utils.translation import gettext as _

from port.content.enums import FileFormat
from port.content.intake.refusal import refused

MARK = b"\xef\xbb\xbf"  # with it, spreadsheets read UTF-8 as UTF-8
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
FORMULA = re.compile(r"\s*(?:[=@]|[+-](?![0-9.,() -]*%?\s*$))")
MARKUP = re.compile(r"\s*<[!?a-z]", re.IGNORECASE)


def taken_csv(content: bytes) -> tuple[FileFormat, bytes]:
    """In UTF-8 and marked as such."""
    try:
        text = content.removeprefix(MARK).decode("utf-8")
    except UnicodeDecodeError:
        raise refused(_("CSV 檔案不是 UTF-8 編碼。請另存為「CSV UTF-8」後再上傳。")) from None
    if UNSEEN.search(text) or MARKUP.match(text):
        raise refused(_("這個檔案的內容不是 CSV。請從試算表另存為「CSV UTF-8」後再上傳。"))
    _require_plain(text)
    return FileFormat.CSV, MARK + text.encode()


def _require_plain(text: str) -> None:
    try:
        cells = (cell for row in csv.reader(io.StringIO(text, newline=""), strict=True) for cell in row)
        formula = next((cell for cell in cells if FORMULA.match(cell)), None)
    except csv.Error:
        raise refused(_("CSV 檔案的引號或欄位不完整，無法讀取。請從試算表重新另存後再上傳。")) from None
    if formula is not None:
        message = _("CSV 的內容「%(cell)s」會被試算表當成公式執行。請改成純文字或數值後再上傳。")
        raise refused(message % {"cell": formula[:30]})
