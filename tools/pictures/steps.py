"""What visitors do on pages, found as they find it: by role and label."""

from itertools import count
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tools.pictures.world import PASSWORD, World

NUMBERS = count(2026)

expect.set_options(timeout=30_000)  # a paper is read by a process of its own

TYPED = {
    "帳號": "harbour2026",
    "姓名": "王小明",
    "手機電話": "0912345678",
    "Email": "wang@example.com",
    "密碼": PASSWORD,
    "確認密碼": PASSWORD,
    "公司統編": "12345675",
    "公司電話": "02-24206100#123",
    "公司名稱": "晴海示範船務股份有限公司",
    "公司地址": "202001基隆市中正區示範路1號",
    "公司負責人": "陳大海",
}


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def close_news(page: Page, world: World) -> None:
    """Notices open by themselves for whoever has not seen them."""
    page.keyboard.press("Escape")


def open_menu(page: Page, world: World) -> None:
    close_news(page, world)
    press(page, "選單")


def open_desk_menu(page: Page, world: World) -> None:
    page.locator("[popovertarget]:visible").first.click()


def see_dialog(page: Page, world: World) -> None:
    expect(page.locator("dialog[open]")).to_be_visible()


def send_empty(page: Page, world: World) -> None:
    press(page, "送出")
    expect(page.get_by_role("alert").first).to_be_visible()


def fill_in(page: Page, world: World) -> None:
    for label, value in {**TYPED, "帳號": f"harbour{next(NUMBERS)}"}.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_label("上傳公司證明文件").set_input_files(world.paper())
    expect(page.get_by_label("公司證明文件檔名")).not_to_have_value("")
    page.get_by_label("公司負責人", exact=True).blur()


def check(page: Page, world: World) -> None:
    fill_in(page, world)
    press(page, "送出")
    expect(page.get_by_role("dialog", name="確定要送出申請?")).to_be_visible()


def sent(page: Page, world: World) -> None:
    page.goto("/register/general/")
    check(page, world)
    page.get_by_role("dialog", name="確定要送出申請?").get_by_role("button", name="確定", exact=True).click()
    expect(page.locator(".slip")).to_be_visible()


def search_for(page: Page, world: World) -> None:
    page.goto("/search/?q=統編")


def search_for_nothing(page: Page, world: World) -> None:
    page.goto("/search/?q=沒有人寫過的字")


def open_help(page: Page, world: World) -> None:
    page.locator("summary:visible").first.click()


def enter(page: Page, name: str, password: str) -> None:
    page.goto("/login/")
    page.get_by_label("使用者帳號").fill(name)
    page.get_by_label("使用者密碼").fill(password)
    press(page, "登入")
    page.wait_for_url(lambda url: urlsplit(url).path != "/login/")


def enter_with_factor(page: Page, world: World) -> None:
    half_in(page, world)
    page.get_by_label("驗證碼").fill(world.code())
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/company/**")


def choose_company(page: Page) -> None:
    page.goto("/company/switch/")
    page.locator(".switch-list button").first.click()
    page.wait_for_load_state()


def wrong_login(page: Page, world: World) -> None:
    page.get_by_label("使用者帳號").fill("harbour2026")
    page.get_by_label("使用者密碼").fill("wrong")
    press(page, "登入")
    expect(page.get_by_role("alert").first).to_be_visible()


def half_in(page: Page, world: World) -> None:
    enter(page, *world.someone_with_a_factor())
    page.wait_for_url("**/second-factor/**")


def recovery_code(page: Page, world: World) -> None:
    half_in(page, world)
    page.goto("/login/second-factor/recovery-code/")


def open_mending(page: Page, world: World) -> None:
    page.goto(f"/mend/{world.mending()}/")
    press(page, "開始補正")
    expect(page.get_by_label("密碼", exact=True)).to_be_visible()


def ask_progress(page: Page, world: World) -> None:
    application = world.refused()
    page.goto("/queries/progress/")
    page.get_by_label("受理號碼", exact=True).fill(application.reference)
    page.get_by_label("Email", exact=True).fill(application.email)
    press(page, "寄送驗證碼")
    expect(page.get_by_label("驗證碼", exact=True)).to_be_visible()


def see_progress(page: Page, world: World) -> None:
    ask_progress(page, world)
    page.get_by_label("驗證碼", exact=True).fill(world.letter_code())
    press(page, "查看進度")
    expect(page.locator(".ladder")).to_be_visible()


def wrong_password(page: Page, world: World) -> None:
    page.get_by_label("密碼", exact=True).fill("wrong")
    press(page, "完成驗證")
    expect(page.get_by_role("alert").first).to_be_visible()


def upload(page: Page, world: World) -> None:
    page.get_by_label("上傳公司證明文件").set_input_files(world.paper())
    expect(page.get_by_label("公司證明文件檔名")).not_to_have_value("")


def open_switch(page: Page, world: World) -> None:
    page.locator(".switch summary").click()


def refuse(page: Page, world: World) -> None:
    """The reasons of a refusal are open, and nothing is ticked."""
    page.get_by_role("region", name="帳號審核").get_by_role("button", name="審核不通過").click()


def choose_all(page: Page, world: World) -> None:
    page.get_by_role("checkbox", name="選取本頁").check()


def choose_many(page: Page, world: World) -> None:
    choose_all(page, world)
    press(page, "批次審核")
    expect(page.get_by_role("heading", level=1)).to_have_text("批次審核")
