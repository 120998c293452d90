"""The clerk's paper, drawn by the program."""

from datetime import date
from pathlib import Path

from demo.files import paper_pdf
from demo.papers import PaperKind
from tests.journeys.people import TYPED


def a_paper(folder: Path, kind: PaperKind = PaperKind.COMPANY_CERTIFICATE) -> Path:
    file = folder / f"{kind.name.lower()}.pdf"
    file.write_bytes(
        paper_pdf(
            kind,
            company_name=TYPED["公司名稱"],
            number=TYPED["公司統編"],
            representative=TYPED["公司負責人"],
            address=TYPED["公司地址"],
            issued_on=date(2026, 3, 2),
        )
    )
    return file
