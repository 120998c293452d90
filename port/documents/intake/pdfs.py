"""A PDF of a stranger, reduced to what can be seen (U-05).

A list of what is forbidden is never complete, so only what is known to be needed for looking at a page is kept: pages
without their catalog (which holds scripts, actions, attachments and XFA), and of each page the keys below. What
a form or a note shows is drawn into the page first.
"""

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
from pikepdf.sanitize import Sanitizer

from port.documents.intake.answers import Refusal, Refused

TAIL = 1024  # bytes: %%EOF stands within them, unless the file was cut
KEPT_OF_PAGE = {
    *("/Type", "/Parent", "/Contents", "/Resources", "/Group"),
    *("/MediaBox", "/CropBox", "/Rotate", "/UserUnit"),
}
# Ways to other files, other versions of a picture, and what a program or a person left beside it.
LOST_OF_STREAMS = ("/F", "/FFilter", "/FDecodeParms", "/OPI", "/Ref", "/Alternates", "/AF", "/Metadata", "/PieceInfo")
SANITIZER = Sanitizer().remove_javascript().remove_external_access().remove_multimedia().remove_attachments()


def open_pdf(path: Path) -> pikepdf.Pdf:
    """Raises `Refused` when a password or any protection is on it (U-06), or when it is not whole."""
    try:
        pdf = pikepdf.open(path, suppress_warnings=True)
        if pdf.is_encrypted:
            raise Refused(Refusal.ENCRYPTED)
        _require_whole(pdf, path)
        if pdf.acroform.needs_appearances:
            pdf = pikepdf.open(_with_forms_drawn(path))
    except pikepdf.PasswordError as error:
        raise Refused(Refusal.ENCRYPTED) from error
    except (pikepdf.PdfError, pikepdf.DataDecodingError) as error:
        raise Refused(Refusal.DAMAGED) from error
    return pdf


def disarm(pdf: pikepdf.Pdf) -> None:
    """Leave nothing in the pages that acts, reaches out or hides; links stay as what they look like."""
    SANITIZER.apply(pdf)
    pdf.flatten_annotations("all")
    for page in pdf.pages:
        _lose(page.obj, set(page.obj.keys()) - KEPT_OF_PAGE)
    for each in pdf.objects:
        if isinstance(each, pikepdf.Stream):
            _lose(each, LOST_OF_STREAMS)


def join(pdfs: Iterable[pikepdf.Pdf], target: Path) -> None:
    """All pages in this order, and nothing but pages: no catalog entry, no outline, no author comes along."""
    joined = pikepdf.new()
    for pdf in pdfs:
        joined.pages.extend(pdf.pages)
    joined.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)


def _require_whole(pdf: pikepdf.Pdf, path: Path) -> None:
    """The parser mends what it can; it must not do so by leaving pages, or parts of a page, behind."""
    tail = path.read_bytes()[-TAIL:]
    if b"%%EOF" not in tail or not pdf.pages or pdf.Root.Pages.get("/Count") != len(pdf.pages):
        raise Refused(Refusal.DAMAGED)
    for page in pdf.pages:
        for stream in _content_streams(page):
            stream.read_bytes()


def _with_forms_drawn(path: Path) -> BytesIO:
    """What was filled into a form that leaves its drawing to the reader; of all at hand, only pdfium can draw Chinese."""
    drawn = BytesIO()
    with pypdfium2.PdfDocument(path) as document:
        document.init_forms()
        for page in document:
            page.flatten()
            page.close()
        document.save(drawn)
    return drawn


def _content_streams(page: pikepdf.Page) -> Iterator[pikepdf.Stream]:
    contents = page.obj.get("/Contents")
    for part in contents if isinstance(contents, pikepdf.Array) else [contents]:
        if isinstance(part, pikepdf.Stream):
            yield part


def _lose(holder: pikepdf.Object, keys: Iterable[str]) -> None:
    for key in keys:
        if key in holder:
            del holder[key]
