"""The main road without a script, and with the keyboard alone (W-33, design §6)."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from port.accounts.models import User
from port.registration.models import AccountApplication
from port.registration.proof import verify
from port.registration.workflow import approve
from tests.factories import PASSWORD, an_application
from tests.journeys.keyboard import tab_to
from tests.journeys.papers import a_paper
from tests.journeys.people import TYPED, sign_in
from tests.journeys.states import a_refused, look_up, open_form

OpenPage = Callable[..., Page]


def test_without_a_script_a_check_page_stands_for_the_dialog(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("/register/general/", java_script_enabled=False)
    for label, value in TYPED.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_label("公司統編", exact=True).fill("12345678")
    page.get_by_label("上傳公司證明文件").set_input_files(a_paper(tmp_path))
    page.get_by_role("button", name="送出", exact=True).click()

    expect(page.get_by_role("alert")).to_contain_text("公司統編")
    expect(page.get_by_label("姓名", exact=True)).to_have_value(TYPED["姓名"])
    expect(page.get_by_label("公司證明文件檔名")).to_have_value("company_certificate.pdf")

    page.get_by_label("公司統編", exact=True).fill(TYPED["公司統編"])
    page.get_by_label("密碼", exact=True).fill(TYPED["密碼"])
    page.get_by_label("確認密碼", exact=True).fill(TYPED["密碼"])
    page.get_by_role("button", name="送出", exact=True).click()
    expect(page.get_by_role("heading", name="確定要送出申請?")).to_be_visible()
    page.get_by_role("button", name="確定", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("帳號資料已經成功送出")
    assert AccountApplication.objects.get().document.file.page_count == 1


def test_without_a_script_a_refused_application_is_mended(open_page: OpenPage, reviewer: User, tmp_path: Path) -> None:
    refused = a_refused(reviewer, "A01", "D01")
    page = open_page("/login/", java_script_enabled=False)
    open_form(page, refused)
    page.get_by_label("姓名", exact=True).fill("王大明")
    page.get_by_role("button", name="送出", exact=True).click()
    expect(page.get_by_role("alert").first).to_contain_text("公司證明文件")
    expect(page.get_by_label("姓名", exact=True)).to_have_value("王大明")

    page.get_by_label("上傳公司證明文件").set_input_files(a_paper(tmp_path))
    for label in ("密碼", "確認密碼"):
        page.get_by_label(label, exact=True).fill(TYPED[label])
    page.get_by_role("button", name="送出", exact=True).click()
    expect(page.get_by_role("heading", name="確定要送出申請?")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("原本 李小華")
    page.get_by_role("button", name="確定", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("帳號資料已經成功送出")
    assert AccountApplication.objects.get(forerunner=refused).name == "王大明"


def test_without_a_script_an_application_is_looked_up(open_page: OpenPage, reviewer: User) -> None:
    refused = a_refused(reviewer, "A01")
    page = open_page("/login/", java_script_enabled=False)

    look_up(page, refused)

    expect(page.get_by_role("main")).to_contain_text("帳號未審核通過")
    page.get_by_role("button", name="再寄一次補正連結").click()
    expect(page.locator(".messages")).to_contain_text("剛剛已經寄過補正連結")


def test_a_form_that_was_typed_into_is_not_left_without_a_question(open_page: OpenPage) -> None:
    page = open_page("/register/general/")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    page.reload()
    asked_when_empty = list(asked)
    page.get_by_label("姓名", exact=True).press_sequentially("王小明")
    page.reload()

    assert asked_when_empty == []
    assert asked == ["beforeunload"]


def test_without_a_script_every_text_can_be_ticked(open_page: OpenPage, reviewer: User) -> None:
    approved = approve(an_application(username="harbor2026"), by=reviewer)
    verify(approved.user.verifications.get(), by=approved.user)
    page = open_page("/login/", java_script_enabled=False)
    sign_in(page, "harbor2026")
    page.get_by_role("button", name="確認", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()

    for box in page.get_by_role("checkbox", name="我同意").all():
        box.check()
    page.get_by_role("button", name="確認", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("您好")


def test_with_the_keyboard_alone_an_application_is_sent(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("/")
    page.keyboard.press("Escape")  # the notice of the day
    tab_to(page, "跳到主要內容區塊")
    tab_to(page, "註冊")
    page.keyboard.press("Enter")
    page.wait_for_url("**/register/")
    tab_to(page, "一般帳號")
    page.keyboard.press("Enter")
    page.wait_for_url("**/register/general/")

    for label, value in TYPED.items():
        tab_to(page, label)
        page.keyboard.type(value)
    tab_to(page, "上傳公司證明文件")
    page.get_by_label("上傳公司證明文件").set_input_files(a_paper(tmp_path))
    expect(page.get_by_label("公司證明文件檔名")).to_have_value("company_certificate.pdf")
    tab_to(page, "送出")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="確定要送出申請?")).to_be_visible()
    tab_to(page, "確定", limit=5)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("帳號資料已經成功送出")


def test_with_the_keyboard_alone_somebody_comes_in_and_reads(open_page: OpenPage, reviewer: User) -> None:
    approved = approve(an_application(username="harbor2026"), by=reviewer)
    verify(approved.user.verifications.get(), by=approved.user)
    page = open_page("/login/")
    tab_to(page, "使用者帳號")
    page.keyboard.type("harbor2026")
    tab_to(page, "使用者密碼")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/acknowledgements/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("個資同意使用")

    for title in ("個資同意使用", "授權聲明", "危害告知"):
        text = page.get_by_role("region", name=f"{title}全文")
        while not text.evaluate("(box) => box === document.activeElement"):
            page.keyboard.press("Tab")
        page.keyboard.press("End")
        expect(page.get_by_role("region", name=title, exact=True).get_by_role("checkbox")).to_be_enabled()
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
    tab_to(page, "確認")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("您好")


def test_with_the_keyboard_alone_a_reviewer_decides(open_page: OpenPage, reviewer: User) -> None:
    application = an_application(company_name="遠岸示範物流有限公司")
    page = open_page("/login/")
    sign_in(page, reviewer.username)
    page.wait_for_url("**/staff/")
    tab_to(page, "遠岸示範物流有限公司")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("遠岸示範物流有限公司")

    page.wait_for_load_state()
    page.keyboard.press("a")
    expect(page.get_by_role("region", name="帳號審核").get_by_role("button", name="審核通過")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("region", name="帳號審核").get_by_role("button")).to_have_count(0)
    application.refresh_from_db()
    assert application.decided_by == reviewer
