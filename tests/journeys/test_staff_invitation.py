"""Somebody begins at the port: invited, the letter, a password of one's own, and the desk of the role."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from port.accounts.enums import StaffRole
from port.accounts.models import User
from tests.factories import a_staff_member
from tests.journeys.people import sign_in
from tests.journeys.pictures import take

OpenPage = Callable[..., Page]
CHOSEN = "每天黃昏拖船把三艘大貨輪帶回港口"


@pytest.fixture
def manager(port: str) -> User:
    return a_staff_member(StaffRole.SYSTEM, username="tsai.runs", name="蔡維運")


def test_who_is_invited_chooses_a_password_and_finds_the_desk_of_the_role(
    open_page: OpenPage, manager: User, deliver: Callable[[], int]
) -> None:
    # The manager invites
    office = open_page("/login/")
    sign_in(office, manager.username)
    expect(office.get_by_role("heading", level=1)).to_have_text("港務人員")
    office.get_by_role("link", name="邀請人員").click()
    office.get_by_label("姓名", exact=True).fill("林海生")
    office.get_by_label("帳號", exact=True).fill("lin.harbour")
    office.get_by_label("Email", exact=True).fill("lin@example.org")
    office.get_by_role("radio", name="審核人員").check()
    take(office, "s1-invite")
    office.get_by_role("button", name="寄出邀請").click()
    expect(office.get_by_role("status")).to_contain_text("已寄出邀請信給 林海生")
    expect(office.get_by_role("heading", level=1)).to_contain_text("邀請中")

    # The letter comes, and its reader chooses a password
    assert deliver() == 1
    newcomer = open_page("/mailbox/")
    letter = newcomer.get_by_role("article").first
    expect(letter.get_by_role("heading")).to_have_text("通行證系統港務人員帳號邀請")
    letter.get_by_role("link", name="/choose-password/").click()
    newcomer.get_by_label("新密碼", exact=True).fill(CHOSEN)
    newcomer.get_by_label("確認新密碼", exact=True).fill(CHOSEN)
    newcomer.get_by_role("button", name="設定密碼").click()
    expect(newcomer.get_by_role("status")).to_contain_text("密碼")

    # Signing in leads to the desk, whose menu has what the role may open and nothing else
    sign_in(newcomer, "lin.harbour", CHOSEN)
    expect(newcomer.get_by_role("heading", level=1)).to_have_text("審核作業")
    menu = newcomer.get_by_role("navigation", name="主選單")
    expect(menu.get_by_role("link", name="通知信")).to_be_visible()
    for name in ("統計", "港務人員", "稽核紀錄"):
        expect(menu.get_by_role("link", name=name)).to_have_count(0)
    newcomer.goto("/staff/people/")
    expect(newcomer.get_by_role("main")).to_contain_text("這一頁僅系統管理可以使用")

    # The manager sees that the person has come, and gives another role, which counts at once
    office.reload()
    expect(office.get_by_role("heading", level=1)).to_contain_text("使用中")
    office.get_by_role("radio", name="主管").check()
    office.get_by_role("button", name="儲存職務").click()
    expect(office.get_by_role("main")).to_contain_text("變更職務：審核人員 → 主管")
    take(office, "s2-person")
    newcomer.goto("/staff/")
    expect(menu.get_by_role("link", name="統計")).to_be_visible()

    # And the end, which counts at once as well
    office.get_by_role("radio", name="離職或調職").check()
    office.get_by_role("button", name="停用帳號").click()
    expect(office.get_by_role("heading", level=1)).to_contain_text("已停用")
    newcomer.goto("/staff/")
    expect(newcomer.get_by_role("heading", level=1)).to_have_text("登入作業")
