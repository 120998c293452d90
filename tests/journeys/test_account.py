"""The manual, walked from step 1 to step 24 by the clerk and the reviewer."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from demo.papers import PaperKind
from port.accounts.models import User
from tests.journeys.papers import a_paper
from tests.journeys.people import TYPED, fill_in_application, read_texts, send_application, sign_in
from tests.journeys.pictures import take

pytestmark = pytest.mark.embedded
OpenPage = Callable[..., Page]


def _open_case(reviewer_page: Page, company: str) -> None:
    reviewer_page.get_by_role("navigation").get_by_role("link", name="審核作業").click()
    reviewer_page.get_by_role("link", name=company, exact=True).first.click()
    expect(reviewer_page.get_by_role("heading", level=1)).to_contain_text(company)


def _newest_letter(page: Page, subject: str) -> None:
    page.goto("/mailbox/")
    expect(page.get_by_role("article").first.get_by_role("heading")).to_have_text(subject)


def test_a_company_opens_its_account_in_the_24_steps_of_the_manual(
    open_page: OpenPage, reviewer: User, deliver: Callable[[], int], tmp_path: Path
) -> None:
    # Step 1: the portal, its notices, the account type
    clerk = open_page("/")
    notice = clerk.get_by_role("dialog", name="敬愛的業者 您好")
    expect(notice).to_be_visible()
    take(clerk, "01-notice")
    notice.get_by_role("button", name="我知道了").click()
    take(clerk, "front")
    clerk.get_by_role("link", name="登入", exact=True).click()
    take(clerk, "01-login")
    clerk.get_by_role("link", name="申請帳號").click()
    take(clerk, "01-account-type")
    clerk.get_by_role("main").get_by_role("link", name="一般帳號").click()

    # Steps 2 to 13: the form and the paper
    paper = a_paper(tmp_path, PaperKind.CHANGE_REGISTRATION)
    fill_in_application(clerk, paper, seen=lambda step: take(clerk, f"{step:02}-form"))

    # Steps 14 to 16: send, confirm, receipt
    clerk.get_by_role("button", name="送出", exact=True).scroll_into_view_if_needed()
    take(clerk, "14-send")
    clerk.get_by_role("button", name="送出", exact=True).click()
    expect(clerk.get_by_role("dialog", name="確定要送出申請?")).to_be_visible()
    take(clerk, "15-confirm")
    clerk.get_by_role("button", name="返回修改").click()
    reference = send_application(clerk)
    take(clerk, "16-sent")

    # Step 17: the letter that it has arrived; signing in says what is missing
    assert deliver() == 1
    _newest_letter(clerk, "通行證系統帳號註冊通知信件")
    expect(clerk.get_by_role("article").first).to_contain_text(reference)
    take(clerk, "17-letter-received")
    sign_in(clerk, "harbor2026", TYPED["密碼"])
    expect(clerk.get_by_role("alert")).to_contain_text("待審核")

    # The reviewer approves the account, and apart from it the document
    desk = open_page("/login/")
    sign_in(desk, reviewer.username)
    _open_case(desk, TYPED["公司名稱"])
    take(desk, "r1-case")
    desk.get_by_role("region", name="帳號審核").get_by_role("button", name="審核通過").click()
    expect(desk.get_by_role("region", name="帳號審核")).to_contain_text("審核通過")
    expect(desk.get_by_role("region", name="帳號審核").get_by_role("button")).to_have_count(0)
    take(desk, "r2-account-approved")

    # Steps 18 and 19: the letter with the link, the proof of the address
    assert deliver() == 1
    _newest_letter(clerk, "通行證系統帳號註冊通知信件")
    take(clerk, "18-letter-approved")
    clerk.get_by_role("article").first.get_by_role("link", name="/verify/").click()
    clerk.get_by_label("密碼", exact=True).fill(TYPED["密碼"])
    take(clerk, "18-verify")
    clerk.get_by_role("button", name="完成驗證").click()
    expect(clerk.get_by_role("heading", name="驗證成功")).to_be_visible()
    take(clerk, "19-verified")
    clerk.get_by_role("link", name="前往登入").click()

    # Steps 20 to 24: sign in, the three texts, inside
    expect(clerk.get_by_role("heading", name="登入作業")).to_be_visible()
    take(clerk, "20-login")
    sign_in(clerk, "harbor2026", TYPED["密碼"])
    expect(clerk.get_by_role("heading", level=1)).to_contain_text("個資同意使用")
    take(clerk, "21-texts")
    read_texts(clerk, seen=lambda step: take(clerk, f"{step}-agree"))
    expect(clerk.get_by_role("banner")).to_contain_text(TYPED["公司名稱"])
    expect(clerk.get_by_role("banner")).to_contain_text(TYPED["姓名"])
    expect(clerk.get_by_role("main")).to_contain_text("公司證明文件審核通過後，方可開始申請通行證")
    take(clerk, "24-inside")

    # The document is approved, its letter comes, passes are open
    desk.get_by_role("region", name="公司證明文件審核").get_by_role("button", name="審核通過").click()
    expect(desk.get_by_role("region", name="公司證明文件審核").get_by_role("button")).to_have_count(0)
    assert deliver() == 1
    _newest_letter(clerk, "通行證系統公司文件審核通知")
    take(clerk, "25-letter-document-approved")
    clerk.goto("/company/")
    expect(clerk.get_by_role("main")).not_to_contain_text("方可開始申請通行證")
    clerk.get_by_role("button", name="登出").click()
    expect(clerk.get_by_role("status")).to_contain_text("您已登出")
