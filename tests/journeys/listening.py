"""The application for an account as somebody hears it: each step, what one does, and what is worth knowing of how it sounds.

`test_listening.py` takes the tree that Chromium gives to screen readers at each step and holds docs/accessibility-walk.md to it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from port.accounts.models import User
from port.registration.models import AccountApplication
from port.registration.workflow import approve
from tests.journeys.papers import a_paper
from tests.journeys.people import TYPED, fill_in_application, read_texts, sign_in
from web.mailbox.backend import open_mailbox

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "accessibility-walk.md"
NOTES = Path(__file__).with_name("listening.md")
"""What was noticed while listening, by the number of the step."""

CHANGING = [
    (re.compile(r"http://(localhost|127\.0\.0\.1):\d+"), "https://portal"),
    (re.compile(r"\d{3}-\d{4}-\d{5}"), "〔受理號碼〕"),
    (re.compile(r"\d{3}\.\d{2}\.\d{2}( \d{2}:\d{2})?"), "〔日期〕"),
    (re.compile(r"[\d.]+ (KB|MB)・"), "〔大小〕・"),
    (re.compile(r"已讀 \d+%"), "已讀 〔多少〕%"),
    (re.compile(r"/news/\d+/"), "/news/〔號〕/"),
]
"""What is another one in every walk."""


@dataclass(frozen=True)
class Heard:
    title: str
    doing: str
    tree: str
    focus: str


@dataclass
class Listener:
    open_page: Callable[..., Page]
    deliver: Callable[[], int]
    reviewer: User
    folder: Path

    def walk(self) -> Iterator[Heard]:
        page = self.open_page("/", reduced_motion="reduce")
        yield from self.before_the_form(page)
        yield from self.the_form(page)
        yield from self.the_answer(page)
        yield from self.inside(page)

    def before_the_form(self, page: Page) -> Iterator[Heard]:
        dialog = page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        yield heard(page, "第一次開啟首頁：公告視窗", "開啟首頁。", dialog)
        page.keyboard.press("Escape")
        yield heard(page, "首頁，從頭到尾", "按 Esc 關閉公告。", page.locator("body"))
        page.get_by_role("link", name="註冊", exact=True).click()
        yield heard(page, "選擇帳號類型", "在「註冊」按 Enter。", page.locator("main"))
        page.get_by_role("main").get_by_role("link", name="一般帳號").first.click()

    def the_form(self, page: Page) -> Iterator[Heard]:
        main = page.locator("main")
        page.wait_for_url("**/register/general/")
        yield heard(page, "空白的申請表", "在「一般帳號」按 Enter。", main)
        page.get_by_role("button", name="送出", exact=True).click()
        summary = page.locator("[data-error-summary]")
        expect(summary).to_be_focused()
        yield heard(page, "什麼都沒填就送出：錯誤清單", "在「送出」按 Enter。", summary)
        summary.get_by_role("link").first.click()
        yield heard(page, "從錯誤清單到欄位", "在清單的第一項按 Enter。", page.locator(".field--bad").first)
        fill_in_application(page, a_paper(self.folder))
        expect(page.locator(".field__message .spinner")).to_have_count(0)
        expect(page.locator("[data-upload-receipt] img").first).to_be_visible()
        page.get_by_label("公司負責人", exact=True).blur()
        yield heard(page, "填好的文件上傳區", "填寫每一欄，選好公司證明文件。", page.locator("[data-upload]"))
        page.get_by_role("button", name="送出", exact=True).click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        yield heard(page, "送出前的確認視窗", "在「送出」按 Enter。", dialog)
        dialog.get_by_role("button", name="確定", exact=True).click()
        expect(page.locator(".slip")).to_be_visible()
        yield heard(page, "送出之後", "在「確定」按 Enter。", main)

    def the_answer(self, page: Page) -> Iterator[Heard]:
        main = page.locator("main")
        sign_in(page, TYPED["帳號"], TYPED["密碼"])
        expect(page.get_by_role("alert")).to_contain_text("待審核")
        yield heard(page, "審核前就登入", "在登入作業輸入帳號與密碼，按 Enter。", main)
        approve(AccountApplication.objects.latest("pk"), by=self.reviewer)
        self.deliver()
        page.goto(re.findall(r"/verify/[\w-]+/", newest_letter())[0])
        yield heard(page, "驗證 Email", "開啟審核通過信中的連結。", main)
        page.get_by_label("密碼", exact=True).fill(TYPED["密碼"])
        page.keyboard.press("Enter")
        page.wait_for_url("**/verified/")
        yield heard(page, "驗證成功", "輸入密碼，按 Enter。", main)

    def inside(self, page: Page) -> Iterator[Heard]:
        page.get_by_role("main").get_by_role("link", name="前往登入").click()
        page.wait_for_url("**/login/")
        yield heard(page, "登入作業", "在「前往登入」按 Enter。", page.locator("main"))
        sign_in(page, TYPED["帳號"], TYPED["密碼"])
        expect(page.locator("[data-texts]")).to_be_visible()
        yield heard(page, "三份文件：目錄與第一份", "輸入帳號與密碼，按 Enter。", page.locator("[data-text]").first)
        read_texts(page)
        page.wait_for_url("**/company/")
        yield heard(page, "登入之後的首頁", "讀完三份文件，各勾選「我同意」，按「確認」。", page.locator("body"))


def newest_letter() -> str:
    box = open_mailbox()
    newest = max((box.get_message(key) for key in box.iterkeys()), key=lambda message: message.get_date())
    parts = [part.get_payload(decode=True) for part in newest.walk() if part.get_content_type() == "text/plain"]
    return b"".join(parts).decode()


def heard(page: Page, title: str, doing: str, part: Locator) -> Heard:
    page.wait_for_load_state()
    tree = part.aria_snapshot()
    for pattern, stand_in in CHANGING:
        tree = pattern.sub(stand_in, tree)
    return Heard(title, doing, tree, page.evaluate(FOCUS))


FOCUS = """
() => {
  const one = document.activeElement
  if (!one || one === document.body) return "（頁面開頭）"
  const name = one.getAttribute("aria-label") || one.labels?.[0]?.innerText || one.innerText || ""
  return name.trim().split("\\n")[0] || one.tagName.toLowerCase()
}
"""


def as_document(steps: list[Heard]) -> str:
    """The notes with the trees put below them. A note without a step, or a step without a note, is a fault."""
    preface, *notes = re.split(r"^## .*\n", NOTES.read_text(encoding="utf-8"), flags=re.MULTILINE)
    parts = [preface.strip()]
    for number, (step, note) in enumerate(zip(steps, notes, strict=True), start=1):
        parts += [
            f"## {number}. {step.title}",
            f"**做什麼**：{step.doing}　**焦點在**：{step.focus}",
            note.strip(),
            f"```yaml\n{step.tree}\n```",
        ]
    return "\n\n".join(parts) + "\n"
