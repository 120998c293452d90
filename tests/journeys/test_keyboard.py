"""Each page with the keyboard alone: every control that can be seen is reached, and the acts of a company are done."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from port.accounts.models import User
from port.accounts.verification import issue
from port.companies.models import CompanyAccount, Reason
from port.companies.workflow import reject_document
from port.registration.proof import verify
from port.registration.workflow import approve
from tests.factories import PASSWORD, an_application, everything_acknowledged
from tests.journeys.keyboard import tab_to
from tests.journeys.papers import a_paper
from tests.journeys.people import sign_in
from tests.journeys.test_accessibility import PUBLIC

OpenPage = Callable[..., Page]

NUMBER_CONTROLS = """
() => {
  const controls = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
  const seen = controls.filter((e) =>
    e.checkVisibility({ visibilityProperty: true }) && !e.disabled && e.tabIndex >= 0 &&
    e.type !== "hidden" && !(e.type === "radio" && !e.checked));
  seen.forEach((e, number) => { e.dataset.control = number; });
  return seen.map((e) => e.outerHTML.slice(0, 100));
}
"""


def _never_reached(page: Page) -> list[str]:
    """The visible controls that the Tab key does not come to, walking the page once from its top."""
    page.evaluate("document.activeElement.blur()")
    controls = page.evaluate(NUMBER_CONTROLS)
    assert controls, f"{page.url} shows no control at all"
    reached = set()
    for _ in range(len(controls) + 3):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.dataset.control ?? null"))
    return [html for number, html in enumerate(controls) if str(number) not in reached]


def test_a_control_that_the_tab_key_never_comes_to_is_noticed(open_page: OpenPage) -> None:
    page = open_page("/login/")
    page.evaluate("document.addEventListener('keydown', (e) => e.key === 'Tab' && e.preventDefault())")

    assert len(_never_reached(page)) > 10


def test_every_control_of_the_public_pages_is_reached(open_page: OpenPage) -> None:
    page = open_page("/login/")

    missed = {}
    for path in PUBLIC:
        page.goto(path)
        missed[path] = _never_reached(page)

    assert {path: controls for path, controls in missed.items() if controls} == {}


@pytest.fixture
def company(reviewer: User) -> CompanyAccount:
    approved = approve(an_application(username="harbor2026"), by=reviewer)
    verify(approved.user.verifications.get(), by=approved.user)
    account = CompanyAccount.objects.get(user=approved.user)
    everything_acknowledged(account)
    return account


def test_every_control_inside_is_reached(open_page: OpenPage, company: CompanyAccount, reviewer: User) -> None:
    case = an_application()
    rooms = {
        company.user.username: ["/company/", "/company/documents/", "/company/data/", "/company/passes/"],
        reviewer.username: ["/staff/", "/staff/letters/", f"/staff/cases/{case.document_id}/"],
    }

    missed = {}
    for username, paths in rooms.items():
        page = open_page("/login/")
        sign_in(page, username)
        page.wait_for_url("**/company/" if username == company.user.username else "**/staff/")
        for path in paths:
            page.goto(path)
            missed[path] = _never_reached(page)

    assert {path: controls for path, controls in missed.items() if controls} == {}


def test_an_address_is_proven_with_the_keyboard_alone(open_page: OpenPage, reviewer: User) -> None:
    approved = approve(an_application(), by=reviewer)
    page = open_page(f"/verify/{issue(approved.user)}/")

    tab_to(page, "密碼")
    page.keyboard.type(PASSWORD)
    tab_to(page, "完成驗證")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="驗證成功")).to_be_visible()


def test_a_refused_document_is_handed_in_anew_with_the_keyboard_alone(
    open_page: OpenPage, company: CompanyAccount, reviewer: User, tmp_path: Path
) -> None:
    reject_document(company.company.documents.get(), by=reviewer, reasons=[Reason.objects.get(code="D01")])
    page = open_page("/login/")
    sign_in(page, company.user.username)
    page.wait_for_url("**/company/")

    tab_to(page, "上傳公司證明文件")
    page.keyboard.press("Enter")
    page.wait_for_url("**/company/documents/")
    tab_to(page, "上傳公司證明文件")
    page.get_by_label("上傳公司證明文件").set_input_files(a_paper(tmp_path))
    expect(page.get_by_label("公司證明文件檔名")).to_have_value("company_certificate.pdf")
    tab_to(page, "送出")
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("送出")
    tab_to(page, "登出")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("您已登出")
    assert company.company.documents.waiting().count() == 1
