"""A decision that waits: taken back in time, made anew, and both answered in one step with two letters in order."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from port.accounts.models import User
from port.letters.enums import LetterKind, LetterState
from port.letters.models import Letter
from port.registration.models import AccountApplication
from port.review.decisions import apply_due
from tests.factories import an_application
from tests.journeys.people import sign_in
from tests.journeys.pictures import take

OpenPage = Callable[..., Page]


@pytest.fixture
def application(reviewer: User, settings) -> AccountApplication:
    """The only case that waits; decisions are held for ten minutes."""
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, decision_delay=timedelta(minutes=10))
    return an_application(company_name="遠岸示範國際聯合物流股份有限公司")


@pytest.fixture
def case(open_page: OpenPage, reviewer: User, application: AccountApplication) -> Page:
    page = open_page("/login/")
    sign_in(page, reviewer.username)
    page.get_by_role("link", name=application.company_name).click()
    return page


def ten_minutes_later() -> None:
    """What the worker does when the time has come."""
    apply_due(at=timezone.now() + timedelta(minutes=10))


def test_a_slip_of_the_hand_is_taken_back_and_nobody_was_written_to(
    case: Page, application: AccountApplication, deliver: Callable[[], int]
) -> None:
    account = case.get_by_role("region", name="帳號審核", exact=True)
    account.get_by_role("checkbox", name="姓名不是自然人").check()
    account.get_by_label("說明（會寫進信裡）").fill("請填寫使用人的姓名。")
    account.get_by_role("button", name="審核不通過").click()
    expect(case.locator(".messages")).to_contain_text("帳號審核已決定「審核不通過」，將於")
    expect(account).to_contain_text("待生效")
    take(case, "r4-held")

    case.locator(".messages").get_by_role("link", name="收回決定").click()
    account.get_by_role("button", name="收回決定").click()

    expect(case.locator(".messages")).to_contain_text("的決定已收回，沒有寄信。")
    expect(account.get_by_role("checkbox", name="姓名不是自然人")).to_be_checked()
    expect(account.get_by_label("說明（會寫進信裡）")).to_have_value("請填寫使用人的姓名。")
    ten_minutes_later()
    assert deliver() == 0

    account.get_by_role("checkbox", name="姓名不是自然人").uncheck()
    account.get_by_label("說明（會寫進信裡）").fill("")
    account.get_by_role("button", name="審核通過", exact=True).click()
    expect(account).to_contain_text("待生效")
    ten_minutes_later()
    assert deliver() == 1
    assert Letter.objects.get().kind == LetterKind.APPLICATION_APPROVED


def test_both_are_decided_in_one_step_and_the_letters_keep_their_order(
    case: Page, application: AccountApplication, deliver: Callable[[], int]
) -> None:
    case.get_by_role("link", name="一次決定兩項").click()
    account = case.get_by_role("region", name="帳號審核", exact=True)
    document = case.get_by_role("region", name="公司證明文件審核", exact=True)
    account.get_by_role("radio", name="審核通過").check()
    expect(account.get_by_role("checkbox", name="影像無法辨識")).to_be_hidden()
    document.get_by_role("radio", name="審核不通過").check()
    document.get_by_role("checkbox", name="影像無法辨識").check()
    letters = case.locator("#both-letters li")
    expect(letters.nth(0)).to_contain_text("已審核通過")
    expect(letters.nth(1)).to_contain_text("公司證明文件的影像不清楚")
    take(case, "r5-both")

    case.get_by_role("button", name="決定兩項並依序寄信").click()

    expect(case.locator(".messages")).to_contain_text(
        "帳號審核已決定「審核通過」、公司證明文件審核已決定「審核不通過」"
    )
    ten_minutes_later()
    assert deliver() == 2
    sent = Letter.objects.filter(state=LetterState.SENT).order_by("sent_at")
    assert [letter.kind for letter in sent] == [LetterKind.APPLICATION_APPROVED, LetterKind.DOCUMENT_REJECTED]


def test_what_was_decided_and_sent_is_asked_once_more(
    case: Page, application: AccountApplication, deliver: Callable[[], int]
) -> None:
    account = case.get_by_role("region", name="帳號審核", exact=True)
    account.get_by_role("button", name="審核通過", exact=True).click()
    expect(account).to_contain_text("待生效")
    ten_minutes_later()
    deliver()
    case.reload()

    account.get_by_text("重新審核", exact=True).click()
    account.get_by_label("原因（會寫進信裡）").fill("統一編號需再確認。")
    expect(account.get_by_role("region", name="帳號申請重新審核通知")).to_contain_text("統一編號需再確認。")
    account.get_by_role("button", name="重新審核並寄信").click()

    expect(case.locator(".messages")).to_contain_text("帳號審核已重新審核，通知信會寄給申請人。")
    expect(account.get_by_role("button", name="審核通過", exact=True)).to_be_visible()
    assert deliver() == 1
