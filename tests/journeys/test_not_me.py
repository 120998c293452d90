"""A stranger is inside and adds a factor; the holder reads the letter, presses 不是我, and has the account back."""

from collections.abc import Callable

import pyotp
from django.utils import timezone
from playwright.sync_api import Page, expect

from port.accounts.models import User
from tests.factories import a_company_account, everything_acknowledged
from tests.journeys.axe import assert_axe_finds_nothing
from tests.journeys.people import sign_in

OpenPage = Callable[..., Page]
NEW_PASSWORD = "颱風過後港邊的旗子又慢慢升起來了"


def _intrude(page: Page, holder: User) -> None:
    sign_in(page, holder.username)
    page.goto("/account/factors/app/")
    secret = page.locator("#key").inner_text().replace(" ", "")
    page.get_by_label("驗證碼").fill(pyotp.TOTP(secret).at(timezone.now()))
    page.get_by_role("button", name="完成設定").click()
    expect(page.get_by_role("heading", name="備用碼", exact=True)).to_be_visible()


def test_the_holder_takes_the_account_back(open_page: OpenPage, port: str, deliver: Callable[[], int]) -> None:
    account = a_company_account()
    everything_acknowledged(account)
    holder = account.user
    intruder = open_page("/login/")
    _intrude(intruder, holder)

    # The letter says what happened, and leads to the page
    deliver()
    page = open_page("/mailbox/")
    letter = page.get_by_role("article").first
    expect(letter).to_contain_text("新增了驗證器 App")
    letter.get_by_role("link", name="/not-me/").click()
    expect(page.get_by_role("heading", name="不是我：保護帳號")).to_be_visible()
    assert_axe_finds_nothing(page)

    # A slip is said; the name from the letter is taken
    page.get_by_label("信中的帳號名稱").fill("someone.else")
    page.get_by_role("button", name="不是我，保護帳號").click()
    expect(page.locator("#id_username-message")).to_contain_text("這不是信中的帳號名稱")
    page.get_by_label("信中的帳號名稱").fill(holder.username)
    page.get_by_role("button", name="不是我，保護帳號").click()
    expect(page.get_by_role("heading", name="帳號已經保護")).to_be_visible()
    assert_axe_finds_nothing(page)

    # The intruder is out
    intruder.goto("/company/")
    expect(intruder.get_by_role("heading", name="登入作業")).to_be_visible()
    sign_in(intruder, holder.username)
    expect(intruder.get_by_role("alert").first).to_contain_text("帳號或密碼不正確")

    # The holder chooses a new password and comes in with it alone: the intruder's factor is gone
    deliver()
    page.goto("/mailbox/")
    page.get_by_role("article").first.get_by_role("link", name="/choose-password/").click()
    page.get_by_label("新密碼", exact=True).fill(NEW_PASSWORD)
    page.get_by_label("確認新密碼", exact=True).fill(NEW_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="設定").click()
    sign_in(page, holder.username, NEW_PASSWORD)
    expect(page.get_by_role("banner")).to_contain_text(holder.name)
    page.goto("/account/factors/")
    expect(page.get_by_role("heading", name="目前的第二重驗證")).to_have_count(0)
