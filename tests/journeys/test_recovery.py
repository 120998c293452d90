"""Who has forgotten the account name, the password, or has a new mailbox, comes in again without calling anybody."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from port.accounts.models import User
from port.consents.models import NoticeText
from tests.factories import PASSWORD, a_company, a_company_account, a_user, everything_acknowledged
from tests.journeys.looks import look_in_every_way
from tests.journeys.people import sign_in
from tests.journeys.pictures import take

OpenPage = Callable[..., Page]
NEW = "傍晚的燈塔照著兩艘慢慢回港的漁船"
NUMBER, EMAIL = "12345675", "wang@example.com"


@pytest.fixture
def clerk(port: str) -> User:
    """One account of two that a company has; its texts are acknowledged."""
    company = a_company(number=NUMBER)
    accounts = [
        a_company_account(company=company, user=a_user(username=username, email=email))
        for username, email in (("harbor.wang", EMAIL), ("harbor.chen", "chen@example.com"))
    ]
    assert NoticeText.objects.exists()
    everything_acknowledged(accounts[0])
    return accounts[0].user


def _letter(page: Page, subject: str):
    page.goto("/mailbox/")
    letter = page.get_by_role("article").filter(has=page.get_by_role("heading", name=subject)).first
    expect(letter).to_be_visible()
    return letter


def test_a_clerk_asks_for_the_name_then_for_a_password_and_comes_in(
    open_page: OpenPage, clerk: User, deliver: Callable[[], int]
) -> None:
    office = open_page("/login/")
    sign_in(office, clerk.username)
    expect(office.get_by_role("button", name="登出")).to_be_visible()

    # The name, by letter
    phone = open_page("/login/", size="phone")
    phone.get_by_role("link", name="忘記帳號").click()
    expect(phone.get_by_role("heading", name="忘記帳號", level=1)).to_be_visible()
    look_in_every_way(phone)
    phone.set_viewport_size({"width": 360, "height": 740})
    phone.get_by_label("公司統編", exact=True).fill(NUMBER)
    phone.get_by_label("Email", exact=True).fill(EMAIL.upper())
    take(phone, "40-forgotten-account")
    phone.get_by_role("button", name="寄送帳號名稱").click()
    expect(phone.get_by_role("heading", name="請收取 Email")).to_be_visible()
    look_in_every_way(phone)
    deliver()
    letter = _letter(phone, "通行證系統帳號名稱")
    expect(letter).to_contain_text("harbor.wang（一般帳號，王小明）：可以登入")
    expect(letter).not_to_contain_text("harbor.chen")
    letter.get_by_role("link", name="/forgotten-password/").click()

    # The password, by the link of another letter
    phone.get_by_label("帳號", exact=True).fill("harbor.wang")
    phone.get_by_label("Email", exact=True).fill(EMAIL)
    take(phone, "41-forgotten-password")
    phone.get_by_role("button", name="寄送設定密碼的連結").click()
    expect(phone.get_by_role("main")).to_contain_text("30 分鐘內有效")
    look_in_every_way(phone)
    deliver()
    _letter(phone, "通行證系統設定密碼").get_by_role("link", name="/choose-password/").click()
    expect(phone.get_by_role("main")).to_contain_text("harbor.wang")
    phone.get_by_label("新密碼", exact=True).fill("太短")
    phone.get_by_label("確認新密碼", exact=True).fill("太短")
    phone.get_by_role("button", name="設定密碼").click()
    expect(phone.get_by_role("alert")).to_contain_text("至少要 15 個字")
    look_in_every_way(phone)
    used = phone.url
    phone.get_by_label("新密碼", exact=True).fill(NEW)
    phone.get_by_label("確認新密碼", exact=True).fill(NEW)
    take(phone, "42-choose-password")
    phone.get_by_role("button", name="設定密碼").click()

    # Nobody is let in by a letter; the office is signed out, and the owner is told
    expect(phone.get_by_role("status")).to_contain_text("密碼已經設定完成")
    office.goto("/company/")
    expect(office.get_by_role("heading", name="登入作業")).to_be_visible()
    deliver()
    expect(_letter(phone, "通行證系統密碼變更")).to_contain_text("harbor.wang")
    phone.goto(used)
    expect(phone.get_by_role("heading", name="這個連結不能使用")).to_be_visible()
    look_in_every_way(phone)

    # The former password is worth nothing, the new one opens
    sign_in(phone, "harbor.wang", PASSWORD)
    expect(phone.get_by_role("alert")).to_contain_text("帳號或密碼不正確")
    sign_in(phone, "harbor.wang", NEW)
    phone.wait_for_url("**/company/")


def test_a_clerk_moves_to_a_new_mailbox_and_the_former_one_is_told(
    open_page: OpenPage, clerk: User, deliver: Callable[[], int]
) -> None:
    office = open_page("/login/")
    sign_in(office, clerk.username)
    office.wait_for_url("**/company/")
    office.goto("/account/person/")
    look_in_every_way(office)
    office.set_viewport_size({"width": 1280, "height": 900})

    # Name and mobile count at once
    office.get_by_role("link", name="修改帳號資料").click()
    look_in_every_way(office)
    office.get_by_label("手機電話", exact=True).fill("0987-654-321")
    office.get_by_role("button", name="儲存").click()
    expect(office.get_by_role("main")).to_contain_text("0987654321")

    # The address only when the new mailbox answers
    office.get_by_role("link", name="變更 Email").click()
    look_in_every_way(office)
    office.get_by_label("新的 Email", exact=True).fill("wang@new.example.com")
    office.get_by_role("button", name="寄送確認信").click()
    expect(office.get_by_role("status")).to_contain_text("確認信已寄到新的 Email")
    expect(office.get_by_role("region", name="Email")).to_contain_text(EMAIL)
    take(office, "43-email-waits")
    look_in_every_way(office)
    deliver()

    # On the phone, where nobody is signed in, the password is the proof
    phone = open_page("/mailbox/", size="phone")
    _letter(phone, "通行證系統Email變更確認").get_by_role("link", name="/account/email/").click()
    look_in_every_way(phone)
    take(phone, "44-email-confirm")
    phone.get_by_label("密碼", exact=True).fill(PASSWORD)
    phone.get_by_role("button", name="確認變更").click()
    expect(phone.get_by_role("status")).to_contain_text("新的 Email 已經生效")
    deliver()
    told = _letter(phone, "通行證系統Email變更")
    expect(told).to_contain_text(f"寄給 {EMAIL}")
    expect(told).to_contain_text("w***@new.example.com")

    # The office has not been signed out
    office.goto("/account/person/")
    expect(office.get_by_role("region", name="Email")).to_contain_text("wang@new.example.com")
    office.get_by_role("link", name="變更密碼").click()
    look_in_every_way(office)


def test_recovery_needs_no_script(open_page: OpenPage, clerk: User, deliver: Callable[[], int]) -> None:
    page = open_page("/forgotten-password/", java_script_enabled=False)
    page.get_by_label("帳號", exact=True).fill(clerk.username)
    page.get_by_label("Email", exact=True).fill(EMAIL)
    page.get_by_role("button", name="寄送設定密碼的連結").click()
    deliver()

    _letter(page, "通行證系統設定密碼").get_by_role("link", name="/choose-password/").click()
    page.get_by_label("新密碼", exact=True).fill(NEW)
    page.get_by_label("確認新密碼", exact=True).fill(NEW)
    page.get_by_role("button", name="設定密碼").click()

    expect(page.get_by_role("status")).to_contain_text("密碼已經設定完成")
