"""What an applicant takes from the disk or photographs, and hands in with a form: one paper, staged as they would."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from demo.applicants import Applicant, Medium
from demo.files import office_pdf, paper_jpeg, paper_pdf
from demo.papers import PaperFacts, PaperKind
from port.documents.models import StoredDocument
from port.documents.workflow import stage


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """`pages` of the paper are handed in, `of` so many that it has; `age` is how long ago it was issued.

    One that is `lying` was photographed from the side.
    """

    kind: PaperKind | None = None
    pages: int = 1
    of: int | None = None
    age: timedelta = timedelta(days=40)
    other_name: str = ""
    other_number: str = ""
    lying: bool = False


def bring(sheet: Sheet, applicant: Applicant, *, on: date) -> StoredDocument:
    """The applicant's paper, staged for a form of its own."""
    return stage(files=_files(sheet, applicant, on), submission_id=uuid.uuid4())


def _files(sheet: Sheet, applicant: Applicant, on: date) -> list[SimpleUploadedFile]:
    """One file for each page, in the order of the pages."""
    facts = PaperFacts(
        company_name=sheet.other_name or applicant.facts.company_name,
        number=sheet.other_number or applicant.facts.number,
        representative=applicant.facts.representative,
        address=applicant.facts.address,
        issued_on=on - sheet.age,
        pages=sheet.of or sheet.pages,
    )
    kind = sheet.kind or applicant.paper
    return [_file(sheet, kind, applicant.medium, {**facts, "page": page}) for page in range(1, sheet.pages + 1)]


def _file(sheet: Sheet, kind: PaperKind, medium: Medium, facts: PaperFacts) -> SimpleUploadedFile:
    page = facts["page"]
    if sheet.lying or medium is Medium.PHOTO:
        return SimpleUploadedFile(f"IMG_40{page:02}.jpg", paper_jpeg(kind, lying=sheet.lying, **facts))
    draw = office_pdf if medium is Medium.OFFICE else paper_pdf
    return SimpleUploadedFile(f"{kind.chinese}-{page}.pdf", draw(kind, **facts))
