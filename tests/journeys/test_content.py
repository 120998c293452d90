"""A text goes from an editor to readers and back: written, looked at, published, changed, undone; and nothing is lost."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, FilePayload, Locator, Page, expect

from port.accounts.enums import StaffRole
from port.accounts.models import User
from port.accounts.sessions import end_all
from port.content.enums import EntryKind
from port.content.helpful import answer
from port.content.models import Entry
from port.content.workflow import save_draft
from tests.factories import a_draft, a_picture, a_staff_member, an_attachment, an_entry, an_unpublished_entry
from tests.journeys.keyboard import never_reached, tab_to
from tests.journeys.looks import look_in_every_way
from tests.journeys.people import sign_in
from tests.journeys.pictures import take

OpenPage = Callable[..., Page]
PLAN: FilePayload = {"name": "plan.png", "mimeType": "image/png", "buffer": a_picture((320, 200))}
UNDONE = "取消這次發布"


@pytest.fixture
def editor(port: str) -> User:
    return a_staff_member(StaffRole.CONTENT, username="chen.writes", name="陳編輯")


@pytest.fixture
def at_the_desk(open_page: OpenPage, editor: User) -> Callable[..., Page]:
    """The editor, signed in, on a page."""

    def sit_down(path: str = "/staff/content/", *, by: User = editor, **options: object) -> Page:
        page = open_page("/login/", **options)
        sign_in(page, by.username)
        page.wait_for_url("**/staff/content/")
        page.goto(path)
        return page

    return sit_down


def field(page: Page, label: str) -> Locator:
    return page.get_by_label(label, exact=True)


def write(page: Page, **words: str) -> None:
    names = {"title": "標題", "title_en": "標題（英文）（選填）", "body": "內容", "body_en": "內容（英文）（選填）"}
    for name, text in words.items():
        field(page, names[name]).fill(text)


def shown(page: Page, language: str = "正體中文") -> Locator:
    return page.get_by_role("region", name=f"{language}預覽")


def publish(page: Page) -> None:
    page.get_by_role("button", name="儲存並前往發布").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("要發布")
    page.get_by_role("button", name="確定發布").click()
    expect(page.get_by_role("status").first).to_contain_text("已發布")


def test_from_a_draft_to_readers_changed_and_undone(at_the_desk: Callable[..., Page], open_page: OpenPage) -> None:
    # Written, and looked at while it is typed, in both languages
    desk = at_the_desk()
    desk.get_by_text("新增內容").click()
    desk.get_by_role("link", name=re.compile("新增 ?最新消息")).click()
    write(desk, title="碼頭道路施工", body="施工期間請改走**西側道路**。")
    expect(shown(desk).locator("strong")).to_have_text("西側道路")
    expect(desk.get_by_role("main")).to_contain_text("沒有英文。英文讀者會看到中文")
    write(desk, title_en="Road works", body_en="Please take the **west** road.")
    expect(shown(desk, "English").locator("strong")).to_have_text("west")

    # A picture wants its alternative text, and goes where the caret is
    desk.get_by_label("檔案", exact=True).set_input_files(PLAN)
    desk.get_by_role("button", name="上傳", exact=True).click()
    expect(field(desk, "名稱或替代文字")).to_be_focused()
    expect(desk.locator("#files-region")).to_contain_text("圖片請填替代文字")
    desk.get_by_label("檔案", exact=True).set_input_files(PLAN)
    field(desk, "名稱或替代文字").fill("施工範圍圖")
    desk.get_by_role("button", name="上傳", exact=True).click()
    expect(desk.locator("#files-said")).to_have_text("已收到 施工範圍圖")
    desk.get_by_role("button", name="插入中文 施工範圍圖").click()
    expect(shown(desk).get_by_role("img", name="施工範圍圖")).to_be_visible()
    take(desk, "c1-writing")

    # A draft first, which readers do not see; then asked about once more, and published
    desk.get_by_role("button", name="儲存草稿", exact=True).click()
    expect(desk.get_by_role("status").first).to_contain_text("草稿已儲存為版次 1，讀者還看不到。")
    reader = open_page("/news/")
    expect(reader.get_by_text("碼頭道路施工")).to_have_count(0)
    desk.get_by_role("button", name="儲存並前往發布").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("要發布「碼頭道路施工」嗎？")
    take(desk, "c2-publishing")
    desk.get_by_role("button", name="確定發布").click()
    expect(desk.get_by_role("status").first).to_contain_text("已發布")

    # Readers see it in their language
    reader.reload()
    reader.get_by_role("link", name="碼頭道路施工").click()
    expect(reader.get_by_role("img", name="施工範圍圖")).to_be_visible()
    reader.goto("/en" + re.sub(r"^https?://[^/]+", "", reader.url))
    expect(reader.get_by_role("heading", level=1)).to_have_text("Road works")

    # It is changed: what changes is shown by sign and word
    write(desk, title="碼頭道路施工延期")
    desk.get_by_role("button", name="儲存並前往發布").click()
    expect(desk.get_by_role("group", name="標題的改變")).to_contain_text("＋ 新增碼頭道路施工延期")
    desk.get_by_role("button", name="確定發布").click()
    expect(desk.get_by_role("button", name=UNDONE)).to_be_visible()
    reader.goto("/news/")
    expect(reader.get_by_role("link", name="碼頭道路施工延期")).to_be_visible()

    # And undone
    desk.get_by_role("button", name=UNDONE).click()
    expect(desk.get_by_role("status").first).to_contain_text("讀者看到的是先前的內容")
    reader.reload()
    expect(reader.get_by_role("link", name="碼頭道路施工")).to_be_visible()
    expect(reader.get_by_role("link", name="碼頭道路施工延期")).to_have_count(0)
    expect(desk.locator("#history li")).to_have_count(3)


def test_an_old_version_is_compared_and_brought_back(at_the_desk: Callable[..., Page], editor: User) -> None:
    entry = an_entry(title="第一個標題", by=editor)
    save_draft(entry=entry, kind=EntryKind.NEWS, draft=a_draft(title="第二個標題"), by=editor)
    desk = at_the_desk(f"/staff/content/{entry.pk}/")

    desk.get_by_role("link", name="版次 1", exact=True).click()
    expect(desk.get_by_role("group", name="標題的改變")).to_contain_text("第一個標題")
    desk.get_by_role("button", name="回復這一版成為草稿").click()

    expect(desk.get_by_role("status").first).to_contain_text("版次 1 的內容已成為版次 3，還沒有發布。")
    expect(field(desk, "標題")).to_have_value("第一個標題")


def test_signs_are_written_by_keyboard_alone(at_the_desk: Callable[..., Page]) -> None:
    desk = at_the_desk("/staff/content/new/news/")
    body = field(desk, "內容")
    body.fill("第一項\n第二項")
    body.press("Control+a")

    tab_to_the_tools(desk)
    for _step in range(3):
        desk.keyboard.press("ArrowRight")
    desk.keyboard.press("Enter")
    expect(body).to_have_value("- 第一項\n- 第二項")
    expect(body).to_be_focused()

    body.press("Control+End")
    body.press("Enter")
    desk.keyboard.type("請 ")
    desk.keyboard.press("Control+b")
    desk.keyboard.type("注意")
    expect(body).to_have_value("- 第一項\n- 第二項\n請 **注意**")
    desk.keyboard.press("Control+z")
    expect(body).not_to_have_value("- 第一項\n- 第二項\n請 **注意**")


def tab_to_the_tools(page: Page) -> None:
    """Back from the text: the buttons are one stop, right before it."""
    page.keyboard.press("Shift+Tab")
    expect(
        page.get_by_role("toolbar", name="中文內容的排版").get_by_role("button", name="標題", exact=True)
    ).to_be_focused()


def test_words_that_are_not_saved_are_asked_about_before_they_are_left(at_the_desk: Callable[..., Page]) -> None:
    desk = at_the_desk("/staff/content/new/news/")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    desk.on("dialog", stay)
    field(desk, "內容").press_sequentially("還沒儲存")
    desk.get_by_role("link", name="網站內容").first.click()
    expect(field(desk, "內容")).to_have_value("還沒儲存")
    assert asked == ["beforeunload"]

    desk.get_by_role("button", name="儲存草稿", exact=True).click()
    expect(desk.get_by_role("alert")).to_contain_text("請填寫標題")
    expect(field(desk, "內容")).to_have_value("還沒儲存")
    desk.locator("#main").click(position={"x": 1, "y": 1})  # a browser asks only whoever has touched the page
    desk.get_by_role("link", name="網站內容").first.click()
    expect(desk.get_by_role("alert")).to_be_visible()
    assert asked == ["beforeunload"] * 2


def test_a_sign_in_that_ended_takes_no_word_away(at_the_desk: Callable[..., Page], editor: User) -> None:
    desk = at_the_desk("/staff/content/new/news/")
    write(desk, title="寫了很久的標題", body="寫了很久的內容")
    desk.wait_for_timeout(800)
    end_all(editor, by=editor)

    desk.get_by_role("button", name="儲存草稿", exact=True).focus()
    desk.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(desk.get_by_role("alertdialog", name="登入已經結束")).to_be_visible()
    with desk.context.expect_page() as opened:
        desk.get_by_role("link", name="在新分頁登入").click()
    sign_in(opened.value, editor.username)
    opened.value.wait_for_url("**/staff/content/")
    desk.bring_to_front()
    expect(desk.get_by_role("alertdialog")).to_have_count(0)
    desk.get_by_role("button", name="儲存草稿", exact=True).click()

    expect(desk.get_by_role("status").first).to_contain_text("草稿已儲存")
    expect(field(desk, "內容")).to_have_value("寫了很久的內容")


def test_two_editors_are_told_of_each_other_and_nothing_is_overwritten(at_the_desk: Callable[..., Page]) -> None:
    entry = an_entry()
    colleague = a_staff_member(StaffRole.CONTENT, username="wu.writes", name="吳編輯")
    mine, theirs = (at_the_desk(f"/staff/content/{entry.pk}/", **by) for by in ({}, {"by": colleague}))
    write(theirs, title="吳編輯的標題")
    theirs.get_by_role("button", name="儲存草稿", exact=True).click()
    expect(theirs.get_by_role("status").first).to_contain_text("版次 2")

    write(mine, title="我的標題")
    mine.get_by_role("button", name="儲存草稿", exact=True).click()

    expect(mine.get_by_role("alert").first).to_contain_text("吳編輯 在您編輯時存了版次 2")
    expect(mine.get_by_role("group", name="標題的改變")).to_contain_text("－ 刪除吳編輯的標題")
    expect(field(mine, "標題")).to_have_value("我的標題")
    assert entry.revisions.count() == 2
    mine.get_by_role("button", name="儲存草稿", exact=True).click()
    expect(mine.get_by_role("status").first).to_contain_text("版次 3")


def test_without_a_script_it_is_written_looked_at_and_published(at_the_desk: Callable[..., Page]) -> None:
    desk = at_the_desk("/staff/content/new/download/", java_script_enabled=False)
    write(desk, title="申請表", body="請**列印**後填寫。")
    desk.get_by_role("button", name="預覽").click()
    expect(shown(desk).locator("strong")).to_have_text("列印")
    expect(field(desk, "標題")).to_have_value("申請表")

    table: FilePayload = {"name": "form.csv", "mimeType": "text/csv", "buffer": "項目,數量\n人員,3\n".encode()}
    desk.get_by_label("檔案", exact=True).set_input_files(table)
    field(desk, "名稱或替代文字").fill("核發統計")
    desk.get_by_role("button", name="上傳", exact=True).click()
    expect(desk.locator("#files-region ol")).to_contain_text("核發統計")
    expect(field(desk, "標題")).to_have_value("申請表")

    publish(desk)
    desk.get_by_role("link", name="看讀者的頁面").first.click()
    assert Entry.objects.filter(title="申請表").exists()


def test_files_below_a_text_are_moved_by_keyboard_and_the_focus_stays(at_the_desk: Callable[..., Page]) -> None:
    first, second = (an_attachment(title=title) for title in ("甲檔案", "乙檔案"))
    entry = an_unpublished_entry(EntryKind.DOWNLOAD, files=(str(first.pk), str(second.pk)))
    desk = at_the_desk(f"/staff/content/{entry.pk}/")
    names = desk.locator("#files-region ol b")

    tab_to(desk, "上移：乙檔案", limit=120)
    desk.keyboard.press("Enter")

    expect(names).to_have_text(["乙檔案", "甲檔案"])
    expect(desk.get_by_role("button", name="上移：乙檔案")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(names).to_have_text(["乙檔案", "甲檔案"])


STATES: dict[str, Callable[[Page, Entry], None]] = {
    "list": lambda page, entry: None,
    "menu": lambda page, entry: page.get_by_text("新增內容").click(),
    "nothing found": lambda page, entry: _go(page, "/staff/content/?q=nothing-says-this"),
    "writing": lambda page, entry: _go(page, f"/staff/content/{entry.pk}/"),
    "new rules": lambda page, entry: _go(page, "/staff/content/new/notice/"),
    "with errors": lambda page, entry: _with_errors(page),
    "overtaken": lambda page, entry: _overtaken(page, entry),
    "asking": lambda page, entry: _go(page, f"/staff/content/{entry.pk}/publish/"),
    "not yet": lambda page, entry: _go(page, f"/staff/content/{an_unpublished_entry(body='').pk}/publish/"),
    "version": lambda page, entry: _go(page, f"/staff/content/{entry.pk}/revisions/2/"),
    "withdrawing": lambda page, entry: _go(page, f"/staff/content/{entry.pk}/withdraw/"),
    "files": lambda page, entry: _go(page, "/staff/content/files/"),
    "helpful": lambda page, entry: _go(page, "/staff/content/helpful/"),
    "comments": lambda page, entry: _go(page, f"/staff/content/{entry.pk}/helpful/"),
}


def _go(page: Page, path: str) -> None:
    page.goto(path)


def _with_errors(page: Page) -> None:
    page.goto("/staff/content/new/faq/")
    page.get_by_role("button", name="儲存草稿", exact=True).click()
    expect(page.get_by_role("alert").first).to_contain_text("請填寫標題")


def _overtaken(page: Page, entry: Entry) -> None:
    page.goto(f"/staff/content/{entry.pk}/")
    save_draft(
        entry=entry, kind=EntryKind.NEWS, draft=a_draft(title="同事的標題", slug=entry.slug), by=entry_writer(entry)
    )
    write(page, title="我的標題")
    page.get_by_role("button", name="儲存草稿", exact=True).click()
    expect(page.get_by_role("alert").first).to_contain_text("在您編輯時存了版次")


def entry_writer(entry: Entry) -> User:
    writer = entry.revisions.newest_first()[0].written_by
    assert writer
    return writer


@pytest.mark.parametrize("state", STATES)
def test_every_page_of_the_editor_in_its_states(at_the_desk: Callable[..., Page], editor: User, state: str) -> None:
    picture = an_attachment(a_picture((320, 200)), name="plan.png", title="施工範圍圖", by=editor)
    body = f"## 範圍\n\n改走西側道路。\n\n![](file:{picture.pk})\n\n| 日期 | 路段 |\n| --- | --- |\n| 8 月 10 日 | 第一段 |"
    entry = an_entry(body="## 範圍\n\n請減速慢行。", by=editor)
    draft = a_draft(slug=entry.slug, body=body, files=(str(picture.pk),), title_en="", body_en="")
    save_draft(entry=entry, kind=EntryKind.NEWS, draft=draft, change="改道", by=editor)
    answer(entry, helped=False, comment="要改道到什麼時候？")
    page = at_the_desk()

    STATES[state](page, entry)

    assert never_reached(page) == []
    look_in_every_way(page)
