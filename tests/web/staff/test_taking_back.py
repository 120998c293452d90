"""A decision that is held: who sees what, who takes it back, and what is there to be said again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from port.accounts.models import User
from port.companies.models import CompanyDocument
from port.letters.models import Letter
from port.review.decisions import apply_due
from port.review.enums import HeldState, Question
from port.review.models import HeldDecision
from tests.factories import a_head, a_held_decision, a_reviewer, an_application


@pytest.fixture(autouse=True)
def ten_minutes(settings: LazySettings) -> None:
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, decision_delay=timedelta(minutes=10))


@pytest.fixture
def case(db: None) -> CompanyDocument:
    return an_application().document


def refuse(desk: Client, case: CompanyDocument, **typed: object) -> HeldDecision:
    path = reverse("staff:decide_account", args=[case.pk])
    assert desk.post(path, {"decision": "reject", **typed}).status_code == 303
    return HeldDecision.objects.get()


def take_back(desk: Client, decision: HeldDecision) -> HttpResponse:
    path = reverse(f"staff:take_back_{decision.question}", args=[decision.case_id])
    return desk.post(path, {"decision": decision.pk})


def path_of(case: CompanyDocument) -> str:
    return reverse("staff:case", args=[case.pk])


def test_a_held_decision_is_shown_with_its_time_and_can_be_taken_back(case: CompanyDocument, desk: Client) -> None:
    decision = refuse(desk, case, note="資料不符。")

    page = desk.get(path_of(case))

    due = f"{timezone.localtime(decision.due_at):%H:%M}"
    assertContains(page, f"決定「審核不通過」將於 <b>{due}</b> 生效並寄信。")
    assertContains(page, f"帳號審核已決定「審核不通過」，將於 {due} 生效並寄信。")
    assertContains(page, f'<a href="{path_of(case)}#account">收回決定</a>')
    assertContains(page, reverse("staff:take_back_account", args=[case.pk]))
    assertNotContains(page, f'action="{reverse("staff:decide_account", args=[case.pk])}"')


def test_after_it_was_taken_back_what_had_been_said_is_there(
    case: CompanyDocument, desk: Client, reason: Callable[[str], int]
) -> None:
    ticked = reason("D01")
    decision = refuse(desk, case, reasons=[ticked], note="請附變更登記表。")

    answer = take_back(desk, decision)

    assertRedirects(answer, f"{path_of(case)}#account", status_code=303, fetch_redirect_response=False)
    page = desk.get(path_of(case))
    assertContains(page, "帳號審核「審核不通過」的決定已收回，沒有寄信。")
    assertContains(page, "請附變更登記表。</textarea>", count=1)
    assertContains(page, f'value="{ticked}" class="" id', count=0)
    region = page.context["regions"][0]
    assert [each.pk for each in region.form.answer()[0]] == [ticked]
    assertContains(page, "checked", count=2)  # the reason, and the switch of the keys
    assert not Letter.objects.exists()


def test_a_colleague_cannot_take_it_back_and_a_head_can(case: CompanyDocument, desk: Client) -> None:
    decision = refuse(desk, case, note="資料不符。")
    desk.force_login(a_reviewer(name="陳志明"))

    page, refused = desk.get(path_of(case)), take_back(desk, decision)

    assertNotContains(page, "take_back")
    assertContains(page, "只有作成決定的人員或主管可以收回。")
    assertContains(refused, "只有作成決定的人員或主管可以收回決定。", status_code=409)
    desk.force_login(a_head())
    assert take_back(desk, decision).status_code == 303


def test_who_comes_too_late_is_told_that_the_letter_has_left(case: CompanyDocument, desk: Client) -> None:
    decision = refuse(desk, case, note="資料不符。")
    apply_due(at=decision.due_at)

    answer = take_back(desk, decision)

    assertContains(answer, "不能再收回；要再審一次請用「重新審核」。", status_code=409)


def test_taking_back_twice_is_told_and_does_nothing(case: CompanyDocument, desk: Client) -> None:
    decision = refuse(desk, case, note="資料不符。")
    take_back(desk, decision)

    answer = take_back(desk, decision)

    assertContains(answer, "帳號審核「審核不通過」的決定已於", status_code=409)
    assertContains(answer, "收回，沒有寄信。", status_code=409)


@pytest.mark.parametrize("key", ["", "0", "nonsense", "９９９"])
def test_a_decision_that_is_none_is_not_taken_back(key: str, case: CompanyDocument, desk: Client) -> None:
    refuse(desk, case, note="資料不符。")

    answer = desk.post(reverse("staff:take_back_account", args=[case.pk]), {"decision": key})

    assertContains(answer, "找不到要收回的決定", status_code=409)
    assert HeldDecision.objects.get().state == HeldState.HELD


def test_the_decision_of_another_case_or_question_is_not_taken_back(case: CompanyDocument, desk: Client) -> None:
    refuse(desk, case, note="資料不符。")
    other = a_held_decision(case=an_application().document, question=Question.ACCOUNT)

    answer = desk.post(reverse("staff:take_back_account", args=[case.pk]), {"decision": other.pk})

    assert answer.status_code == 409
    assert HeldDecision.objects.filter(state=HeldState.HELD).count() == 2


def test_deciding_what_is_held_tells_by_whom_and_until_when(
    case: CompanyDocument, desk: Client, reviewer: User
) -> None:
    decision = refuse(desk, case, note="資料不符。")

    answer = desk.post(reverse("staff:decide_account", args=[case.pk]), {"decision": "approve", "note": "歡迎。"})

    due = f"{timezone.localtime(decision.due_at):%H:%M}"
    told = f"決定為「審核不通過」，將於 {due} 生效並寄信；這次沒有再決定，也沒有再寄信。"
    assertContains(answer, f"帳號審核已由 {reviewer.name} 於", status_code=409)
    assertContains(answer, told, status_code=409)
    assertContains(answer, "<p>歡迎。</p>", status_code=409, html=True)
    assert HeldDecision.objects.count() == 1
