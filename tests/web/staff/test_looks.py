"""The second look: a blind page for the second reviewer, and for heads the answers that differ."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from port.accounts.models import User
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.companies.workflow import approve_document
from port.registration.workflow import approve
from port.review.enums import HeldState, LookState, Question, Verdict
from port.review.models import SecondLook
from port.review.second_look import look
from tests.factories import (
    a_company,
    a_company_document,
    a_head,
    a_held_decision,
    a_reviewer,
    a_second_look,
    an_application,
    come_in,
)

LOOKS, DIFFERENT = reverse("staff:looks"), reverse("staff:looks_different")


@pytest.fixture
def first(db: None) -> User:
    return a_reviewer(name="陳志明")


@pytest.fixture
def second_look(first: User) -> SecondLook:
    """At the approval of an account whose document was approved as well, each with a note."""
    application = an_application(company_name="晴海船務有限公司")
    decision = a_held_decision(
        case=application.document, question=Question.ACCOUNT, by=first, state=HeldState.APPLIED, note="先前的話"
    )
    approve(application, by=first, note="先前的話")
    approve_document(application.document, by=first, note="先前的話")
    return a_second_look(decision=decision)


@pytest.fixture
def head(db: None) -> Client:
    return come_in(Client(), a_head())


def path_of(row: SecondLook, act: str = "look") -> str:
    return reverse(f"staff:{act}", args=[row.pk])


def a_difference(**overrides: object) -> SecondLook:
    note = str(overrides.pop("note", "統編不符。"))
    return look(a_second_look(**overrides), by=a_reviewer(name="張複閱"), verdict=Verdict.REJECT, note=note)


def main_of(page: str) -> str:
    return re.search(r"<main.*</main>", page, re.DOTALL)[0]


def test_what_waits_is_listed_without_its_answer(second_look: SecondLook, desk: Client) -> None:
    answer = desk.get(LOOKS)

    assertContains(answer, "晴海船務有限公司")
    assertContains(answer, second_look.decision.case.application.reference)
    for leak in ("陳志明", "審核通過", "先前的話"):
        assertNotContains(answer, leak)


def test_my_own_answers_do_not_wait_for_me(desk: Client, reviewer: User) -> None:
    a_second_look(decision=a_held_decision(by=reviewer, state=HeldState.APPLIED))

    assertContains(desk.get(LOOKS), "目前沒有等您複閱的案件")


def test_the_page_of_a_look_shows_what_was_typed_and_nobodys_answer(second_look: SecondLook, desk: Client) -> None:
    application = second_look.decision.case.application

    answer = desk.get(path_of(second_look))

    for shown in (application.company_name, application.number, application.email, "公司證明文件第 1 頁"):
        assertContains(answer, shown)
    page = main_of(answer.content.decode()).replace("</span>審核通過", "")
    case = reverse("staff:case", args=[second_look.decision.case_id])
    for leak in ("陳志明", "先前的話", "已驗證", "歷程", f'"{case}"'):
        assert leak not in page
    assert page.count("審核通過") == 1, "the choice itself, and nothing else"


def test_a_document_that_was_handed_in_later_is_shown_with_its_company(desk: Client, first: User) -> None:
    document = approve_document(a_company_document(company=a_company(name="補件有限公司")), by=first)
    row = a_second_look(decision=a_held_decision(case=document, by=first, state=HeldState.APPLIED))

    answer = desk.get(path_of(row))

    assertContains(answer, "補件有限公司")
    assertContains(answer, "複閱公司證明文件審核")


def test_looking_is_recorded_once(second_look: SecondLook, desk: Client, reviewer: User) -> None:
    desk.get(path_of(second_look))
    desk.get(path_of(second_look))

    assert AuditRecord.objects.filter(act=Act.APPLICATION_VIEWED, actor_id=reviewer.pk).count() == 1


@pytest.mark.parametrize(
    ("typed", "state"),
    [({"verdict": "approve"}, LookState.AGREED), ({"verdict": "reject", "note": "統編不符。"}, LookState.DIFFERENT)],
)
def test_a_look_is_kept_and_the_same_is_said_whatever_it_was(
    typed: dict[str, str], state: str, second_look: SecondLook, desk: Client, reviewer: User
) -> None:
    answer = desk.post(path_of(second_look), typed, follow=True)

    assertRedirects(answer, LOOKS)
    assertContains(answer, "已記錄您的複閱結論，謝謝。")
    second_look.refresh_from_db()
    assert (second_look.state, second_look.by) == (state, reviewer)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "請選擇審核通過或審核不通過"),
        ({"verdict": "reject"}, "讓主管了解您的判斷"),
        ({"verdict": "approve", "reasons": ["D05"]}, "不能同時審核通過"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(
    typed: dict[str, object], sentence: str, second_look: SecondLook, desk: Client, reason
) -> None:
    codes = {"reasons": [reason(code) for code in typed.get("reasons", [])]}

    answer = desk.post(path_of(second_look), typed | codes)

    assertContains(answer, sentence, status_code=422)
    second_look.refresh_from_db()
    assert second_look.state == LookState.WAITING


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_own_decision_is_not_looked_at(method: str, desk: Client, reviewer: User) -> None:
    row = a_second_look(decision=a_held_decision(by=reviewer, state=HeldState.APPLIED))

    answer = getattr(desk, method)(path_of(row), {"verdict": "approve"}, follow=True)

    assertContains(answer, "這是您自己作的決定")
    assert not AuditRecord.objects.filter(act=Act.APPLICATION_VIEWED).exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_has_seen_the_answer_on_the_page_of_the_case_is_told_so(
    method: str, second_look: SecondLook, desk: Client
) -> None:
    desk.get(reverse("staff:case", args=[second_look.decision.case_id]))

    answer = getattr(desk, method)(path_of(second_look), {"verdict": "approve"}, follow=True)

    assertContains(answer, "已經看過審核結果，請由另一位審核人員複閱")
    assertNotContains(answer, "晴海船務有限公司")


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_look_that_was_taken_is_taken(method: str, second_look: SecondLook, desk: Client) -> None:
    look(second_look, by=a_reviewer(), verdict=Verdict.APPROVE)

    answer = getattr(desk, method)(path_of(second_look), {"verdict": "approve"}, follow=True)

    assertContains(answer, "這件複閱已經由其他審核人員完成")


def test_the_head_sees_both_answers_side_by_side(head: Client, first: User) -> None:
    decision = a_held_decision(by=first, state=HeldState.APPLIED, note="已核對。")
    row = a_difference(decision=decision, note="第二頁看不清楚。")

    answer = head.get(DIFFERENT)

    for shown in ("陳志明", "已核對。", "張複閱", "第二頁看不清楚。"):
        assertContains(answer, shown)
    assertContains(answer, reverse("staff:case", args=[row.decision.case_id]))
    assertNotContains(head.get(LOOKS), row.decision.case.company_name)


def test_the_head_settles_a_difference_with_words(head: Client) -> None:
    row = a_difference()

    without = head.post(path_of(row, "look_settle"), {"note": " "})
    settled = head.post(path_of(row, "look_settle"), {"note": "維持原決定。"}, follow=True)
    again = head.post(path_of(row, "look_settle"), {"note": "再一次。"}, follow=True)

    assertContains(without, "請寫下處理的結果", status_code=422)
    assertContains(settled, "差異已處理")
    assertContains(again, "沒有待處理的差異")
    row.refresh_from_db()
    assert (row.state, row.settlement) == (LookState.SETTLED, "維持原決定。")


@pytest.mark.usefixtures("notices_known")
@pytest.mark.parametrize("path", [LOOKS, DIFFERENT])
def test_the_lists_cost_as_many_statements_for_many_as_for_few(path: str, head: Client) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as taken:
            head.get(path)
        return len(taken)

    def fill(times: int) -> None:
        for _ in range(times):
            a_second_look(decision=a_held_decision(case=an_application().document, state=HeldState.APPLIED))
            a_difference(decision=a_held_decision(case=an_application().document, state=HeldState.APPLIED))

    fill(1)
    few = statements()
    fill(6)

    assert statements() == few


def test_a_long_list_says_that_more_will_come(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.staff.looks.MOST_SHOWN", 2)
    for _ in range(3):
        a_second_look()

    answer = desk.get(LOOKS)

    assert answer.content.decode().count("data-row") == 2
    assertContains(answer, "完成後會補上其餘案件")
