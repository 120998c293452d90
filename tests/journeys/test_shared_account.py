"""Five companies, one shared account: bind, switch, one worklist, and a form that knows its company."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from demo.papers import PaperKind
from port.accounts.models import User
from port.companies.models import CompanyAccount, CompanyDocument
from port.companies.workflow import reject_document
from tests.factories import (
    PASSWORD,
    a_binding,
    a_company,
    a_company_account,
    a_company_document,
    a_holder,
    a_user,
    all_read,
    everything_acknowledged,
)
from tests.journeys.keyboard import never_reached
from tests.journeys.looks import look_in_every_way
from tests.journeys.papers import a_paper
from tests.journeys.people import read_texts, sign_in
from tests.journeys.pictures import take

OpenPage = Callable[..., Page]
NAMES = ["甲海船務代理有限公司", "乙海貨櫃運輸有限公司", "丙海報關行", "丁海裝卸股份有限公司", "戊海船舶理貨有限公司"]


@pytest.fixture
def accounts(port: str) -> list[CompanyAccount]:
    """Five companies, each with its 一般帳號, approved and verified, and through its own gate."""
    made = [
        a_company_account(company=a_company(name=name), user=a_user(username=f"general{number}", name=f"王{number}號"))
        for number, name in enumerate(NAMES, 1)
    ]
    for account in made:
        everything_acknowledged(account)
    return made


@pytest.fixture
def holder(port: str) -> User:
    return a_holder(username="manager2026", name="張共用")


@pytest.fixture
def inside(open_page: OpenPage, accounts: list[CompanyAccount], holder: User) -> Page:
    """The shared account with all five companies, everything read, on its worklist."""
    for account in accounts:
        a_binding(shared=holder, general=account.user)
    all_read(holder, *(account.company_id for account in accounts))
    page = open_page("/login/")
    sign_in(page, holder.username)
    expect(page.get_by_role("heading", level=1, name="工作清單")).to_be_visible()
    return page


def banner(page: Page) -> Locator:
    return page.get_by_role("banner")


def switch_to(page: Page, name: str) -> None:
    banner(page).get_by_text("切換公司").click()
    banner(page).get_by_role("button", name=name).click()
    expect(page.get_by_role("status").first).to_contain_text(f"您現在代表「{name}」")


def test_general_accounts_are_bound_by_password_and_by_letter(
    open_page: OpenPage, accounts: list[CompanyAccount], holder: User, deliver: Callable[[], int]
) -> None:
    # The first login: its own texts, and a worklist that says what to do
    page = open_page("/login/")
    sign_in(page, holder.username)
    read_texts(page)
    expect(page.get_by_role("main")).to_contain_text("目前沒有可以代表的公司")
    take(page, "s1-worklist-empty")

    # By the name and password of the first general account
    page.get_by_role("main").get_by_role("link", name="綁定一般帳號").click()
    form = page.get_by_role("form", name="用帳號和密碼")
    form.get_by_label("一般帳號", exact=True).fill("general1")
    form.get_by_label("這個一般帳號的密碼").fill(PASSWORD)
    form.get_by_role("button", name="綁定", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("已綁定一般帳號 general1")
    look_in_every_way(page)

    # By a letter to the mailbox of the second
    page.set_viewport_size({"width": 1280, "height": 900})
    form = page.get_by_role("form", name="寄信徵求同意")
    form.get_by_label("一般帳號", exact=True).fill("general2")
    form.get_by_role("button", name="寄信徵求同意").click()
    expect(page.get_by_role("region", name="目前的綁定")).to_contain_text("等待同意")
    take(page, "s2-bindings", whole=True)
    assert deliver() == 3

    colleague = open_page("/mailbox/")
    letter = colleague.get_by_role("article").filter(has_text="請求綁定")
    expect(letter).to_contain_text("張共用")
    letter.get_by_role("link", name="/binding/").click()
    expect(colleague.get_by_role("main")).to_contain_text(NAMES[1])
    look_in_every_way(colleague)
    take(colleague, "s3-binding-answer")
    colleague.get_by_label("您的一般帳號").fill("general2")
    colleague.get_by_role("button", name="同意", exact=True).click()
    expect(colleague.get_by_role("heading", name="已同意綁定")).to_be_visible()

    # The first switch asks for the two texts of that company
    page.reload()
    switch_to(page, NAMES[1])
    expect(page.get_by_role("main")).to_contain_text(f"首次切換到「{NAMES[1]}」")
    read_texts(page, titles=("授權聲明", "危害告知"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("張共用，您好")
    expect(banner(page)).to_contain_text(NAMES[1])
    take(page, "s4-home")


def test_one_worklist_over_five_companies_and_a_switch_from_it(
    inside: Page, accounts: list[CompanyAccount], reviewer: User
) -> None:
    refused = a_company_document(company=accounts[2].company, submitted_by=accounts[2].user)
    reject_document(refused, by=reviewer, reasons=[], note="文件缺第二頁。")
    a_company_document(company=accounts[3].company, submitted_by=accounts[3].user)

    inside.reload()
    needs = inside.get_by_role("region", name="需要處理").get_by_role("listitem")
    expect(needs.filter(has_text=NAMES[2])).to_contain_text("未通過")
    expect(inside.get_by_role("region", name="等候審核")).to_contain_text(NAMES[3])
    look_in_every_way(inside)
    inside.set_viewport_size({"width": 1280, "height": 900})
    take(inside, "s5-worklist", whole=True)

    needs.filter(has_text=NAMES[2]).get_by_role("button", name="切換並前往").click()
    expect(inside.get_by_role("heading", level=1)).to_contain_text("公司證明文件")
    expect(inside.get_by_role("main")).to_contain_text("文件缺第二頁")
    expect(inside).to_have_title(re.compile(NAMES[2]))
    look_in_every_way(inside)


def test_a_form_that_was_opened_for_one_company_is_not_sent_for_another(
    inside: Page, accounts: list[CompanyAccount], tmp_path: Path
) -> None:
    switch_to(inside, NAMES[0])
    inside.get_by_role("link", name="公司證明文件", exact=True).first.click()
    paper = a_paper(tmp_path, PaperKind.CHANGE_REGISTRATION)
    inside.get_by_label("上傳公司證明文件").set_input_files(paper)
    expect(inside.get_by_label("公司證明文件檔名")).to_have_value(paper.name)

    # Meanwhile, in a second tab
    second = inside.context.new_page()
    second.goto("/company/worklist/")
    switch_to(second, NAMES[4])
    inside.bring_to_front()  # a tab behind another one is drawn by nobody, and looking at it would wait for ever

    inside.get_by_role("button", name=re.compile(f"^送出.*代表 {NAMES[0]}")).click()
    expect(inside.get_by_role("heading", level=1)).to_contain_text("表單沒有送出")
    expect(inside.get_by_role("main")).to_contain_text(f"表單是以「{NAMES[0]}」開啟的，您現在代表「{NAMES[4]}」")
    look_in_every_way(inside)
    inside.set_viewport_size({"width": 1280, "height": 900})
    take(inside, "s6-other-company")
    assert not CompanyDocument.objects.exists()

    inside.get_by_role("button", name=f"切換回{NAMES[0]}並送出").click()
    expect(inside.get_by_role("status")).to_contain_text("公司證明文件已送出")
    expect(banner(inside)).to_contain_text(NAMES[0])
    expect(inside.get_by_role("region", name="送出紀錄")).to_contain_text(f"送出：張共用（代表 {NAMES[0]}）")
    assert CompanyDocument.objects.get().company == accounts[0].company


def test_an_upload_of_the_old_tab_is_not_taken_and_says_why(inside: Page, tmp_path: Path) -> None:
    switch_to(inside, NAMES[0])
    inside.goto("/company/documents/")
    second = inside.context.new_page()
    second.goto("/company/worklist/")
    switch_to(second, NAMES[1])
    inside.bring_to_front()

    inside.get_by_label("上傳公司證明文件").set_input_files(a_paper(tmp_path, PaperKind.CHANGE_REGISTRATION))

    expect(inside.get_by_role("main")).to_contain_text("您已在另一個分頁換了公司")


def test_the_general_account_ends_it_and_the_other_loses_the_company_at_once(
    inside: Page, open_page: OpenPage, accounts: list[CompanyAccount], deliver: Callable[[], int]
) -> None:
    switch_to(inside, NAMES[0])
    owner = open_page("/login/")
    sign_in(owner, accounts[0].user.username)
    owner.get_by_role("link", name="共用帳號綁定").click()
    expect(owner.get_by_role("main")).to_contain_text("張共用")
    owner.get_by_role("link", name="解除綁定").click()
    dialog = owner.get_by_role("dialog", name="要解除這個綁定嗎？")
    expect(dialog).to_be_visible()
    look_in_every_way(owner)
    dialog.get_by_role("button", name="解除綁定").click()
    expect(owner.get_by_role("status")).to_contain_text("通知信已寄給雙方")
    assert deliver() == 2

    inside.goto("/company/data/")
    expect(inside.get_by_role("heading", level=1)).to_contain_text("工作清單")
    expect(inside.get_by_role("main")).not_to_contain_text(NAMES[0])


def test_one_switches_by_keyboard_alone(inside: Page) -> None:
    assert never_reached(inside) == []
    inside.reload()

    inside.get_by_role("link", name="跳到主要內容區塊").focus()
    summary = inside.locator("details.switch summary")
    for _ in range(12):
        inside.keyboard.press("Tab")
        if summary.evaluate("element => element === document.activeElement"):
            break
    inside.keyboard.press("Enter")
    expect(banner(inside).get_by_role("button", name=NAMES[3])).to_be_visible()
    look_in_every_way(inside)
    inside.keyboard.press("Escape")
    expect(banner(inside).get_by_role("button", name=NAMES[3])).to_be_hidden()
    inside.keyboard.press("Enter")
    for _ in range(4):
        inside.keyboard.press("Tab")
    inside.keyboard.press("Enter")

    expect(inside.get_by_role("status")).to_contain_text("您現在代表")


def test_without_a_script_one_binds_ends_and_switches_all_the_same(
    open_page: OpenPage, accounts: list[CompanyAccount], holder: User
) -> None:
    for account in accounts[1:]:
        a_binding(shared=holder, general=account.user)
    all_read(holder, *(account.company_id for account in accounts))
    page = open_page("/login/", java_script_enabled=False)
    sign_in(page, holder.username)

    switch_to(page, NAMES[1])
    page.goto("/company/switch/")
    page.get_by_role("main").get_by_role("button", name=NAMES[2]).click()
    expect(banner(page)).to_contain_text(NAMES[2])
    page.get_by_role("link", name="共用帳號綁定").click()
    page.get_by_role("link", name="解除綁定 general3").click()
    page.get_by_role("button", name="解除綁定").click()
    expect(page.get_by_role("status")).to_contain_text("已解除 general3 的綁定")
