"""A clerk who has never seen the portal, on a small phone, from the front page to 送出, in modelled time (`stopwatch`).

She has what she needs at hand, makes no mistake, and reads everything on her way, the notices of the front page too. The goal ends with
the press of 送出 (manual, step 14); the table goes on to 確定, so that what the last look costs is seen as well.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from config.env import ROOT
from port.language import Language, path_in
from tests.journeys.papers import a_paper
from tests.journeys.people import TYPED
from tests.journeys.stopwatch import Clerk, words_in

MINUTES = 5
FIELDS = {
    "username": "帳號",
    "name": "姓名",
    "mobile": "手機電話",
    "email": "Email",
    "password": "密碼",
    "password_again": "確認密碼",
    "number": "公司統編",
    "phone": "公司電話",
    "company_name": "公司名稱",
    "address": "公司地址",
    "representative": "公司負責人",
}


def _apply(clerk: Clerk, paper: Path) -> None:
    page = clerk.page
    while page.locator("dialog[open]").count():
        clerk.tap("公告 我知道了", page.locator("dialog[open] [data-closes], dialog[open] form button").last)
    clerk.tap("我要申請帳號", page.get_by_role("main").locator('a[href$="/register/"]').first)
    clerk.tap("一般帳號", page.get_by_role("main").locator('a[href$="/register/general/"]').first)
    for name, label in FIELDS.items():
        clerk.type(label, page.locator(f"#id_{name}"), TYPED[label])
    upload = page.locator("[data-upload]")
    clerk.choose(
        "上傳公司證明文件", upload.locator('input[type="file"]').first, paper, at=upload.locator("label").first
    )
    expect(upload.locator("[data-filename]")).to_have_count(1)
    clerk.tap("送出", page.get_by_role("main").locator('form[data-guard] button[type="submit"]').last)
    confirm = page.locator('dialog[open] form button[type="submit"]')
    confirm.wait_for()
    clerk.reached_the_goal()
    clerk.read_all("核對", page.locator("dialog[open]"))
    clerk.tap("確定", confirm)


@pytest.mark.parametrize("language", Language)
def test_a_first_time_clerk_has_applied_in_under_five_minutes(
    open_page: Callable[..., Page], tmp_path: Path, language: Language
) -> None:
    clerk = Clerk(open_page(path_in("/", language), size="phone"))

    _apply(clerk, a_paper(tmp_path))

    expect(clerk.page.locator(".slip__number dd")).to_be_visible()
    table = clerk.table()
    _write(f"first-time-clerk-{language.value}.md", table)
    print(table)  # noqa: T201 - pytest shows it when asked to (-s), and when it fails
    assert clerk.seconds_to_the_goal < MINUTES * 60


def _write(name: str, table: str) -> None:
    folder = ROOT / "var" / "journeys"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(table, encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "words"),
    [("申請帳號類型", 4), ("Apply for an account", 4), ("例：example1234", 5 / 3), ("02-12345678#12345", 1)],
)
def test_words_are_counted_in_either_language(text: str, words: float) -> None:
    assert words_in(text) == pytest.approx(words)
