"""The work of the child: from the files of a task to one safe PDF and the pictures of its pages."""

from io import BytesIO
from pathlib import Path

import pikepdf

from port.documents.intake import layout
from port.documents.intake.answers import Answer, Kind, Limits, Refusal, Refused, Task
from port.documents.intake.kinds import kind_of
from port.documents.intake.pdfs import chosen_pages, disarm, join, open_pdf
from port.documents.intake.pictures import draw_pages
from port.documents.intake.text import write_text


def read(task: Task) -> Answer:
    """Check every file in turn and stop at the first that is refused; only then write the document and its pictures."""
    former = [chosen_pages(Path(task.former.pdf), task.former.pages)] if task.former else []
    kinds: list[Kind] = []
    pdfs: list[pikepdf.Pdf] = []
    for number, file in enumerate(task.files):
        try:
            kind = _required_kind(Path(file))
            pdfs.append(_pages_of(Path(file), kind, task.limits))
            _require_pages(sum(len(pdf.pages) for pdf in [*former, *pdfs]), task.limits)
        except Refused as refused:
            return Answer(refusal=refused.refusal, file=number)
        kinds.append(kind)
    for pdf in pdfs:
        disarm(pdf)
    target = Path(task.folder) / layout.PDF
    join([*former, *pdfs], target)
    write_text(target, Path(task.folder))
    counts = tuple(len(pdf.pages) for pdf in pdfs)
    return Answer(pages=draw_pages(target, Path(task.folder)), pages_of_files=counts, kinds=tuple(kinds))


def _required_kind(path: Path) -> Kind:
    kind = kind_of(path)
    if kind is None:
        raise Refused(Refusal.NOT_ACCEPTED_KIND)
    return kind


def _require_pages(pages: int, limits: Limits) -> None:
    if pages > limits.pages:
        raise Refused(Refusal.TOO_MANY_PAGES)


def _pages_of(path: Path, kind: Kind, limits: Limits) -> pikepdf.Pdf:
    if kind is Kind.PDF:
        return open_pdf(path)
    from port.documents.intake.images import pdf_of_image  # its libraries take a moment, and a PDF needs none of them

    return pikepdf.open(BytesIO(pdf_of_image(path, kind, pixels=limits.pixels)))
