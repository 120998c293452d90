"""A shared account: applied for with account data only, approved, proven, and at the texts after its first login."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from port.accounts.models import User
from port.registration.reopening import reopen
from port.registration.workflow import approve, reject
from tests.factories import a_company_account, a_shared_application, a_user
from tests.journeys.looks import look_at
from tests.journeys.people import send_application, sign_in

OpenPage = Callable[..., Page]

TYPED = {
    "帳號": "harbor.shared",
    "姓名": "張管理",
    "手機電話": "0922333444",
    "Email": "chang@example.com",
    "密碼": "海風吹過第三號碼頭的清晨五點半",
    "確認密碼": "海風吹過第三號碼頭的清晨五點半",
}


def test_a_shared_account_is_applied_for_approved_and_proven(
    open_page: OpenPage, reviewer: User, deliver: Callable[[], int]
) -> None:
    general = a_company_account(user=a_user(username="harbor.general", email="chang@example.com"))

    # The account type, the condition, and account data alone
    clerk = open_page("/register/", size="phone")
    clerk.get_by_role("main").get_by_role("link", name="共用帳號").click()
    expect(clerk.get_by_role("main")).to_contain_text("申請[共用帳號]前，請先個別完成每一家公司的[一般帳號]申請")
    expect(clerk.get_by_label("公司統編")).to_have_count(0)
    for label, value in TYPED.items():
        clerk.get_by_label(label, exact=True).fill(value)
    reference = send_application(clerk)
    expect(clerk.get_by_role("main")).to_contain_text("綁定一般帳號")
    assert deliver() == 1
    sign_in(clerk, TYPED["帳號"], TYPED["密碼"])
    expect(clerk.get_by_role("alert")).to_contain_text("待審核")

    # The reviewer sees who it is, is asked once more, and approves
    desk = open_page("/login/")
    sign_in(desk, reviewer.username)
    desk.goto("/staff/")
    desk.get_by_role("navigation").get_by_role("link", name="共用帳號").click()
    desk.get_by_role("link", name=reference).click()
    expect(desk.get_by_role("main")).to_contain_text("harbor.general")
    expect(desk.get_by_role("main")).to_contain_text(general.company.name)
    desk.get_by_role("region", name="帳號審核").get_by_role("button", name="審核通過").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("確定要審核通過?")
    expect(desk.get_by_role("main")).to_contain_text("決定立即生效，沒有收回的時間")
    desk.get_by_role("button", name="確定審核通過，寄出通知信").click()
    expect(desk.get_by_role("status")).to_contain_text(f"共用帳號 {reference} 已決定「審核通過」")

    # The letter with the link, the proof of the address, and the first login
    assert deliver() == 1
    clerk.goto("/mailbox/")
    clerk.get_by_role("article").first.get_by_role("link", name="/verify/").click()
    clerk.get_by_label("密碼", exact=True).fill(TYPED["密碼"])
    clerk.get_by_role("button", name="完成驗證").click()
    expect(clerk.get_by_role("heading", name="驗證成功")).to_be_visible()
    sign_in(clerk, TYPED["帳號"], TYPED["密碼"])
    expect(clerk.get_by_role("heading", level=1)).to_contain_text("個資同意使用")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_the_pages_of_shared_applications_in_each_of_their_states(
    open_page: OpenPage, reviewer: User, size: str, scheme: str
) -> None:
    former = reject(a_shared_application(name="遠岸公司"), by=reviewer, reasons=[], note="姓名請填自然人。")
    waiting = a_shared_application(forerunner=former, username=former.username)
    approved = approve(a_shared_application(), by=reviewer)
    again = reopen(approve(a_shared_application(), by=reviewer), by=reviewer, reason="身分需再確認。")
    page = open_page("/login/", size=size, color_scheme=scheme)
    sign_in(page, reviewer.username)
    paths = ("", "?show=decided", f"{approved.pk}/", f"{former.pk}/", f"{again.pk}/", f"{waiting.pk}/")

    for path in paths:
        page.goto(f"/staff/shared/{path}")
        look_at(page)
    page.get_by_role("button", name="審核不通過").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    look_at(page)
    page.get_by_label("說明（會寫進信裡）").fill("姓名請填自然人。")
    page.get_by_role("button", name="審核不通過").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("確定要審核不通過?")
    look_at(page)
