"""Both questions answered in one step."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from port.companies.workflow import approve_document
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.registration.models import AccountApplication
from port.review.decisions import apply_due
from port.review.models import HeldDecision
from tests.factories import a_claim, a_company, a_company_document, a_reviewer, an_application

APPROVED = {"account-decision": "approve", "document-decision": "approve"}
MIXED = {"account-decision": "approve", "document-decision": "reject", "document-note": "文件缺第二頁。"}


@pytest.fixture
def application(db: None) -> AccountApplication:
    return an_application()


def post(
    desk: Client, application: AccountApplication, typed: dict[str, Any], view: str = "decide_both"
) -> HttpResponse:
    return desk.post(reverse(f"staff:{view}", args=[application.document_id]), typed)


def test_the_case_offers_it_while_both_wait(application: AccountApplication, desk: Client) -> None:
    path = reverse("staff:case", args=[application.document_id])
    link = f'href="{reverse("staff:decide_both", args=[application.document_id])}"'
    assertContains(desk.get(path), link)

    approve_document(application.document, by=a_reviewer())

    assertNotContains(desk.get(path), link)
    answer = desk.get(reverse("staff:decide_both", args=[application.document_id]))
    assertRedirects(answer, path, fetch_redirect_response=False)


def test_one_step_decides_both_and_goes_on(application: AccountApplication, desk: Client) -> None:
    answer = post(desk, application, MIXED)

    assertRedirects(answer, reverse("staff:queue"), status_code=303, fetch_redirect_response=False)
    application.refresh_from_db()
    assert (application.state, application.document.state) == ("approved", "rejected")
    said = "帳號審核已決定「審核通過」、公司證明文件審核已決定「審核不通過」，通知信會寄給申請人。"
    assertContains(desk.get(reverse("staff:queue")), said)


def test_a_document_that_the_company_has_overtaken_is_told_and_the_account_is_approved(
    application: AccountApplication, desk: Client
) -> None:
    company = a_company(number=application.number)
    a_company_document(company=company)

    answer = desk.post(reverse("staff:decide_both", args=[application.document_id]), APPROVED, follow=True)

    application.refresh_from_db()
    assert (application.state, application.document.state) == ("approved", "replaced")
    assertContains(answer, "帳號審核已決定「審核通過」，通知信會寄給申請人。")
    assertContains(answer, "公司證明文件審核「審核通過」的決定沒有生效，也沒有寄信：這份文件現在的狀態是「")
    assertNotContains(answer, "公司證明文件審核已決定")


def test_the_letters_are_shown_in_the_order_in_which_they_leave_and_as_they_leave(
    application: AccountApplication, desk: Client, settings: LazySettings
) -> None:
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, decision_delay=timedelta(minutes=10))
    path = reverse("staff:preview_both", args=[application.document_id])
    shown = [each.letter for each in desk.post(path, MIXED, headers={"HX-Request": "true"}).context["letters"]]
    post(desk, application, MIXED)

    apply_due(at=HeldDecision.objects.latest("due_at").due_at)

    left = Letter.objects.order_by("created_at")
    kinds = [LetterKind.APPLICATION_APPROVED, LetterKind.DOCUMENT_REJECTED]
    assert [letter.kind for letter in left] == kinds
    assert [letter.text for letter in left] == [letter.text for letter in shown]
    assert left[1].after == left[0]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, "請選擇「審核通過」或「審核不通過」。"),
        ({"account-decision": "approve"}, "公司證明文件審核：請選擇"),
        (APPROVED | {"account-decision": "reject", "document-decision": "reject"}, "請至少勾選一項未通過原因"),
        ({"account-decision": "reject", "account-note": "不符。", "document-decision": "approve"}, "不能同時審核通過"),
        (APPROVED | {"account-decision": "delete"}, "data-error-summary"),
    ],
    ids=["none", "one", "no reason", "contradiction", "unknown"],
)
def test_what_cannot_be_is_asked_back_and_decides_nothing(
    typed: dict[str, str], told: str, application: AccountApplication, desk: Client
) -> None:
    answer = post(desk, application, typed)

    assertContains(answer, told, status_code=422)
    assert not HeldDecision.objects.exists()
    application.refresh_from_db()
    assert application.state == "submitted"


def test_an_approval_with_a_reason_ticked_is_asked_back(application: AccountApplication, desk: Client, reason) -> None:
    answer = post(desk, application, APPROVED | {"document-reasons": [reason("D01")]})

    assertContains(answer, "已勾選未通過原因，不能同時審核通過。", count=2, status_code=422)


def test_a_faster_colleague_is_told_and_what_was_typed_stays(application: AccountApplication, desk: Client) -> None:
    approve_document(application.document, by=a_reviewer(name="陳志明"))

    answer = post(desk, application, MIXED)

    assertContains(answer, "公司證明文件審核已由 陳志明 於", status_code=409)
    assertContains(answer, "文件缺第二頁。</textarea>", status_code=409)
    application.refresh_from_db()
    assert application.state == "submitted"


def test_what_a_colleague_works_on_cannot_be_decided(application: AccountApplication, desk: Client) -> None:
    a_claim(case=application.document, holder=a_reviewer(name="陳志明"))

    answer = post(desk, application, APPROVED)

    assertContains(answer, "這一件由 陳志明 處理中", status_code=409)
    assert not HeldDecision.objects.exists()


def test_without_a_script_the_preview_is_the_whole_case(application: AccountApplication, desk: Client) -> None:
    answer = post(desk, application, MIXED, view="preview_both")

    assertContains(answer, "<html")
    assertContains(answer, "文件缺第二頁。</textarea>")
    assertContains(answer, "- 文件缺第二頁。")
    assertNotContains(answer, "data-error-summary")
    assert not HeldDecision.objects.exists()


def test_a_document_that_came_alone_has_only_one_question(desk: Client) -> None:
    case = a_company_document()

    answers = [
        desk.post(reverse(f"staff:{view}", args=[case.pk]), APPROVED) for view in ("decide_both", "preview_both")
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
