"""Every page in each of its states: axe finds nothing, nothing is wider than the screen, no control is too small."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from port.accounts.models import User
from port.accounts.verification import issue
from port.companies.models import CompanyAccount, Reason
from port.companies.workflow import approve_document, reject_document
from port.consents.library import publish_texts
from port.content.enums import EntryKind, EntryState
from port.content.models import Entry
from port.registration.proof import verify
from port.registration.workflow import approve
from port.review.enums import HeldState, Verdict
from port.review.second_look import look
from tests.factories import (
    a_claim,
    a_head,
    a_held_decision,
    a_refused_application,
    a_second_look,
    an_application,
    everything_acknowledged,
)
from tests.factories.documents import a_stored_document_with_files
from tests.journeys.keyboard import never_reached
from tests.journeys.looks import (
    assert_fits_when_narrow_or_large,
    assert_focus_is_never_lost,
    assert_nothing_moves,
    assert_thumbs_meet_the_main_controls,
    look_in_both_schemes,
    look_in_every_way,
)
from tests.journeys.papers import a_paper
from tests.journeys.people import TYPED, fill_in_application, sign_in
from tests.journeys.states import STATES
from web.components.addresses import address_of

OpenPage = Callable[..., Page]
PUBLIC = [
    "/",
    "/news/",
    "/notices/",
    "/rules/",
    "/rules/1/",
    "/rules/history/",
    "/queries/",
    "/queries/progress/",
    "/faq/",
    "/faq/topics/account/",
    "/downloads/",
    "/manual/",
    "/search/?q=%E5%85%AC%E5%8F%B8",
    "/search/?q=xyzzy",
    "/opinions/",
    "/opinions/sent/",
    "/sitemap/",
    "/privacy/",
    "/security/",
    "/open-data/",
    "/accessibility/",
    "/pages/what-to-prepare/",
    "/login/",
    "/forgotten-account/",
    "/forgotten-account/sent/",
    "/forgotten-password/",
    "/lost-mailbox/",
    "/register/",
    "/register/shared/",
    "/register/general/",
    "/verified/",
    "/verify/no-such-token/",
    "/nowhere/",
]
CHINESE_ALONE = ["/mailbox/"]


def of_an_entry() -> list[str]:
    """One page of each kind that has one for each of its entries."""
    kinds = (EntryKind.NEWS, EntryKind.FAQ, EntryKind.DOWNLOAD)
    entries = [Entry.objects.filter(kind=kind, state=EntryState.PUBLISHED).first() for kind in kinds]
    return [address_of(entry) for entry in entries if entry]


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_public_pages(open_page: OpenPage, size: str) -> None:
    page = open_page("/", size=size)
    look_in_both_schemes(page)
    page.keyboard.press("Escape")

    for path in [*PUBLIC, *CHINESE_ALONE, *of_an_entry()]:
        page.goto(path)
        look_in_both_schemes(page)
        assert_nothing_moves(page)
        assert_focus_is_never_lost(page)
        if size == "phone":
            assert_thumbs_meet_the_main_controls(page)
        assert_fits_when_narrow_or_large(page, before=size)


def test_public_pages_in_english(open_page: OpenPage) -> None:
    """Words are longer and break elsewhere, so the size is that of a phone."""
    page = open_page("/en/", size="phone")
    page.keyboard.press("Escape")

    for path in [*PUBLIC, *of_an_entry()]:
        page.goto(f"/en{path}")
        look_in_both_schemes(page)
        assert_fits_when_narrow_or_large(page, before="phone")


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_the_form_in_each_of_its_states(open_page: OpenPage, tmp_path: Path, size: str) -> None:
    page = open_page("/register/general/", size=size)
    page.get_by_role("button", name="送出", exact=True).click()
    expect(page.get_by_role("alert").first).to_contain_text("個欄位需要修正")
    look_in_both_schemes(page)

    page.locator("summary").first.click()
    look_in_both_schemes(page)

    fill_in_application(page, a_paper(tmp_path))
    look_in_both_schemes(page)

    page.get_by_role("button", name="送出", exact=True).click()
    dialog = page.get_by_role("dialog", name="確定要送出申請?")
    expect(dialog).to_be_visible()
    look_in_both_schemes(page)

    dialog.get_by_role("button", name="確定", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("已經成功送出")
    look_in_both_schemes(page)


INSIDE = [
    "/company/",
    "/company/documents/",
    "/company/data/",
    "/company/passes/",
    "/company/bindings/",
    "/account/person/",
    "/account/factors/",
    "/account/rights/",
]


def look_inside(page: Page, *, size: str) -> None:
    look_in_both_schemes(page)
    assert_nothing_moves(page)
    assert_focus_is_never_lost(page)
    assert_fits_when_narrow_or_large(page, before=size)


@dataclass
class Harbour:
    """A company whose account is approved, and the reviewer who did it."""

    account: CompanyAccount
    reviewer: User

    @property
    def document(self):
        return self.account.user.application.document


@pytest.fixture
def harbour(reviewer: User) -> Harbour:
    application = an_application(username="harbor2026")
    file = a_stored_document_with_files(page_count=2)
    application.document.__class__.objects.filter(pk=application.document_id).update(file=file)
    approved = approve(application, by=reviewer)
    verify(approved.user.verifications.get(), by=approved.user)
    publish_texts()
    return Harbour(account=CompanyAccount.objects.get(user=approved.user), reviewer=reviewer)


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_the_company_in_each_of_its_states(open_page: OpenPage, harbour: Harbour, size: str) -> None:
    page = open_page("/login/", size=size)
    sign_in(page, "harbor2026")
    expect(page.get_by_role("heading", level=1)).to_contain_text("個資同意使用")
    look_in_both_schemes(page)

    everything_acknowledged(harbour.account)
    for path in INSIDE:
        page.goto(path)
        look_inside(page, size=size)

    reasons = list(Reason.objects.for_document()[:2])
    reject_document(harbour.document, by=harbour.reviewer, reasons=reasons)
    for path in ("/company/", "/company/documents/"):
        page.goto(path)
        look_in_both_schemes(page)


def test_the_company_in_english(open_page: OpenPage, harbour: Harbour) -> None:
    everything_acknowledged(harbour.account)
    page = open_page("/login/", size="phone")
    sign_in(page, "harbor2026")
    page.wait_for_url("**/company/")

    for path in INSIDE:
        page.goto(f"/en{path}")
        look_in_both_schemes(page)
        assert_fits_when_narrow_or_large(page, before="phone")


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_the_desk_in_each_of_its_states(open_page: OpenPage, harbour: Harbour, size: str) -> None:
    waiting = an_application(company_name="遠岸示範物流有限公司")
    page = open_page("/login/", size=size)
    sign_in(page, harbour.reviewer.username)
    for path in (
        "/staff/",
        "/staff/?q=nobody",
        "/staff/?show=all",
        "/staff/letters/",
        "/staff/nowhere/",
        "/staff/people/",
    ):
        page.goto(path)
        look_inside(page, size=size)

    page.goto(f"/staff/cases/{waiting.document_id}/")
    page.get_by_role("region", name="帳號審核").get_by_role("button", name="審核不通過").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    look_in_both_schemes(page)

    approve_document(harbour.document, by=harbour.reviewer)
    page.goto(f"/staff/cases/{harbour.document.pk}/")
    look_in_both_schemes(page)


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_the_proof_of_the_address(open_page: OpenPage, reviewer: User, size: str) -> None:
    approved = approve(an_application(), by=reviewer)
    page = open_page(f"/verify/{issue(approved.user)}/", size=size)
    look_in_both_schemes(page)

    page.get_by_label("密碼", exact=True).fill(TYPED["密碼"])
    page.get_by_role("button", name="完成驗證").click()
    expect(page.get_by_role("alert").first).to_contain_text("密碼不正確")
    look_in_both_schemes(page)


@pytest.mark.parametrize("state", STATES)
def test_mending_looking_up_and_arranging_in_each_of_their_states(
    open_page: OpenPage, reviewer: User, state: str
) -> None:
    page = open_page("/login/")
    STATES[state](page, reviewer)

    assert never_reached(page) == []
    look_in_every_way(page)


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_many_at_once_and_the_second_look(open_page: OpenPage, reviewer: User, size: str) -> None:
    head = a_head(username="head.huang")
    a_claim(case=an_application().document)
    an_application(forerunner=a_refused_application(by=reviewer))
    a_held_decision(case=an_application().document)
    waiting = a_second_look(decision=a_held_decision(case=an_application().document, state=HeldState.APPLIED))
    look(a_second_look(), by=reviewer, verdict=Verdict.REJECT, note="統編不符。")
    page = open_page("/login/", size=size)
    sign_in(page, head.username)

    page.goto("/staff/?show=all")
    page.get_by_role("checkbox", name="選取本頁").check()
    look_in_both_schemes(page)
    page.get_by_role("button", name="批次審核", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("批次審核")
    look_in_both_schemes(page)
    page.get_by_label("審核通過", exact=True).check()
    page.get_by_role("button", name="下一步：確認").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    look_in_both_schemes(page)
    page.get_by_role("dialog").get_by_role("button", name="確定審核通過").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("批次審核結果")
    look_in_both_schemes(page)

    for path in ("/staff/looks/", f"/staff/looks/{waiting.pk}/", "/staff/looks/different/"):
        page.goto(path)
        look_in_both_schemes(page)
