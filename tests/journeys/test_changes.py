"""What changes at a company: its name, the person of an account, and a mailbox that nobody reads any more."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from port.accounts.models import User
from port.companies.models import CompanyAccount
from tests.factories import PASSWORD, a_company, a_company_account, a_user, everything_acknowledged
from tests.journeys.looks import look_in_every_way
from tests.journeys.papers import a_paper
from tests.journeys.people import read_texts, sign_in
from tests.journeys.pictures import take

OpenPage = Callable[..., Page]
NEW_PASSWORD = "傍晚的燈塔照著兩艘慢慢回港的漁船"
NEW_NAME = "晴海示範船務股份有限公司"


@pytest.fixture
def clerk(port: str) -> CompanyAccount:
    company = a_company(number="12345675", name="晴海示範船務有限公司")
    account = a_company_account(
        company=company, user=a_user(username="harbor.wang", name="王小明", email="wang@example.com")
    )
    everything_acknowledged(account)
    return account


def _upload(page: Page, folder: Path) -> None:
    paper = a_paper(folder)
    page.get_by_label("上傳證明文件").set_input_files(paper)
    expect(page.get_by_label("證明文件檔名")).to_have_value(paper.name)


def _letter(page: Page, subject: str, reader: str) -> Locator:
    page.goto("/mailbox/")
    letter = page.get_by_role("article").filter(has=page.get_by_role("heading", name=subject)).filter(has_text=reader)
    expect(letter.first).to_be_visible()
    return letter.first


def _open_at_the_desk(open_page: OpenPage, reviewer: User, kind: str) -> Page:
    desk = open_page("/login/")
    sign_in(desk, reviewer.username)
    desk.get_by_role("navigation", name="主選單").get_by_role("link", name="變更").click()
    desk.get_by_role("link", name=kind).click()
    expect(desk.get_by_role("heading", level=1)).to_have_text(kind)
    return desk


def _approve(desk: Page) -> None:
    desk.get_by_role("button", name="審核通過", exact=True).click()
    expect(desk.get_by_role("heading", name="確定審核通過?")).to_be_visible()
    look_in_every_way(desk)
    desk.set_viewport_size({"width": 1280, "height": 900})
    desk.get_by_role("button", name="確定審核通過").click()
    expect(desk.locator(".messages")).to_contain_text("已決定「審核通過」")


def _choose_password(page: Page) -> None:
    page.get_by_role("textbox", name="新密碼", exact=True).fill(NEW_PASSWORD)
    page.get_by_role("textbox", name="確認新密碼").fill(NEW_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="設定").click()
    expect(page.get_by_role("heading", name="登入作業")).to_be_visible()


def test_a_company_gets_its_new_name_after_a_review(
    open_page: OpenPage, clerk: CompanyAccount, reviewer: User, deliver: Callable[[], int], tmp_path: Path
) -> None:
    office = open_page("/login/")
    sign_in(office, "harbor.wang")
    office.get_by_role("link", name="基本資料維護").first.click()
    expect(office.get_by_role("heading", name="基本資料維護", level=1)).to_be_visible()
    take(office, "50-data", whole=True)

    # What takes effect at once
    office.get_by_role("link", name="修改電話、地址、負責人").click()
    look_in_every_way(office)
    office.set_viewport_size({"width": 1280, "height": 900})
    office.get_by_label("公司電話", exact=True).fill("07-5219000")
    office.get_by_role("button", name="儲存").click()
    expect(office.get_by_role("main")).to_contain_text("07-5219000")

    # What is asked for, with a document
    office.get_by_role("link", name="申請變更公司名稱或統編").click()
    office.get_by_label("公司名稱", exact=True).fill(NEW_NAME)
    _upload(office, tmp_path)
    take(office, "51-change-name", whole=True)
    look_in_every_way(office)
    office.get_by_role("button", name="送出申請").click()
    expect(office.locator(".messages")).to_contain_text("受理號碼")
    expect(office.get_by_role("region", name="變更申請")).to_contain_text("待審核")
    look_in_every_way(office)

    # The reviewer sees what is on record beside what is asked, and the letter before it leaves
    desk = _open_at_the_desk(open_page, reviewer, "變更公司名稱或統編")
    expect(desk.get_by_role("main")).to_contain_text(clerk.company.name)
    expect(desk.get_by_role("main")).to_contain_text(NEW_NAME)
    take(desk, "52-change-at-the-desk")
    look_in_every_way(desk)
    desk.set_viewport_size({"width": 1280, "height": 900})
    _approve(desk)
    look_in_every_way(desk)

    # The new name stands everywhere, and the letter tells it
    deliver()
    expect(_letter(office, "通行證系統變更申請審核通知", "wang@example.com")).to_contain_text(NEW_NAME)
    office.set_viewport_size({"width": 1280, "height": 900})
    for path in ("/company/", "/company/documents/", "/company/data/"):
        office.goto(path)
        expect(office.get_by_role("banner")).to_contain_text(NEW_NAME)


def test_an_account_passes_to_another_person(
    open_page: OpenPage, clerk: CompanyAccount, reviewer: User, deliver: Callable[[], int], tmp_path: Path
) -> None:
    office = open_page("/login/")
    sign_in(office, "harbor.wang")
    office.goto("/company/data/handover/")
    office.get_by_role("textbox", name="新使用人姓名").fill("張新人")
    office.get_by_role("textbox", name="新使用人手機電話").fill("0987654321")
    office.get_by_role("textbox", name="新使用人 Email").fill("chang@example.com")
    _upload(office, tmp_path)
    take(office, "53-handover", whole=True)
    look_in_every_way(office)
    office.get_by_role("button", name="送出申請").click()
    expect(office.locator(".messages")).to_contain_text("受理號碼")

    desk = _open_at_the_desk(open_page, reviewer, "帳號移交")
    _approve(desk)
    deliver()

    # The former person is outside, at once
    office.goto("/company/")
    expect(office.get_by_role("heading", name="登入作業")).to_be_visible()
    expect(_letter(office, "通行證系統帳號移交通知", "wang@example.com")).to_contain_text("harbor.wang")

    # The new one chooses a password, reads the texts and is inside
    newcomer = open_page("/", size="phone")
    _letter(newcomer, "通行證系統變更申請審核通知", "chang@example.com").get_by_role(
        "link", name="/choose-password/"
    ).click()
    _choose_password(newcomer)
    sign_in(newcomer, "harbor.wang", NEW_PASSWORD)
    expect(newcomer.get_by_role("heading", level=1)).to_contain_text("個資同意使用")
    read_texts(newcomer)
    expect(newcomer.get_by_role("banner")).to_contain_text("張新人")
    sign_in(office, "harbor.wang", PASSWORD)
    expect(office.get_by_role("alert")).to_be_visible()


def test_whoever_lost_the_mailbox_comes_in_again_by_a_new_one(
    open_page: OpenPage, clerk: CompanyAccount, reviewer: User, deliver: Callable[[], int], tmp_path: Path
) -> None:
    stranger = open_page("/forgotten-password/", size="phone")
    stranger.get_by_role("link", name="申請更換信箱").click()
    stranger.get_by_role("button", name="送出申請").click()
    expect(stranger.get_by_role("alert").first).to_contain_text("個欄位需要修正")
    look_in_every_way(stranger)
    stranger.set_viewport_size({"width": 360, "height": 740})
    stranger.goto("/lost-mailbox/")
    stranger.get_by_label("帳號", exact=True).fill("harbor.wang")
    stranger.get_by_role("textbox", name="公司統編").fill("12345675")
    stranger.get_by_role("textbox", name="新的 Email").fill("wang.new@example.com")
    stranger.get_by_label("說明", exact=True).fill("原信箱的網域停用。")
    _upload(stranger, tmp_path)
    take(stranger, "54-lost-mailbox", whole=True)
    stranger.get_by_role("button", name="送出申請").click()
    expect(stranger.get_by_role("heading", name="更換信箱申請已送出")).to_be_visible()
    look_in_every_way(stranger)
    stranger.set_viewport_size({"width": 360, "height": 740})
    deliver()
    expect(_letter(stranger, "通行證系統變更申請收件通知", "wang@example.com")).to_contain_text("不是您")

    desk = _open_at_the_desk(open_page, reviewer, "更換信箱（原信箱無法收信）")
    expect(desk.get_by_role("main")).to_contain_text("統編與帳號相符")
    take(desk, "55-lost-mailbox-at-the-desk")
    look_in_every_way(desk)
    desk.set_viewport_size({"width": 1280, "height": 900})
    _approve(desk)
    deliver()

    _letter(stranger, "通行證系統變更申請審核通知", "wang.new@example.com").get_by_role(
        "link", name="/choose-password/"
    ).click()
    _choose_password(stranger)
    sign_in(stranger, "harbor.wang", NEW_PASSWORD)
    expect(stranger.get_by_role("banner")).to_contain_text("王小明")
