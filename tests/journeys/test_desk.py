"""The desk as a reviewer's hands and eyes find it: what is in the first screen, the keys, and text at twice its size."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from port.accounts.models import User
from port.companies.workflow import approve_document
from port.documents.enums import ReadingState
from port.documents.models import DocumentReading
from port.documents.reading.lines import Line
from port.registration.models import AccountApplication
from port.review.claims import release
from tests.factories import (
    a_company_document,
    a_document_reading,
    a_reviewer,
    a_stored_document_with_files,
    an_application,
)
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

    approve_document(application.document, by=a_reviewer())
    button(case, "公司證明文件審核", "審核通過").click()
    expect(case.locator(".messages")).to_contain_text("公司證明文件審核已由")
    expect(case.locator(".messages")).to_be_focused()


def test_two_reviewers_collide_and_the_second_is_told_and_loses_nothing(
    case: Page, open_page: OpenPage, application: AccountApplication
) -> None:
    colleague = a_reviewer(username="reviewer.chen", name="陳志明")
    other = open_page("/login/")
    sign_in(other, colleague.username)
    other.wait_for_url("**/staff/")
    other.goto(f"/staff/cases/{application.document_id}/")
    note = case.get_by_role("region", name="帳號審核", exact=True).get_by_label("說明（會寫進信裡）")
    note.fill("請附變更登記表。")

    other.get_by_role("button", name="領取").click()
    expect(other.get_by_role("main")).to_contain_text("由您處理中，至")
    button(case, "帳號審核", "審核不通過").click()

    expect(case.locator(".messages")).to_contain_text("這一件由 陳志明 處理中")
    expect(note).to_have_value("請附變更登記表。")
    expect(button(case, "帳號審核", "審核不通過")).to_be_disabled()

    case.goto(case.url.split("account/")[0])
    release(application.document, by=colleague)
    case.reload()
    note.fill("請附變更登記表。")
    button(other, "帳號審核", "審核通過").click()
    expect(other.locator(".messages")).to_contain_text("帳號審核已決定「審核通過」")
    release(application.document, by=colleague)
    button(case, "帳號審核", "審核不通過").click()

    expect(case.locator(".messages")).to_contain_text("帳號審核已由 陳志明 於")
    expect(case.locator(".messages")).to_contain_text("決定為「審核通過」，這次沒有再決定，也沒有再寄信。")
    expect(case.get_by_role("region", name="帳號審核", exact=True)).to_contain_text("請附變更登記表。")


def test_a_value_leads_to_its_place_on_the_paper(open_page: OpenPage, reviewer: User) -> None:
    file = a_stored_document_with_files(page_count=4)
    number = an_application(document=a_company_document(file=file)).number
    a_document_reading(file, lines=[Line(4, f"統一編號 {number}", (0.2, 0.6, 0.6, 0.63))])
    page = open_page("/login/")
    sign_in(page, reviewer.username)
    page.wait_for_url("**/staff/")
    page.goto(f"/staff/cases/{file.company_document.pk}/")
    expect(page.locator("#spot-number")).not_to_be_in_viewport()

    page.get_by_role("link", name="文件上的公司統編，到第 4 頁上的位置").click()

    expect(page.locator("#spot-number")).to_be_in_viewport()


def test_the_page_tells_by_itself_when_the_paper_has_been_read(case: Page, application: AccountApplication) -> None:
    a_document_reading(application.document.file, state=ReadingState.WAITING)
    case.reload()
    expect(case.get_by_role("region", name="填寫的資料")).to_contain_text("判讀中")

    DocumentReading.objects.all().delete()
    lines = [Line(1, f"統一編號 {application.number}", (0.2, 0.3, 0.6, 0.33))]
    a_document_reading(application.document.file, lines=lines)

    expect(case.get_by_role("region", name="填寫的資料")).to_contain_text("與文件相符")
    expect(case.locator("#spots-1 rect")).to_have_count(1)


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
