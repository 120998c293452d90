"""A hundred cases with one answer: chosen with keys, asked about once more, and each told what became of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from port.accounts.models import User
from port.companies.enums import DocumentState
from port.companies.models import CompanyDocument
from port.companies.workflow import approve_document
from port.letters.enums import LetterKind, LetterState
from port.letters.models import Letter
from port.review.claims import claim
from tests.factories import a_company_document, a_reviewer
from tests.journeys.axe import assert_axe_finds_nothing
from tests.journeys.people import sign_in

OpenPage = Callable[..., Page]


@pytest.fixture
def hundred(reviewer: User) -> list[CompanyDocument]:
    """The one that has waited longest comes first."""
    now = timezone.now()
    return [a_company_document(submitted_at=now - timedelta(minutes=200 - number)) for number in range(100)]


@pytest.fixture
def desk(open_page: OpenPage, reviewer: User, hundred: list[CompanyDocument]) -> Page:
    page = open_page("/login/")
    sign_in(page, reviewer.username)
    page.goto("/staff/?show=document")
    return page


def box(page: Page, case: CompanyDocument):
    return page.get_by_role("checkbox", name=f"選取 補送文件 {case.company_name}", exact=True)


def test_of_a_hundred_cases_four_fail_and_all_are_told(desk: Page, hundred: list[CompanyDocument]) -> None:
    colleague = a_reviewer(name="陳志明")
    decided, claimed = hundred[10:13], hundred[50]
    desk.get_by_role("checkbox", name="選取本頁").check()
    expect(desk.get_by_text("已選 100 件")).to_be_visible()
    desk.get_by_role("button", name="批次審核", exact=True).click()
    expect(desk.get_by_role("heading", name="所選的 100 件")).to_be_visible()

    for case in decided:
        approve_document(case, by=colleague)
    claim(claimed, by=colleague)
    desk.get_by_label("只有文件").check()
    desk.get_by_label("審核不通過").check()
    desk.get_by_role("button", name="下一步：確認").click()
    expect(desk.get_by_role("alert").first).to_contain_text("請至少勾選一項未通過原因")
    desk.get_by_role("checkbox", name="文件缺頁").check()
    desk.get_by_role("button", name="下一步：確認").click()
    question = desk.get_by_role("dialog", name="確定要對 100 件作成「審核不通過」的決定?")
    expect(question).to_contain_text("公司證明文件缺頁，內容不完整。")
    expect(question.get_by_role("button", name="返回修改")).to_be_focused()
    question.get_by_role("button", name="確定審核不通過").click()

    expect(desk.get_by_text("96 件已決定，4 件沒有決定")).to_be_visible()
    failed = desk.get_by_role("region", name="沒有決定").get_by_role("listitem")
    expect(failed).to_have_count(4)
    expect(failed.filter(has_text=claimed.company_name)).to_contain_text("陳志明 正在處理這一件")
    for case in decided:
        expect(failed.filter(has_text=case.company_name)).to_contain_text("現在的狀態是「審核通過」")
    assert_axe_finds_nothing(desk)
    assert CompanyDocument.objects.filter(state=DocumentState.REJECTED).count() == 96
    refusals = Letter.objects.filter(kind=LetterKind.DOCUMENT_REJECTED)
    assert refusals.count() == refusals.filter(state=LetterState.WAITING).count() == 96
    assert Letter.objects.filter(kind=LetterKind.DOCUMENT_APPROVED).count() == 3


def test_reloading_the_result_decides_nothing_again(desk: Page, hundred: list[CompanyDocument]) -> None:
    for case in hundred[:2]:
        box(desk, case).check()
    desk.get_by_role("button", name="批次審核", exact=True).click()
    desk.get_by_label("審核通過", exact=True).check()
    desk.get_by_role("button", name="下一步：確認").click()
    desk.get_by_role("dialog").get_by_role("button", name="確定審核通過").click()
    expect(desk.get_by_text("2 件已決定，0 件沒有決定")).to_be_visible()

    desk.reload()

    expect(desk.get_by_text("0 件已決定，2 件沒有決定")).to_be_visible()
    assert Letter.objects.filter(kind=LetterKind.DOCUMENT_APPROVED).count() == 2


def test_rows_are_chosen_with_a_key_and_claimed_in_place(desk: Page, hundred: list[CompanyDocument]) -> None:
    for key in ("j", "x", "j", "j", "x", "k", "x", "x"):
        desk.keyboard.press(key)

    expect(box(desk, hundred[0])).to_be_checked()
    expect(box(desk, hundred[1])).not_to_be_checked()
    expect(box(desk, hundred[2])).to_be_checked()
    expect(desk.get_by_text("已選 2 件")).to_be_visible()

    row = desk.locator(f"#case-{hundred[5].pk}")
    row.get_by_role("button", name="領取").click()
    expect(row).to_contain_text("您處理中，至")
    expect(row.get_by_role("button", name="交回")).to_be_focused()
    expect(desk.get_by_text("已選 2 件")).to_be_visible()

    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog", name="所有按鍵")).to_contain_text("選取或取消選取這一件")


def test_without_a_script_the_same_is_asked_on_a_page(
    open_page: OpenPage, reviewer: User, hundred: list[CompanyDocument]
) -> None:
    page = open_page("/login/", size="phone", java_script_enabled=False)
    sign_in(page, reviewer.username)
    page.goto("/staff/?show=document")
    row = page.locator(f"#case-{hundred[0].pk}")
    row.get_by_role("button", name="領取").click()
    expect(page).to_have_url(f"{page.url.partition('/staff/')[0]}/staff/?show=document#case-{hundred[0].pk}")
    expect(row).to_contain_text("您處理中，至")

    box(page, hundred[0]).check()
    page.get_by_role("button", name="批次審核", exact=True).click()
    page.get_by_label("審核通過", exact=True).check()
    page.get_by_role("button", name="下一步：確認").click()
    expect(page.get_by_role("heading", name="確定要對 1 件作成「審核通過」的決定?")).to_be_visible()
    page.get_by_role("button", name="返回修改").click()
    expect(page.get_by_label("審核通過", exact=True)).to_be_checked()
    page.get_by_role("button", name="下一步：確認").click()
    page.get_by_role("button", name="確定審核通過").click()

    expect(page.get_by_text("1 件已決定，0 件沒有決定")).to_be_visible()
    assert CompanyDocument.objects.get(pk=hundred[0].pk).state == DocumentState.APPROVED
