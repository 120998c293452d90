"""What only a browser can tell of the look: the menu of a phone, the sign of waiting, the printed page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from port.companies.models import CompanyAccount
from tests.factories import a_verified_application, everything_acknowledged
from tests.journeys.looks import look_at
from tests.journeys.people import sign_in
from web.gallery.views import HEADS

OpenPage = Callable[..., Page]
SIGN = "(({ opacity, animationDelay }) => [opacity, animationDelay])(getComputedStyle(document.body, '::before'))"
HEAD = "document.querySelector('.inside').getBoundingClientRect().height"


@pytest.fixture
def inside(open_page: OpenPage, reviewer) -> Page:
    application = a_verified_application(by=reviewer)
    everything_acknowledged(CompanyAccount.objects.get(user=application.user))
    page = open_page("/login/", size="phone")
    sign_in(page, application.username)
    page.wait_for_url("**/company/")
    return page


def test_on_a_phone_everything_of_the_inside_is_behind_one_button(inside: Page) -> None:
    assert inside.evaluate(HEAD) < 140
    expect(inside.get_by_role("button", name="登出")).to_be_hidden()

    inside.get_by_role("button", name="選單", exact=True).click()

    expect(inside.get_by_role("button", name="登出")).to_be_visible()
    look_at(inside)
    expect(inside.get_by_role("link", name="首頁", exact=True).first).to_have_attribute("aria-current", "page")
    inside.get_by_role("link", name="基本資料維護", exact=True).first.click()
    expect(inside.get_by_role("heading", level=1)).to_have_text("基本資料維護")


def test_the_pages_of_an_account_are_one_strip_that_slides(inside: Page) -> None:
    inside.goto("/account/rights/")

    strip = inside.get_by_role("navigation", name="我的帳號")
    expect(strip).to_be_visible()
    assert strip.evaluate("(strip) => strip.getBoundingClientRect().height") < 60
    expect(strip.get_by_role("link", name="個資權利")).to_be_in_viewport()


def test_what_takes_longer_than_a_moment_shows_a_sign(open_page: OpenPage) -> None:
    page = open_page("/register/general/")
    answers: list[Route] = []
    page.route("**/register/general/field/", lambda route: answers.append(route))

    page.get_by_label("姓名", exact=True).fill("王小明")
    page.get_by_label("姓名", exact=True).blur()
    expect(page.locator(".htmx-request")).to_have_count(1)
    page.wait_for_timeout(600)
    sign = page.evaluate(SIGN)
    for route in answers:
        route.continue_()

    assert sign == ["1", "0.3s, 0.3s"]
    expect(page.locator(".htmx-request")).to_have_count(0)


def test_a_receipt_is_printed_in_black_on_white(open_page: OpenPage) -> None:
    page = open_page("/components/")
    page.emulate_media(media="print")

    colours = page.locator(".slip").first.evaluate(
        "(slip) => [getComputedStyle(slip).backgroundColor, getComputedStyle(slip).color]"
    )

    assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    expect(page.get_by_role("navigation", name="主選單").first).to_be_hidden()
    expect(page.get_by_role("search").first).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_every_component_in_every_state_is_for_everybody(open_page: OpenPage, size: str, scheme: str) -> None:
    page = open_page("/components/", size=size, color_scheme=scheme)
    page.keyboard.press("Escape")
    look_at(page)

    for name in (*HEADS, "company--warned"):
        page.goto(f"/components/heads/{name}/")
        look_at(page)
    for code in (404, 500):
        page.goto(f"/components/errors/{code}/")
        look_at(page)
