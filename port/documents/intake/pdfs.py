"""A PDF of a stranger, reduced to what can be seen (U-05).

A list of what is forbidden is never complete, so only what is known to be needed for looking at a page is kept: pages
without their catalog (which holds scripts, actions, attachments and XFA), and of each page the keys below. What
a form or a note shows is drawn into the page first.
"""

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from pikepdf.sanitize import Sanitizer

from port.documents.intake.answers import Refusal, Refused
from port.documents.intake.jpegs import bare_jpeg

TAIL = 1024  # bytes: %%EOF stands within them, unless the file was cut
KEPT_OF_PAGE = {
    *("/Type", "/Parent", "/Contents", "/Resources", "/Group"),
    *("/MediaBox", "/CropBox", "/Rotate", "/UserUnit"),
}
# What content can draw with; properties of marked content are not seen, and may be files, actions and hidden layers.
KEPT_OF_RESOURCES = {"/ColorSpace", "/ExtGState", "/Font", "/Pattern", "/Shading", "/XObject"}
# Ways to other files, other versions of a picture, layers that come and go, programs for a printer, and what a
# program or a person left beside it.
LOST_OF_STREAMS = (
    *("/F", "/FFilter", "/FDecodeParms", "/OPI", "/Ref", "/Alternates", "/OC", "/PS", "/Subtype2"),
    *("/AF", "/Metadata", "/PieceInfo"),
)
JPEG_FILTERS = {"/DCTDecode", "/DCT"}
TOLD_BY_WORDS = {"encryption dictionary": Refusal.ENCRYPTED, "std::bad_alloc": Refusal.TOO_SLOW}
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
        raise Refused(_reason(error)) from error
    return pdf


def disarm(pdf: pikepdf.Pdf) -> None:
    """Leave nothing in the pages that acts, reaches out or hides; links stay as what they look like."""
    SANITIZER.apply(pdf)
    pdf.flatten_annotations("all")
    for page in pdf.pages:
        _lose(page.obj, set(page.obj.keys()) - KEPT_OF_PAGE)
    for each in _dictionaries(pdf):
        if isinstance(each, pikepdf.Stream):
            _disarm_stream(pdf, each)
        if isinstance(resources := each.get("/Resources"), pikepdf.Dictionary):
            _lose(resources, set(resources.keys()) - KEPT_OF_RESOURCES)


def chosen_pages(path: Path, pages: Iterable[tuple[int, int]]) -> pikepdf.Pdf:
    """Of a PDF that was made safe, these pages as (number from 1, degrees clockwise), and nothing of the others."""
    former, chosen = pikepdf.open(path), pikepdf.new()
    former.remove_unreferenced_resources()
    for number, turn in pages:
        chosen.pages.append(former.pages[number - 1])
        chosen.pages[-1].rotate(turn, relative=True)
    return chosen


def join(pdfs: Iterable[pikepdf.Pdf], target: Path) -> None:
    """All pages in this order, and nothing but pages: no catalog entry, no outline, no author comes along."""
    joined = pikepdf.new()
    for pdf in pdfs:
        joined.pages.extend(pdf.pages)
    joined.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)


def _reason(error: Exception) -> Refusal:
    """The parser has one error for nearly all, and tells by its words alone what it was."""
    return next((refusal for words, refusal in TOLD_BY_WORDS.items() if words in str(error)), Refusal.DAMAGED)


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


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary and stream, also those that lie within others."""
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


def _disarm_stream(pdf: pikepdf.Pdf, stream: pikepdf.Stream) -> None:
    _lose(stream, LOST_OF_STREAMS)
    if stream.get("/Subtype") == "/PS":
        stream.write(b"")
        del stream.Subtype
    filters = _listed(stream.get("/Filter"))
    if filters and filters[-1] in JPEG_FILTERS:
        _bare_photo(pdf, stream, filters)


def _bare_photo(pdf: pikepdf.Pdf, stream: pikepdf.Stream, filters: list[Any]) -> None:
    """A photo inside a PDF loses what its camera wrote beside it, as a photo by itself does (U-04)."""
    photo, parameters = stream.read_raw_bytes(), _listed(stream.get("/DecodeParms"))
    if packings := filters[:-1]:
        how = {"Filter": pikepdf.Array(packings), "DecodeParms": pikepdf.Array(parameters[: len(packings)])}
        photo = pikepdf.Stream(pdf, photo, **how).read_bytes()
    of_photo = parameters[-1] if len(parameters) == len(filters) else None
    stream.write(bare_jpeg(photo), filter=pikepdf.Name.DCTDecode, decode_parms=of_photo)


def _listed(value: Any) -> list[Any]:
    """One thing, or a list of them, or none."""
    if isinstance(value, pikepdf.Array):
        return list(value)
    return [] if value is None else [value]


def _lose(holder: pikepdf.Object, keys: Iterable[str]) -> None:
    for key in keys:
        if key in holder:
            del holder[key]
