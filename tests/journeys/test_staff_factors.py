"""Staff and their second factor: an app and a passkey are added, and each of them opens the desk, as does a code on paper."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest
from django.utils import timezone
from playwright.sync_api import CDPSession, Page, expect

from port.accounts.models import User
from tests.journeys.axe import assert_axe_finds_nothing
from tests.journeys.people import sign_in

OpenPage = Callable[..., Page]
STEP = timedelta(seconds=30)


NOBODY_ANSWERS = """() => {
  navigator.credentials.get = () => Promise.reject(new DOMException("", "NotAllowedError"));
}"""


@pytest.fixture
def demanded(port: str, settings) -> None:
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, staff_need_factor=True)


def _a_key_in_the_browser(page: Page) -> CDPSession:
    """Chromium's own virtual authenticator: a screen lock that always says yes."""
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    lock = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options = {**lock, "isUserVerified": True, "automaticPresenceSimulation": True}
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return browser


def _code(secret: str, *, steps_later: int = 0) -> str:
    return pyotp.TOTP(secret).at(timezone.now() + steps_later * STEP)


def _set_up_app(page: Page) -> str:
    """Reads the key as text and pastes the code that it gives; returns the key."""
    secret = page.locator("#key").inner_text().replace(" ", "")
    page.get_by_label("驗證碼").fill(_code(secret))
    page.get_by_role("button", name="完成設定").click()
    return secret


def _codes_on_paper(page: Page) -> list[str]:
    page.get_by_role("button", name="產生 10 個備用碼").click()
    expect(page.get_by_role("heading", name="您的備用碼")).to_be_visible()
    expect(page.get_by_role("button", name="列印")).to_be_visible()
    assert_axe_finds_nothing(page)
    codes = page.locator(".codes code").all_inner_texts()
    with page.expect_download() as download:
        page.get_by_role("link", name="下載文字檔").click()
    kept = download.value.path().read_text(encoding="utf-8")
    assert [code for code in codes if code in kept] == codes
    page.get_by_role("link", name="收好了").click()
    return codes


def _out(page: Page) -> None:
    page.get_by_role("button", name="登出").first.click()
    expect(page.get_by_role("status")).to_contain_text("您已登出")


def _expect_the_desk(page: Page) -> None:
    page.wait_for_url(re.compile("/staff/"))
    expect(page.get_by_role("banner")).to_contain_text("林審核")


def test_staff_enrol_an_app_and_a_passkey_and_come_in_with_each(
    open_page: OpenPage, demanded: None, reviewer: User, deliver: Callable[[], int]
) -> None:
    page = open_page("/login/")
    _a_key_in_the_browser(page)

    # Without a factor nothing opens but its enrolment
    sign_in(page, reviewer.username)
    expect(page.get_by_role("alert")).to_contain_text("請先設定第二重驗證")
    assert_axe_finds_nothing(page)
    page.goto("/staff/")
    expect(page.get_by_role("heading", name="第二重驗證", exact=True)).to_be_visible()

    # The app, and with the first factor the codes on paper
    page.get_by_role("link", name="驗證器 App").click()
    assert_axe_finds_nothing(page)
    secret = _set_up_app(page)
    codes = _codes_on_paper(page)
    assert len(codes) == 10

    # The passkey
    page.get_by_role("link", name="通行密鑰").click()
    assert_axe_finds_nothing(page)
    page.get_by_label("名稱").fill("辦公室電腦")
    page.get_by_role("button", name="加入通行密鑰").click()
    expect(page.get_by_role("status")).to_contain_text("通行密鑰「辦公室電腦」已經加入")
    expect(page.get_by_role("heading", name="辦公室電腦")).to_be_visible()
    assert_axe_finds_nothing(page)
    page.goto("/staff/")
    _expect_the_desk(page)
    _out(page)

    # In with the app: a wrong code first, the right one pasted with a space in it
    sign_in(page, reviewer.username)
    expect(page.get_by_role("heading", name="第二重驗證", exact=True)).to_be_visible()
    assert_axe_finds_nothing(page)
    page.get_by_label("驗證碼").fill("000000")
    page.get_by_role("button", name="驗證並登入").click()
    expect(page.locator("#id_code-message")).to_contain_text("驗證碼不正確")
    assert_axe_finds_nothing(page)
    right = _code(secret, steps_later=1)
    page.get_by_label("驗證碼").fill(f"{right[:3]} {right[3:]}")
    page.get_by_role("button", name="驗證並登入").click()
    _expect_the_desk(page)
    _out(page)

    # In with the passkey
    sign_in(page, reviewer.username)
    page.get_by_role("button", name="使用通行密鑰").click()
    _expect_the_desk(page)
    _out(page)

    # In with a code on paper, which is told by letter
    sign_in(page, reviewer.username)
    page.get_by_role("link", name="使用備用碼").click()
    assert_axe_finds_nothing(page)
    page.get_by_label("備用碼").fill(codes[0].lower())
    page.get_by_role("button", name="驗證並登入").click()
    _expect_the_desk(page)
    deliver()
    page.goto("/mailbox/")
    expect(page.get_by_role("article").first).to_contain_text("使用了一個備用碼登入，還剩 9 個")


def test_a_key_that_is_not_asked_says_so_and_another_way_stays_open(
    open_page: OpenPage, demanded: None, reviewer: User
) -> None:
    page = open_page("/login/")
    browser = _a_key_in_the_browser(page)
    sign_in(page, reviewer.username)
    page.get_by_role("link", name="通行密鑰").click()
    page.get_by_role("button", name="加入通行密鑰").click()
    expect(page.get_by_role("heading", name="備用碼", exact=True)).to_be_visible()

    # The same key once more, and then no key at all
    page.goto("/account/factors/passkey/")
    page.get_by_role("button", name="加入通行密鑰").click()
    expect(page.get_by_role("alert")).to_contain_text("已經登記過了")
    browser.send("WebAuthn.disable")
    page.get_by_role("button", name="登出").first.click()
    sign_in(page, reviewer.username)
    page.evaluate(NOBODY_ANSWERS)
    page.get_by_role("button", name="使用通行密鑰").click()

    expect(page.get_by_role("alert")).to_contain_text("沒有完成：已取消")
    expect(page.get_by_role("button", name="使用通行密鑰")).to_be_focused()
    expect(page.get_by_role("link", name="使用備用碼")).to_be_visible()


def test_without_a_script_the_app_and_the_codes_work(open_page: OpenPage, demanded: None, reviewer: User) -> None:
    page = open_page("/login/", java_script_enabled=False)
    sign_in(page, reviewer.username)
    page.get_by_role("link", name="驗證器 App").click()
    secret = _set_up_app(page)
    page.get_by_role("button", name="產生 10 個備用碼").click()
    code = page.locator(".codes code").first.inner_text()
    _out(page)

    sign_in(page, reviewer.username)
    page.get_by_label("驗證碼").fill(_code(secret, steps_later=1))
    page.get_by_role("button", name="驗證並登入").click()
    _expect_the_desk(page)
    _out(page)
    sign_in(page, reviewer.username)
    page.get_by_role("link", name="使用備用碼").click()
    page.get_by_label("備用碼").fill(code)
    page.get_by_role("button", name="驗證並登入").click()

    _expect_the_desk(page)
