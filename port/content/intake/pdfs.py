"""PDFs keep all that makes them readable for everybody, such as tags and the language, and lose what acts."""

import io
from collections.abc import Iterator

import pikepdf
from pikepdf.sanitize import Sanitizer

from port.content.intake.answers import Format, Refused, Taken, Why

TAIL = 1024  # bytes: %%EOF stands within them, unless the file was cut
ACTING = {"/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR"}
SANITIZER = Sanitizer().remove_javascript().remove_multimedia().remove_attachments()
PERSONAL = ("/Author", "/Manager")


def take_pdf(content: bytes) -> Taken:
    """Links to the web stay; the author's name goes."""
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
            return Format.PDF, _safe(pdf, content)
    except pikepdf.PasswordError:
        raise Refused(Why.PDF_PROTECTED) from None
    except (pikepdf.PdfError, pikepdf.DataDecodingError):
        raise Refused(Why.PDF_DAMAGED) from None


def _safe(pdf: pikepdf.Pdf, content: bytes) -> bytes:
    if pdf.is_encrypted:
        raise Refused(Why.PDF_PROTECTED)
    if b"%%EOF" not in content[-TAIL:] or not pdf.pages:
        raise Refused(Why.PDF_DAMAGED)
    SANITIZER.apply(pdf)
    if _acts(pdf):
        raise Refused(Why.PDF_ACTS)
    _forget_author(pdf)
    file = io.BytesIO()
    pdf.save(file, linearize=True, stream_decode_level=pikepdf.StreamDecodeLevel.none)  # nothing is unpacked here
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
