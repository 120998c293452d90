"""What clerk and reviewer do, found as they find it: by role and label."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.factories import PASSWORD

TYPED = {
    "帳號": "harbor2026",
    "姓名": "王小明",
    "手機電話": "0912345678",
    "Email": "wang@example.com",
    "密碼": "海風吹過第三號碼頭的清晨五點半",
    "確認密碼": "海風吹過第三號碼頭的清晨五點半",
    "公司統編": "12345675",
    "公司電話": "02-24206100#123",
    "公司名稱": "晴海示範船務股份有限公司",
    "公司地址": "202001基隆市中正區示範路1號",
    "公司負責人": "陳大海",
}


def fill_in_application(page: Page, paper: Path, seen: Callable[[int], None] = lambda step: None) -> None:
    """Steps 2 to 13: every field in the order of the manual, and the paper; `seen` is told each step."""
    for step, (label, value) in enumerate(TYPED.items(), start=2):
        page.get_by_label(label, exact=True).fill(value)
        seen(step)
    page.get_by_label("上傳公司證明文件").set_input_files(paper)
    expect(page.get_by_label("公司證明文件檔名")).to_have_value(paper.name)
    page.get_by_label("公司證明文件檔名").scroll_into_view_if_needed()
    seen(13)


def send_application(page: Page) -> str:
    """Steps 14 to 16: 送出, 確定; returns the reference number."""
    page.get_by_role("button", name="送出", exact=True).click()
    dialog = page.get_by_role("dialog", name="確定要送出申請?")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="確定", exact=True).click()
    expect(page.get_by_role("heading", name="帳號資料已經成功送出，請收取Email!!")).to_be_visible()
    return page.locator(".slip__number dd").inner_text()


def sign_in(page: Page, username: str, password: str = PASSWORD) -> None:
    """Step 20."""
    page.goto("/login/")
    page.get_by_label("使用者帳號").fill(username)
    page.get_by_label("使用者密碼").fill(password)
    page.get_by_role("button", name="登入", exact=True).click()


TITLES = ("個資同意使用", "授權聲明", "危害告知")


def read_texts(
    page: Page, seen: Callable[[int], None] = lambda step: None, *, titles: tuple[str, ...] = TITLES
) -> None:
    """Steps 21 to 23: read each text to its end, tick 我同意, 確認; `seen` is told the last two."""
    for title in titles:
        page.get_by_role("region", name=f"{title}全文").press("End")
        page.get_by_role("region", name=title, exact=True).get_by_role("checkbox", name="我同意", exact=True).check()
    seen(22)
    confirm = page.get_by_role("button", name=re.compile("^確認"))
    confirm.hover()
    seen(23)
    confirm.click()
