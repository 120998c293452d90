"""The portal in a browser: what stands in the first screen, notices once, thanks in place, a search."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import SIZES

OpenPage = Callable[..., Page]
BOTTOMS = "() => [...document.querySelectorAll('.errands a')].map((e) => e.getBoundingClientRect().bottom)"


@pytest.mark.parametrize("path", ["/", "/en/"])
def test_the_three_errands_stand_in_the_first_screen_of_a_phone(open_page: OpenPage, path: str) -> None:
    page = open_page(path, size="phone")
    page.keyboard.press("Escape")

    bottoms = page.evaluate(BOTTOMS)

    assert len(bottoms) == 3
    assert max(bottoms) <= SIZES["phone"]["height"]


def test_notices_greet_once_and_then_stand_in_one_line(open_page: OpenPage) -> None:
    page = open_page("/")
    dialog = page.get_by_role("dialog", name="敬愛的業者 您好")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="我知道了").click()

    page.reload()

    expect(dialog).to_be_hidden()
    page.get_by_role("link", name="公告", exact=False).filter(has_text="閱讀").click()
    expect(dialog).to_be_visible()


@pytest.mark.parametrize("with_script", [True, False])
def test_a_reader_says_whether_an_answer_helped(open_page: OpenPage, with_script: bool) -> None:
    page = open_page("/faq/which-documents/", java_script_enabled=with_script)
    title = page.get_by_role("heading", level=1).inner_text()

    page.get_by_text("沒有幫助", exact=True).click()
    page.get_by_role("textbox", name="還缺什麼？").fill("分公司要用哪一種？")
    page.get_by_role("button", name="送出", exact=True).click()

    expect(page.get_by_text("謝謝您告訴我們")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert ("answered" in page.url) is not with_script


def test_a_search_from_the_head_finds_an_answer(open_page: OpenPage) -> None:
    page = open_page("/queries/")
    page.get_by_role("searchbox", name="搜尋全站").fill("台北港")
    page.keyboard.press("Enter")

    expect(page.locator("mark").first).to_have_text("臺北港")
    page.get_by_role("main").get_by_role("link").filter(has_text="臺北港").first.click()
    expect(page.get_by_role("main")).to_contain_text("臺北港")
