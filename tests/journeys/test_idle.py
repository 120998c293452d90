"""The end of a sign-in as people meet it: warned in time, stayed with one key, and nothing typed is lost (C4, WCAG 2.2.1)."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from port.accounts.models import SignIn, User
from port.accounts.sessions import end_all
from tests.factories import Clock, a_company_account, everything_acknowledged
from tests.journeys.axe import assert_axe_finds_nothing
from tests.journeys.people import sign_in

OpenPage = Callable[..., Page]
PERSON = "/account/person/edit/"
WARNED, ENDED, LAST, OTHER = "即將自動登出", "登入已經結束", "使用時間即將達到上限", "現在登入的是另一個帳號"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(timezone.now()).rule(monkeypatch)


@pytest.fixture
def clerk(port: str, clock: Clock) -> User:
    return a_clerk("harbor2026")


def a_clerk(username: str) -> User:
    account = a_company_account()
    User.objects.filter(pk=account.user_id).update(username=username)
    account.user.refresh_from_db()
    everything_acknowledged(account)
    return account.user


def inside(open_page: OpenPage, clerk: User, path: str = PERSON, **options: str) -> Page:
    """Somebody who has come in, with a browser whose time can be moved on."""
    page = open_page("/login/", **options)
    page.context.clock.install()
    sign_in(page, clerk.username)
    page.wait_for_url(re.compile("/company/"))
    page.goto(path)
    return page


def later(page: Page, clock: Clock, **time: int) -> None:
    """It is later for the server and in all tabs of this browser; nobody has done anything meanwhile."""
    by = timedelta(**time)
    clock.advance(by)
    page.context.clock.fast_forward(int(by.total_seconds()) * 1000)


def told(page: Page, title: str) -> Locator:
    return page.get_by_role("alertdialog", name=title)


@pytest.mark.parametrize("size", ["narrow", "desk"])
def test_the_warning_names_the_time_and_one_key_extends_again_and_again(
    open_page: OpenPage, clerk: User, clock: Clock, size: str
) -> None:
    page = inside(open_page, clerk, size=size)

    for _ in range(11):
        later(page, clock, minutes=28)
        expect(told(page, WARNED)).to_contain_text(re.compile(r"[12] 分 \d+ 秒"))
        expect(page.get_by_role("button", name="繼續使用")).to_be_focused()
        page.keyboard.press("Enter")
        expect(told(page, WARNED)).to_be_hidden()

    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("請再輸入一次密碼")
    assert SignIn.objects.open(clock.now).count() == 1


@pytest.mark.parametrize("size", ["narrow", "desk"])
def test_each_warning_can_be_read_by_everybody(open_page: OpenPage, clerk: User, clock: Clock, size: str) -> None:
    page = inside(open_page, clerk, size=size)

    later(page, clock, minutes=29)
    expect(told(page, WARNED)).to_be_visible()
    assert_axe_finds_nothing(page)
    later(page, clock, minutes=1)
    expect(told(page, ENDED)).to_be_visible()
    assert_axe_finds_nothing(page)


def test_escape_stays_as_well(open_page: OpenPage, clerk: User, clock: Clock) -> None:
    page = inside(open_page, clerk)
    later(page, clock, minutes=29)
    expect(told(page, WARNED)).to_be_visible()

    with page.expect_response(re.compile("/account/stay/")) as answer:
        page.keyboard.press("Escape")

    assert answer.value.status == 204
    expect(told(page, WARNED)).to_be_hidden()
    assert SignIn.objects.get().idle_at == clock.now + timedelta(minutes=30)


def test_whoever_types_is_not_warned(open_page: OpenPage, clerk: User, clock: Clock) -> None:
    page = inside(open_page, clerk)

    for _ in range(8):
        page.get_by_label("姓名", exact=True).press_sequentially("王")
        with page.expect_response(re.compile("/account/stay/")):
            later(page, clock, minutes=5)
        expect(told(page, WARNED)).to_be_hidden()

    assert SignIn.objects.open(clock.now).count() == 1


def test_what_was_typed_is_sent_after_signing_in_in_a_new_tab(open_page: OpenPage, clerk: User, clock: Clock) -> None:
    page = inside(open_page, clerk)
    page.get_by_label("姓名", exact=True).fill("王大明")
    page.get_by_label("手機電話", exact=True).fill("0987654321")
    with page.expect_response(re.compile("/account/stay/")):
        later(page, clock, minutes=1)
    later(page, clock, minutes=31)
    expect(page.get_by_role("link", name="在新分頁登入")).to_be_focused()
    assert not SignIn.objects.open(clock.now).exists()

    with page.context.expect_page() as opened:
        page.keyboard.press("Enter")
    login = opened.value
    expect(login.locator(".messages")).to_contain_text("因為閒置超過 30 分鐘")
    sign_in(login, clerk.username)
    login.wait_for_url(re.compile("/company/"))
    page.bring_to_front()

    expect(told(page, ENDED)).to_be_hidden()
    expect(page.locator(".messages")).to_contain_text("這一頁填寫的內容還在")
    page.get_by_role("button", name="儲存").click()
    expect(page.get_by_role("main")).to_contain_text("0987654321")
    clerk.refresh_from_db()
    assert (clerk.name, clerk.mobile) == ("王大明", "0987654321")


def test_a_form_that_is_sent_after_the_end_stays_on_the_page(open_page: OpenPage, clerk: User, clock: Clock) -> None:
    page = inside(open_page, clerk)
    later(page, clock, minutes=31)
    page.get_by_role("button", name="先看這一頁").click()
    page.get_by_label("姓名", exact=True).fill("王大明")

    page.get_by_role("button", name="儲存").click()

    expect(told(page, ENDED)).to_be_visible()
    expect(page.get_by_label("姓名", exact=True)).to_have_value("王大明")


def test_a_sign_in_that_was_ended_elsewhere_is_told_when_the_tab_is_looked_at(open_page: OpenPage, clerk: User) -> None:
    page = inside(open_page, clerk)
    end_all(clerk, by=clerk)

    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(told(page, ENDED)).to_be_visible()


def test_two_tabs_agree(open_page: OpenPage, clerk: User, clock: Clock) -> None:
    first = inside(open_page, clerk)
    second = first.context.new_page()
    second.goto("/account/devices/")
    later(first, clock, minutes=29)
    expect(told(first, WARNED)).to_be_visible()
    expect(told(second, WARNED)).to_be_visible()

    second.get_by_role("button", name="繼續使用").click()

    expect(told(second, WARNED)).to_be_hidden()
    expect(told(first, WARNED)).to_be_hidden()


def test_a_page_of_one_account_is_not_sent_as_another(open_page: OpenPage, clerk: User) -> None:
    other = a_clerk("harbor2027")
    page = inside(open_page, clerk)
    page.get_by_label("姓名", exact=True).fill("王大明")

    second = page.context.new_page()
    sign_in(second, other.username)
    second.wait_for_url(re.compile("/company/"))

    expect(told(page, OTHER)).to_be_visible()
    page.get_by_role("button", name="先看這一頁").click()
    page.get_by_role("button", name="儲存").click()
    expect(told(page, OTHER)).to_be_visible()
    other.refresh_from_db()
    assert other.name != "王大明"


def test_the_end_of_the_whole_time_is_told_once_and_cannot_be_moved(
    open_page: OpenPage, clerk: User, clock: Clock
) -> None:
    page = inside(open_page, clerk)
    SignIn.objects.update(idle_at=clock.now + timedelta(hours=13))
    page.reload()

    later(page, clock, hours=11, minutes=59)
    expect(told(page, LAST)).to_be_visible()
    assert_axe_finds_nothing(page)
    page.get_by_role("button", name="我知道了").click()
    later(page, clock, seconds=20)
    expect(told(page, LAST)).to_be_hidden()

    later(page, clock, minutes=1)
    expect(told(page, ENDED)).to_be_visible()
