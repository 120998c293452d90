"""Roads to the states of the pages where something is mended, looked up or arranged, for whoever tests all of them."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

from django.utils import timezone
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from port.accounts.models import User
from port.companies.models import CompanyAccount, Reason
from port.companies.reopening import reopen_document
from port.companies.workflow import approve_document, reject_document
from port.documents.enums import ReadingState
from port.documents.models import DocumentReading
from port.documents.reading.lines import lines_as_json
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.registration.mending import mend
from port.registration.mending_links import find_link, issue_link
from port.registration.models import AccountApplication, MendingLink
from port.registration.proof import lapse
from port.registration.reopening import reopen
from port.registration.workflow import reject
from tests.factories import (
    a_company_document,
    a_reopened_application,
    a_stored_document_with_files,
    a_submission,
    a_verified_application,
    an_application,
    an_approved_application,
    everything_acknowledged,
)
from tests.journeys.people import TYPED, sign_in
from tests.port.companies.papers import lines_of

Road = Callable[[Page, User], None]
"""Leads a page to its state, with the help of a reviewer."""


def a_refused(by: User, *codes: str, note: str = "", **facts: str) -> AccountApplication:
    """Refused for reasons of the library; its document has two pages."""
    document = a_company_document(file=a_stored_document_with_files(page_count=2))
    reasons = list(Reason.objects.filter(code__in=codes))
    return reject(an_application(document=document, **facts), by=by, reasons=reasons, note=note)


def open_link(page: Page, application: AccountApplication) -> None:
    page.goto(f"/mend/{issue_link(application)}/")


def open_form(page: Page, application: AccountApplication) -> None:
    open_link(page, application)
    page.get_by_role("button", name="開始補正").click()
    expect(page.get_by_label("密碼", exact=True)).to_be_visible()


def look_up(page: Page, application: AccountApplication) -> None:
    """申請進度查詢, with the code out of the letter."""
    page.goto("/queries/progress/")
    page.get_by_label("受理號碼", exact=True).fill(application.reference)
    page.get_by_label("Email", exact=True).fill(application.email)
    page.get_by_role("button", name="寄送驗證碼").click()
    page.get_by_label("驗證碼", exact=True).fill(newest_code())
    page.get_by_role("button", name="查看進度").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("申請進度")


def newest_code() -> str:
    return str(Letter.objects.filter(kind=LetterKind.PROGRESS_CODE).newest_first()[0].link)


def a_photo(name: str) -> FilePayload:
    picture = BytesIO()
    Image.new("RGB", (600, 800), "silver").save(picture, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": picture.getvalue()}


# Mending


def _link(page: Page, reviewer: User) -> None:
    open_link(page, a_refused(reviewer, "A01", "D04", note="請再確認公司負責人的姓名。"))


def _form(page: Page, reviewer: User) -> None:
    open_form(page, a_refused(reviewer, "A01", "D04", note="請再確認公司負責人的姓名。"))


def _form_without_document(page: Page, reviewer: User) -> None:
    open_form(page, a_refused(reviewer, "D01", "D05"))
    page.get_by_text("查看上次未通過的文件").click()


def _form_in_own_words(page: Page, reviewer: User) -> None:
    open_form(page, a_refused(reviewer, note="公司已遷址，請以新的登記資料重新填寫。"))


def _form_with_errors(page: Page, reviewer: User) -> None:
    open_form(page, a_refused(reviewer, "A01", "D01"))
    page.get_by_role("button", name="送出", exact=True).click()
    expect(page.get_by_role("alert").first).to_contain_text("個欄位需要修正")


def _check(page: Page, reviewer: User) -> None:
    open_form(page, a_refused(reviewer, "A01"))
    page.get_by_label("姓名", exact=True).fill("王大明")
    for label in ("密碼", "確認密碼"):
        page.get_by_label(label, exact=True).fill(TYPED[label])
    page.get_by_role("button", name="送出", exact=True).click()
    expect(page.get_by_role("dialog", name="確定要送出申請?")).to_be_visible()


def _mended(page: Page, reviewer: User) -> None:
    refused = a_refused(reviewer, "A01")
    token = issue_link(refused)
    mend(find_link(token), **a_submission(email=refused.email))
    page.goto(f"/mend/{token}/")


def _expired(page: Page, reviewer: User) -> None:
    token = issue_link(a_refused(reviewer, "A01"))
    past = timezone.now() - timedelta(days=31)
    MendingLink.objects.update(created_at=past, expires_at=past + timedelta(days=30))
    page.goto(f"/mend/{token}/")


def _sent_again(page: Page, reviewer: User) -> None:
    _expired(page, reviewer)
    page.get_by_role("button", name="寄送新的補正連結").click()
    expect(page.locator(".messages")).to_contain_text("新的補正連結已寄到")


def _superseded(page: Page, reviewer: User) -> None:
    refused = a_refused(reviewer, "A01")
    token = issue_link(refused)
    issue_link(refused)
    page.goto(f"/mend/{token}/")


def _reopened_meanwhile(page: Page, reviewer: User) -> None:
    refused = a_refused(reviewer, "A01")
    token = issue_link(refused)
    reopen(refused, by=reviewer, reason="統一編號需再確認。")
    page.goto(f"/mend/{token}/")


def _unknown(page: Page, reviewer: User) -> None:
    page.goto("/mend/no-such-token/")


def _opened_elsewhere(page: Page, reviewer: User) -> None:
    issue_link(a_refused(reviewer, "A01"))
    page.goto(f"/mend/opened/{MendingLink.objects.latest('pk').pk}/")


# 申請進度查詢


def _ask_with_errors(page: Page, reviewer: User) -> None:
    page.goto("/queries/progress/")
    page.get_by_role("button", name="寄送驗證碼").click()
    expect(page.get_by_role("alert").first).to_be_visible()


def _code(page: Page, reviewer: User) -> None:
    application = an_application()
    page.goto("/queries/progress/")
    page.get_by_label("受理號碼", exact=True).fill(application.reference)
    page.get_by_label("Email", exact=True).fill(application.email)
    page.get_by_role("button", name="寄送驗證碼").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("輸入驗證碼")


def _wrong_code(page: Page, reviewer: User) -> None:
    _code(page, reviewer)
    page.get_by_label("驗證碼", exact=True).fill("12")
    page.get_by_role("button", name="查看進度").click()
    expect(page.get_by_role("alert").first).to_be_visible()


def _submitted(page: Page, reviewer: User) -> None:
    look_up(page, an_application())


def _rejected(page: Page, reviewer: User) -> None:
    look_up(page, a_refused(reviewer, "A01", "D01"))
    page.get_by_role("button", name="再寄一次補正連結").click()
    expect(page.locator(".messages")).to_contain_text("補正連結")


def _approved(page: Page, reviewer: User) -> None:
    look_up(page, an_approved_application(by=reviewer))


def _verified(page: Page, reviewer: User) -> None:
    application = a_verified_application(by=reviewer)
    reject_document(application.document, by=reviewer, reasons=[Reason.objects.get(code="D01")])
    look_up(page, application)


def _lapsed(page: Page, reviewer: User) -> None:
    look_up(page, lapse(an_approved_application(by=reviewer)))


def _reopened(page: Page, reviewer: User) -> None:
    look_up(page, a_reopened_application(by=reviewer))


def _waiting_once_more(page: Page, reviewer: User) -> None:
    refused = a_refused(reviewer, "A01")
    look_up(page, mend(find_link(issue_link(refused)), **a_submission(email=refused.email)))


def _gone_on_elsewhere(page: Page, reviewer: User) -> None:
    refused = a_refused(reviewer, "A01")
    mend(find_link(issue_link(refused)), **a_submission(email="elsewhere@example.com"))
    look_up(page, refused)


# The upload


def upload_two_pages(page: Page) -> None:
    """Two photos that replace an earlier choice."""
    chooser = page.get_by_label("上傳公司證明文件")
    chooser.set_input_files(a_photo("first.jpg"))
    expect(page.get_by_label("公司證明文件檔名")).to_have_value("first.jpg")
    chooser.set_input_files([a_photo("second.jpg"), a_photo("third.jpg")])
    expect(page.get_by_role("button", name="第 2 頁往前移")).to_be_visible()


def _pages(page: Page, reviewer: User) -> None:
    page.goto("/register/general/")
    upload_two_pages(page)
    expect(page.get_by_role("button", name="復原")).to_be_visible()


def _advice(page: Page, reviewer: User) -> None:
    page.goto("/register/general/")
    page.get_by_label("公司統編", exact=True).fill("04595257")
    upload_two_pages(page)
    lines = lines_as_json(lines_of("營利事業登記證"))
    DocumentReading.objects.update(state=ReadingState.READ, lines=lines, read_at=timezone.now(), source="ocr")
    expect(page.locator(".advice .note--warn")).to_be_visible()


# Inside


def _a_verified(reviewer: User, **facts: str) -> AccountApplication:
    document = a_company_document(file=a_stored_document_with_files(page_count=2))
    application = a_verified_application(by=reviewer, document=document, **facts)
    everything_acknowledged(CompanyAccount.objects.get(user=application.user))
    return application


def _refused_document(page: Page, reviewer: User) -> None:
    application = _a_verified(reviewer)
    reasons = list(Reason.objects.filter(code__in=["D01", "D05"]))
    reject_document(application.document, by=reviewer, reasons=reasons, note="第二頁被裁掉了。")
    _go_inside(page, application, "/company/documents/")


def _pages_inside(page: Page, reviewer: User) -> None:
    _go_inside(page, _a_verified(reviewer), "/company/documents/")
    upload_two_pages(page)


def _reopened_document(page: Page, reviewer: User) -> None:
    application = _a_verified(reviewer)
    approved = approve_document(application.document, by=reviewer)
    reopen_document(approved, by=reviewer, reason="統一編號需再確認。")
    _go_inside(page, application, "/company/documents/")


def _reopened_document_at_home(page: Page, reviewer: User) -> None:
    _reopened_document(page, reviewer)
    page.goto("/company/")


def _closed(page: Page, reviewer: User) -> None:
    application = _a_verified(reviewer)
    _go_inside(page, application, "/company/")
    reopen(application, by=reviewer, reason="統一編號需再確認。")
    page.goto("/company/")
    expect(page.get_by_role("heading", level=1)).to_have_text("這個帳號目前不能使用")


def _closed_for_good(page: Page, reviewer: User) -> None:
    application = _a_verified(reviewer)
    _go_inside(page, application, "/company/")
    reject(reopen(application, by=reviewer, reason="統一編號需再確認。"), by=reviewer, reasons=[], note="統編不符。")
    page.goto("/company/")
    expect(page.get_by_role("heading", level=1)).to_have_text("這個帳號目前不能使用")


def _go_inside(page: Page, application: AccountApplication, path: str) -> None:
    sign_in(page, application.username)
    page.wait_for_url("**/company/")
    page.goto(path)


STATES: dict[str, Road] = {
    "mend-link": _link,
    "mend-form": _form,
    "mend-form-without-document": _form_without_document,
    "mend-form-in-own-words": _form_in_own_words,
    "mend-form-with-errors": _form_with_errors,
    "mend-check": _check,
    "mend-mended": _mended,
    "mend-expired": _expired,
    "mend-sent-again": _sent_again,
    "mend-superseded": _superseded,
    "mend-reopened": _reopened_meanwhile,
    "mend-unknown": _unknown,
    "mend-opened-elsewhere": _opened_elsewhere,
    "progress-ask-with-errors": _ask_with_errors,
    "progress-code": _code,
    "progress-wrong-code": _wrong_code,
    "progress-submitted": _submitted,
    "progress-rejected": _rejected,
    "progress-approved": _approved,
    "progress-verified": _verified,
    "progress-lapsed": _lapsed,
    "progress-reopened": _reopened,
    "progress-mended": _waiting_once_more,
    "progress-gone-on-elsewhere": _gone_on_elsewhere,
    "upload-pages": _pages,
    "upload-advice": _advice,
    "company-refused-document": _refused_document,
    "company-upload-pages": _pages_inside,
    "company-reopened-document": _reopened_document,
    "company-reopened-at-home": _reopened_document_at_home,
    "account-reopened": _closed,
    "account-refused-after-all": _closed_for_good,
}
