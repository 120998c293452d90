"""The desk as a reviewer's hands and eyes find it: what is in the first screen, the keys, and text at twice its size."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from port.accounts.models import User
from port.registration.models import AccountApplication
from tests.factories import a_reviewer, an_application
from tests.journeys.people import sign_in

OpenPage = Callable[..., Page]
TWICE = "document.documentElement.style.fontSize = '200%'"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def application(reviewer: User) -> AccountApplication:
    return an_application(company_name="遠岸示範國際聯合物流股份有限公司")


@pytest.fixture
def case(open_page: OpenPage, reviewer: User, application: AccountApplication) -> Page:
    """The case, on a screen of 1280 by 800."""
    page = open_page("/login/")
    page.set_viewport_size({"width": 1280, "height": 800})
    sign_in(page, reviewer.username)
    page.goto(f"/staff/cases/{application.document_id}/")
    return page


def button(page: Page, region: str, name: str) -> Locator:
    return page.get_by_role("region", name=region, exact=True).get_by_role("button", name=name, exact=True)


def test_approving_is_in_the_first_screen_and_refusing_stands_apart_below_it(case: Page) -> None:
    approve = button(case, "帳號審核", "審核通過").bounding_box()
    reject = button(case, "帳號審核", "審核不通過").bounding_box()

    assert approve["y"] + approve["height"] <= 800
    assert approve["y"] + 200 < reject["y"] < 1000


def test_a_key_pressed_again_goes_on_to_the_next_question(case: Page) -> None:
    for key, name in (("a", "審核通過"), ("r", "審核不通過")):
        for region in ("帳號審核", "公司證明文件審核", "帳號審核"):
            case.keyboard.press(key)
            expect(button(case, region, name)).to_be_focused()


def test_after_each_decision_the_focus_is_on_what_is_said(case: Page, application: AccountApplication) -> None:
    button(case, "帳號審核", "審核通過").click()
    expect(case.get_by_text("帳號審核已決定「審核通過」")).to_be_visible()
    expect(case.locator(".messages")).to_be_focused()

    application.document.refresh_from_db()
    application.document.company.documents.update(
        state="approved", decided_by=a_reviewer(), decided_at="2026-11-20T01:00Z"
    )
    button(case, "公司證明文件審核", "審核通過").click()
    expect(case.locator(".messages")).to_contain_text("公司證明文件審核已由")
    expect(case.locator(".messages")).to_be_focused()


def test_the_summary_names_the_question_and_leads_to_it(case: Page) -> None:
    button(case, "公司證明文件審核", "審核不通過").click()

    case.get_by_role("link", name="公司證明文件審核：請至少勾選一項未通過原因").click()

    expect(case.locator("#document-reasons")).to_be_focused()


def test_at_twice_the_size_nothing_leaves_a_phone(
    open_page: OpenPage, application: AccountApplication, reviewer: User
) -> None:
    page = open_page("/login/", size="phone")
    sign_in(page, reviewer.username)

    for path in ("/staff/", f"/staff/cases/{application.document_id}/"):
        page.goto(path)
        page.evaluate(TWICE)

        assert page.evaluate(SIDEWAYS) == 0, path
