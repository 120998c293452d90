"""What an applicant takes from the disk or photographs, and hands in with a form: one paper, staged as they would."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from demo.applicants import Applicant
from demo.papers import PaperFacts, PaperKind, paper_jpeg, paper_pdf
from port.documents.models import StoredDocument
from port.documents.workflow import stage


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """`pages` of the paper are handed in, `of` so many that it has; `age` is how long ago it was issued."""

    kind: PaperKind | None = None
    pages: int = 1
    of: int | None = None
    age: timedelta = timedelta(days=40)
    other_name: str = ""


def bring(sheet: Sheet, applicant: Applicant, *, on: date) -> StoredDocument:
    """The applicant's paper, staged for a form of its own."""
    return stage(files=_files(sheet, applicant, on), submission_id=uuid.uuid4())


def _files(sheet: Sheet, applicant: Applicant, on: date) -> list[SimpleUploadedFile]:
    """One file for each page, in the order of the pages."""
    kind = sheet.kind or applicant.paper
    facts = PaperFacts(
        company_name=sheet.other_name or applicant.facts.company_name,
        number=applicant.facts.number,
        representative=applicant.facts.representative,
        address=applicant.facts.address,
        issued_on=on - sheet.age,
        pages=sheet.of or sheet.pages,
    )
    files = []
    for page in range(1, sheet.pages + 1):
        facts["page"] = page
        if applicant.takes_photos:
            files.append(SimpleUploadedFile(f"IMG_40{page:02}.jpg", paper_jpeg(kind, **facts)))
        else:
            files.append(SimpleUploadedFile(f"{kind.chinese}-{page}.pdf", paper_pdf(kind, **facts)))
    return files
