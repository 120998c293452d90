"""What the reader has found on the paper of a case: beside what was typed, and where on its pages."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.utils.translation import gettext as _

from port.companies.advice import cautions_on_pages
from port.companies.comparison import Match, Typed, Verdict, compare
from port.companies.models import CompanyDocument
from port.documents.enums import ReadingState
from port.documents.findings import findings_in
from port.documents.models import DocumentReading
from port.documents.reading.extract import Extract
from port.documents.reading.found import Found
from port.documents.reading.lines import Box
from port.documents.reading.strips import Strip
from port.review.cases import application_of
from port.taiwan.dates import roc_date

KINDS = {Verdict.GREEN: "good", Verdict.AMBER: "warn", Verdict.RED: "bad", Verdict.UNKNOWN: "quiet"}
SCALE = 1000
"""Places on a page are told in thousandths of its width and height."""


@dataclass(frozen=True)
class Piece:
    """A place on a page of the paper: `box` is framed on the page, `strip` is cut out of it."""

    field: str
    label: str
    kind: str
    text: str
    page: int
    box: Box
    strip: Strip

    @property
    def x(self) -> int:
        return round(max(self.box[0], 0) * SCALE)

    @property
    def y(self) -> int:
        return round(max(self.box[1], 0) * SCALE)

    @property
    def width(self) -> int:
        return round(min(self.box[2], 1) * SCALE) - self.x

    @property
    def height(self) -> int:
        return round(min(self.box[3], 1) * SCALE) - self.y


@dataclass(frozen=True)
class Paper:
    """`state` is that of the reading, empty when nobody will read the document. Pieces are by the name of the field."""

    state: str
    matches: dict[str, Match] = field(default_factory=dict)
    found: Extract = field(default_factory=Extract)
    pieces: dict[str, Piece] = field(default_factory=dict)
    cautions: list[str] = field(default_factory=list)

    @property
    def is_being_read(self) -> bool:
        return self.state in {ReadingState.WAITING, ReadingState.READING}

    @property
    def is_read(self) -> bool:
        return self.state == ReadingState.READ

    def pieces_on(self, page: int) -> list[Piece]:
        return [piece for piece in self.pieces.values() if piece.page == page]


def paper_of(case: CompanyDocument) -> Paper:
    """The paper beside what was typed with it."""
    return paper_on(case.file_id, typed_in(case))


def paper_on(document: UUID, typed: Typed) -> Paper:
    """What was read, compared with `typed`. One statement, two for a paper that was not looked at lately."""
    reading = DocumentReading.objects.filter(document=document).values("state", "read_at").first()
    if reading is None or reading["state"] != ReadingState.READ:
        return Paper(state=reading["state"] if reading else "")
    return _judged(document, reading["read_at"], typed)


@lru_cache(maxsize=64)
def _judged(document: UUID, read_at: datetime, typed: Typed) -> Paper:
    """Worked out once for the page and its pieces, which the browser asks for one by one: five full pages take 0.2 s.

    `read_at` tells one reading of the document from another.
    """
    read = findings_in(document, read_at)
    matches = compare(read.lines, typed, read.found)
    return Paper(
        state=ReadingState.READ,
        matches={match.field.value: match for match in matches},
        found=read.found,
        pieces={piece.field: piece for piece in [*_extras(read.found), *_compared(matches)]},
        cautions=[caution.title for caution in cautions_on_pages(read.lines)],
    )


def typed_in(case: CompanyDocument) -> Typed:
    """As in the application; for a document that was handed in later, as the company stands by now."""
    known = application_of(case) or case.company
    if known is None:
        return Typed(company_name=case.company_name)
    return Typed(
        number=known.number,
        company_name=case.company_name,
        representative=known.representative,
        address=known.address,
    )


def _compared(matches: list[Match]) -> Iterator[Piece]:
    for match in matches:
        if match.page and match.box and match.strip:
            yield Piece(
                field=match.field.value,
                label=match.label,
                kind=KINDS[match.verdict],
                text=match.found,
                page=match.page,
                box=match.box,
                strip=match.strip,
            )


def _extras(found: Extract) -> Iterator[Piece]:
    if found.kind:
        kind = "bad" if found.kind.value.is_abolished else "good"
        yield _piece("kind", _("文件種類"), kind, str(found.kind.value.label), found.kind)
    if found.issued_on:
        yield _piece("date", _("文件日期"), "quiet", roc_date(found.issued_on.value), found.issued_on)


def _piece(name: str, label: str, kind: str, text: str, where: Found[object]) -> Piece:
    return Piece(name, label, kind, text, where.page, where.box, where.strip)
