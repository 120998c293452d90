"""Each page with the keyboard alone: every control that can be seen is reached, and the acts of a company are done."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from port.accounts.models import User
from port.accounts.verification import issue
from port.companies.models import CompanyAccount, Reason
from port.companies.workflow import reject_document
from port.registration.mending_links import issue_link
from port.registration.models import AccountApplication
from port.registration.proof import verify
from port.registration.workflow import approve
from tests.factories import PASSWORD, an_application, everything_acknowledged
from tests.journeys.keyboard import never_reached, tab_to
from tests.journeys.papers import a_paper
from tests.journeys.people import TYPED, sign_in
from tests.journeys.states import a_refused, newest_code, upload_two_pages
from tests.journeys.test_accessibility import PUBLIC

OpenPage = Callable[..., Page]


def test_a_control_that_the_tab_key_never_comes_to_is_noticed(open_page: OpenPage) -> None:
    page = open_page("/login/")
    page.evaluate("document.addEventListener('keydown', (e) => e.key === 'Tab' && e.preventDefault())")

    assert len(never_reached(page)) > 10


def test_every_control_of_the_public_pages_is_reached(open_page: OpenPage) -> None:
    page = open_page("/login/")

    missed = {}
    for path in PUBLIC:
        page.goto(path)
        missed[path] = never_reached(page)

    assert {path: controls for path, controls in missed.items() if controls} == {}


@pytest.fixture
def company(reviewer: User) -> CompanyAccount:
    approved = approve(an_application(username="harbor2026"), by=reviewer)
    verify(approved.user.verifications.get(), by=approved.user)
    account = CompanyAccount.objects.get(user=approved.user)
    everything_acknowledged(account)
    return account


def test_every_control_inside_is_reached(open_page: OpenPage, company: CompanyAccount, reviewer: User) -> None:
    case = an_application()
    rooms = {
        company.user.username: ["/company/", "/company/documents/", "/company/data/", "/company/passes/"],
        reviewer.username: ["/staff/", "/staff/letters/", f"/staff/cases/{case.document_id}/"],
    }

    missed = {}
    for username, paths in rooms.items():
        page = open_page("/login/")
        sign_in(page, username)
        page.wait_for_url("**/company/" if username == company.user.username else "**/staff/")
        for path in paths:
            page.goto(path)
            missed[path] = never_reached(page)

    assert {path: controls for path, controls in missed.items() if controls} == {}


def test_an_address_is_proven_with_the_keyboard_alone(open_page: OpenPage, reviewer: User) -> None:
    approved = approve(an_application(), by=reviewer)
    page = open_page(f"/verify/{issue(approved.user)}/")

    tab_to(page, "密碼")
    page.keyboard.type(PASSWORD)
    tab_to(page, "完成驗證")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="驗證成功")).to_be_visible()


def test_a_refused_document_is_handed_in_anew_with_the_keyboard_alone(
    open_page: OpenPage, company: CompanyAccount, reviewer: User, tmp_path: Path
) -> None:
    reject_document(company.company.documents.get(), by=reviewer, reasons=[Reason.objects.get(code="D01")])
    page = open_page("/login/")
    sign_in(page, company.user.username)
    page.wait_for_url("**/company/")

    tab_to(page, "上傳公司證明文件")
    page.keyboard.press("Enter")
    page.wait_for_url("**/company/documents/")
    tab_to(page, "上傳公司證明文件")
    page.get_by_label("上傳公司證明文件").set_input_files(a_paper(tmp_path))
    expect(page.get_by_label("公司證明文件檔名")).to_have_value("company_certificate.pdf")
    tab_to(page, "送出")
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("送出")
    tab_to(page, "登出")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("您已登出")
    assert company.company.documents.waiting().count() == 1


def test_a_refused_application_is_mended_with_the_keyboard_alone(
    open_page: OpenPage, reviewer: User, tmp_path: Path
) -> None:
    refused = a_refused(reviewer, "A01", "D01")
    page = open_page(f"/mend/{issue_link(refused)}/")

    tab_to(page, "開始補正")
    page.keyboard.press("Enter")
    page.wait_for_url("**/mend/opened/**")
    tab_to(page, "姓名")
    page.keyboard.press("Control+A")
    page.keyboard.type("王大明")
    tab_to(page, "上傳公司證明文件")
    page.get_by_label("上傳公司證明文件").set_input_files(a_paper(tmp_path))
    expect(page.get_by_label("公司證明文件檔名")).to_have_value("company_certificate.pdf")
    for label in ("密碼", "確認密碼"):
        tab_to(page, label)
        page.keyboard.type(TYPED[label])
    tab_to(page, "送出")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="確定要送出申請?")).to_be_visible()
    tab_to(page, "確定", limit=5)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("帳號資料已經成功送出")
    assert AccountApplication.objects.get(forerunner=refused).name == "王大明"


def test_an_application_is_looked_up_with_the_keyboard_alone(open_page: OpenPage) -> None:
    application = an_application()
    page = open_page("/queries/")
    tab_to(page, "跳到主要內容區塊")
    page.keyboard.press("Enter")

    tab_to(page, "申請進度查詢")
    page.keyboard.press("Enter")
    page.wait_for_url("**/queries/progress/")
    for label, value in (("受理號碼", application.reference), ("Email", application.email)):
        tab_to(page, label)
        page.keyboard.type(value)
    page.keyboard.press("Enter")
    page.wait_for_url("**/queries/progress/code/")
    tab_to(page, "驗證碼")
    page.keyboard.type("000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").first).to_be_focused()
    tab_to(page, "驗證碼")
    page.keyboard.press("Control+A")
    page.keyboard.type(newest_code())
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("申請進度")
    expect(page.get_by_role("main")).to_contain_text(application.reference)


def test_pages_are_moved_turned_removed_and_brought_back_with_the_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page("/register/general/")
    upload_two_pages(page)
    upload = page.locator("[data-upload]")

    tab_to(page, "第 2 頁往前移")
    page.keyboard.press("Enter")
    expect(upload).to_contain_text("第 2 頁已往前移一頁。")
    expect(page.get_by_role("button", name="第 1 頁往後移")).to_be_focused()

    tab_to(page, "第 1 頁向右轉")
    page.keyboard.press("Space")
    expect(upload).to_contain_text("第 1 頁已向右轉 90 度。")
    expect(page.get_by_role("button", name="第 1 頁向右轉")).to_be_focused()

    tab_to(page, "移除第 1 頁")
    page.keyboard.press("Enter")
    expect(upload.locator("[data-page]")).to_have_count(1)
    assert page.evaluate("document.activeElement.closest('[data-upload]') !== null")

    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="復原")).to_be_focused()
    page.keyboard.press("Enter")
    expect(upload.locator("[data-page]")).to_have_count(2)
    assert page.evaluate("document.activeElement.closest('[data-upload]') !== null")
