"""Every page in each of its states: axe finds nothing, nothing is wider than the screen, no control is too small."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from port.accounts.models import User
from port.accounts.verification import issue
from port.companies.models import CompanyAccount, Reason
from port.companies.workflow import approve_document, reject_document
from port.consents.library import publish_texts
from port.content.models import News, Notice
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
from tests.journeys.looks import FITS, look_at, look_in_every_way
from tests.journeys.papers import a_paper
from tests.journeys.people import TYPED, fill_in_application, sign_in
from tests.journeys.states import STATES

OpenPage = Callable[..., Page]
PUBLIC = [
    "/",
    "/news/",
    "/notices/",
    "/rules/",
    "/queries/",
    "/queries/progress/",
    "/faq/",
    "/downloads/",
    "/manual/",
    "/en/manual/",
    "/sitemap/",
    "/privacy/",
    "/security/",
    "/open-data/",
    "/login/",
    "/forgotten-account/",
    "/forgotten-password/",
    "/register/",
    "/register/shared/",
    "/register/general/",
    "/verified/",
    "/verify/no-such-token/",
    "/nowhere/",
    "/mailbox/",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_public_pages(open_page: OpenPage, size: str, scheme: str) -> None:
    Notice.objects.create(summary="公告一則", body="公告內容。", shown_from=date(2026, 1, 1))
    item = News.objects.create(category="notice", title="消息一則", body="內容。", published_on=date(2026, 1, 1))
    page = open_page("/", size=size, color_scheme=scheme)
    look_at(page)
    page.keyboard.press("Escape")

    for path in [*PUBLIC, f"/news/{item.pk}/"]:
        page.goto(path)
        look_at(page)


@pytest.mark.parametrize(("size", "type_size"), [("narrow", "100%"), ("phone", "200%")])
def test_nothing_is_wider_than_a_narrow_screen_or_with_large_type(
    open_page: OpenPage, size: str, type_size: str
) -> None:
    page = open_page("/login/", size=size)

    wide = []
    for path in PUBLIC:
        page.goto(path)
        page.evaluate("(size) => { document.documentElement.style.fontSize = size }", type_size)
        if not page.evaluate(FITS):
            wide.append(path)

    assert wide == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_the_form_in_each_of_its_states(open_page: OpenPage, tmp_path: Path, size: str, scheme: str) -> None:
    page = open_page("/register/general/", size=size, color_scheme=scheme)
    page.get_by_role("button", name="送出", exact=True).click()
    expect(page.get_by_role("alert").first).to_contain_text("個欄位需要修正")
    look_at(page)

    page.locator("summary").first.click()
    look_at(page)

    fill_in_application(page, a_paper(tmp_path))
    look_at(page)

    page.get_by_role("button", name="送出", exact=True).click()
    dialog = page.get_by_role("dialog", name="確定要送出申請?")
    expect(dialog).to_be_visible()
    look_at(page)

    dialog.get_by_role("button", name="確定", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("已經成功送出")
    look_at(page)


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_the_company_in_each_of_its_states(open_page: OpenPage, harbour: Harbour, size: str, scheme: str) -> None:
    page = open_page("/login/", size=size, color_scheme=scheme)
    sign_in(page, "harbor2026")
    expect(page.get_by_role("heading", level=1)).to_contain_text("個資同意使用")
    look_at(page)

    everything_acknowledged(harbour.account)
    for path in ("/company/", "/company/documents/", "/company/data/", "/company/passes/"):
        page.goto(path)
        look_at(page)

    reasons = list(Reason.objects.for_document()[:2])
    reject_document(harbour.document, by=harbour.reviewer, reasons=reasons)
    for path in ("/company/", "/company/documents/"):
        page.goto(path)
        look_at(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_the_desk_in_each_of_its_states(open_page: OpenPage, harbour: Harbour, size: str, scheme: str) -> None:
    waiting = an_application(company_name="遠岸示範物流有限公司")
    page = open_page("/login/", size=size, color_scheme=scheme)
    sign_in(page, harbour.reviewer.username)
    for path in ("/staff/", "/staff/?q=nobody", "/staff/?show=all", "/staff/letters/"):
        page.goto(path)
        look_at(page)

    page.goto(f"/staff/cases/{waiting.document_id}/")
    page.get_by_role("region", name="帳號審核").get_by_role("button", name="審核不通過").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    look_at(page)

    approve_document(harbour.document, by=harbour.reviewer)
    page.goto(f"/staff/cases/{harbour.document.pk}/")
    look_at(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_the_proof_of_the_address(open_page: OpenPage, reviewer: User, size: str, scheme: str) -> None:
    approved = approve(an_application(), by=reviewer)
    page = open_page(f"/verify/{issue(approved.user)}/", size=size)
    look_at(page)

    page.get_by_label("密碼", exact=True).fill(TYPED["密碼"])
    page.get_by_role("button", name="完成驗證").click()
    expect(page.get_by_role("alert").first).to_contain_text("密碼不正確")
    look_at(page)


@pytest.mark.parametrize("state", STATES)
def test_mending_looking_up_and_arranging_in_each_of_their_states(
    open_page: OpenPage, reviewer: User, state: str
) -> None:
    page = open_page("/login/")
    STATES[state](page, reviewer)

    assert never_reached(page) == []
    look_in_every_way(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_many_at_once_and_the_second_look(open_page: OpenPage, reviewer: User, size: str, scheme: str) -> None:
    head = a_head(username="head.huang")
    a_claim(case=an_application().document)
    an_application(forerunner=a_refused_application(by=reviewer))
    a_held_decision(case=an_application().document)
    waiting = a_second_look(decision=a_held_decision(case=an_application().document, state=HeldState.APPLIED))
    look(a_second_look(), by=reviewer, verdict=Verdict.REJECT, note="統編不符。")
    page = open_page("/login/", size=size, color_scheme=scheme)
    sign_in(page, head.username)

    page.goto("/staff/?show=all")
    page.get_by_role("checkbox", name="選取本頁").check()
    look_at(page)
    page.get_by_role("button", name="批次審核", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("批次審核")
    look_at(page)
    page.get_by_label("審核通過", exact=True).check()
    page.get_by_role("button", name="下一步：確認").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    look_at(page)
    page.get_by_role("dialog").get_by_role("button", name="確定審核通過").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("批次審核結果")
    look_at(page)

    for path in ("/staff/looks/", f"/staff/looks/{waiting.pk}/", "/staff/looks/different/"):
        page.goto(path)
        look_at(page)
