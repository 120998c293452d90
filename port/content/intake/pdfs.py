"""PDFs keep all that makes them readable for everybody, such as tags and the language, and lose what acts."""

import io
from collections.abc import Iterator

import pikepdf
from django.utils.translation import gettext as _
from pikepdf.sanitize import Sanitizer

from port.content.enums import FileFormat
from port.content.intake.refusal import refused

TAIL = 1024  # bytes: %%EOF stands within them, unless the file was cut
ACTING = {"/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR"}
SANITIZER = Sanitizer().remove_javascript().remove_multimedia().remove_attachments()
PERSONAL = ("/Author", "/Manager")


def taken_pdf(content: bytes) -> tuple[FileFormat, bytes]:
    """Links to the web stay; the author's name goes."""
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
            return FileFormat.PDF, _safe(pdf, content)
    except pikepdf.PasswordError:
        raise refused(_protected()) from None
    except (pikepdf.PdfError, pikepdf.DataDecodingError):
        raise refused(_damaged()) from None


def _safe(pdf: pikepdf.Pdf, content: bytes) -> bytes:
    if pdf.is_encrypted:
        raise refused(_protected())
    if b"%%EOF" not in content[-TAIL:] or not pdf.pages:
        raise refused(_damaged())
    SANITIZER.apply(pdf)
    if _acts(pdf):
        raise refused(_("PDF 內含會開啟其他檔案或送出資料的動作。請以「列印」另存為新的 PDF 後再上傳。"))
    _forget_author(pdf)
    file = io.BytesIO()
    pdf.save(file, linearize=True)
    return file.getvalue()


def _acts(pdf: pikepdf.Pdf) -> bool:
    has_old_forms = "/XFA" in pdf.Root.get("/AcroForm", {})
    return has_old_forms or any(str(each.get("/S")) in ACTING for each in _dictionaries(pdf))


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    found: list[object] = list(pdf.objects)
    while found:
        each = found.pop()
        if isinstance(each, pikepdf.Array):
            found.extend(part for part in each if _lies_within(part))
        elif isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            yield each
            found.extend(part for part in each.values() if _lies_within(part))


def _lies_within(part: object) -> bool:
    return isinstance(part, pikepdf.Object) and not part.is_indirect


def _forget_author(pdf: pikepdf.Pdf) -> None:
    for name in PERSONAL:
        if name in pdf.docinfo:
            del pdf.docinfo[name]
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata.pop("dc:creator", None)


def _protected() -> str:
    return _("PDF 設有密碼或保護，讀者可能無法開啟或朗讀。請另存為沒有保護的 PDF 後再上傳。")


def _damaged() -> str:
    return _("PDF 不完整或已經損壞，無法讀取。請確認檔案可以正常開啟，重新另存後再上傳。")
