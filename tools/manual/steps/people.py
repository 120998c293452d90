"""Who walks through the manuals: a clerk of a company that does not exist, and her paper."""

from datetime import date
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import Page, expect

from demo.files import paper_pdf
from demo.papers import PaperKind
from port.documents.reading_queue import read_next
from port.registration.models import AccountApplication

TYPED = {
    "username": "harbor2026",
    "name": "王小明",
    "mobile": "0912345678",
    "email": "wang@example.com",
    "password": "海風吹過第三號碼頭的清晨五點半",
    "password_again": "海風吹過第三號碼頭的清晨五點半",
    "number": "12345675",
    "phone": "02-24206100#123",
    "company_name": "晴海示範船務股份有限公司",
    "address": "202001基隆市中正區示範路1號",
    "representative": "陳大海",
}


def fill_in(page: Page, *names: str) -> None:
    for name in names:
        control = page.locator(f'main [name="{name}"]:not([type=hidden])').first
        control.fill(TYPED[name])
        control.blur()


def bring_paper(page: Page, folder: Path, kind: PaperKind = PaperKind.CHANGE_REGISTRATION) -> None:
    page.locator("#id_document").set_input_files(a_paper(folder, kind))
    expect(page.locator("[data-upload-name]")).not_to_have_value("")
    expect(page.locator("[data-upload-receipt] img").first).to_be_visible()


def a_paper(folder: Path, kind: PaperKind) -> Path:
    file = folder / f"{kind.chinese}.pdf"
    file.write_bytes(
        paper_pdf(
            kind,
            company_name=TYPED["company_name"],
            number=TYPED["number"],
            representative=TYPED["representative"],
            address=TYPED["address"],
            issued_on=date(2026, 3, 2),
        )
    )
    return file


def read_papers() -> None:
    """What the reader of the product does, until nothing is left to read."""
    while read_next(at=timezone.now()):
        pass


def newest_application() -> AccountApplication:
    return AccountApplication.objects.latest("pk")
