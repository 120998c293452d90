"""A decided question is asked once more, with a reason that the letter tells."""

import re
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from port.accounts.models import User
from port.companies.models import CompanyDocument
from port.companies.workflow import approve_document
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.registration.models import AccountApplication
from port.registration.workflow import reject
from tests.factories import a_company, a_company_document, a_refused_application, a_verified_application, an_application

REASON = "統一編號需再確認。"


def reopen(desk: Client, question: str, case: CompanyDocument, **typed: str) -> HttpResponse:
    return desk.post(reverse(f"staff:reopen_{question}", args=[case.pk]), typed)


def path_of(case: CompanyDocument) -> str:
    return reverse("staff:case", args=[case.pk])


@pytest.fixture
def refused(db: None) -> AccountApplication:
    return a_refused_application()


def test_only_what_is_decided_can_be_reopened(refused: AccountApplication, desk: Client) -> None:
    waiting = an_application().document

    assertContains(desk.get(path_of(refused.document)), reverse("staff:reopen_account", args=[refused.document_id]))
    assertNotContains(desk.get(path_of(waiting)), "重新審核")
    assertContains(reopen(desk, "account", waiting, reason=REASON), "這次沒有重新審核，也沒有寄信。", status_code=409)


def test_the_account_waits_again_and_the_letter_tells_why(refused: AccountApplication, desk: Client) -> None:
    shown = desk.post(
        reverse("staff:reopen_account", args=[refused.document_id]),
        {"preview": "yes", "reason": REASON},
        headers={"HX-Request": "true"},
    ).context["shown"]
    assert not Letter.objects.filter(kind=LetterKind.APPLICATION_REOPENED).exists()

    answer = reopen(desk, "account", refused.document, reason=REASON)

    assertRedirects(answer, f"{path_of(refused.document)}#account", status_code=303, fetch_redirect_response=False)
    refused.refresh_from_db()
    assert refused.state == "submitted"
    assert Letter.objects.get(kind=LetterKind.APPLICATION_REOPENED).text == shown.letter.text
    assert REASON in shown.letter.text


def test_the_document_in_force_waits_again_and_the_letter_tells_why(desk: Client, reviewer: User) -> None:
    application = a_verified_application()
    case = approve_document(application.document, by=reviewer)
    shown = desk.post(
        reverse("staff:reopen_document", args=[case.pk]),
        {"preview": "yes", "reason": REASON},
        headers={"HX-Request": "true"},
    ).context["shown"]

    reopen(desk, "document", case, reason=REASON)

    case.refresh_from_db()
    assert case.state == "pending"
    assert Letter.objects.get(kind=LetterKind.DOCUMENT_REOPENED).text == shown.letter.text


def test_without_a_reason_nothing_is_reopened(refused: AccountApplication, desk: Client) -> None:
    answer = reopen(desk, "account", refused.document, reason=" ")

    assertContains(answer, "請寫下重新審核的原因，這段文字會寄給申請人。", count=2, status_code=422)
    refused.refresh_from_db()
    assert refused.state == "rejected"


def test_what_came_later_stands_in_the_way_and_says_so(refused: AccountApplication, desk: Client) -> None:
    mended = an_application(forerunner=refused)

    answer = reopen(desk, "account", refused.document, reason=REASON)

    assertContains(answer, f"（受理號碼 {mended.reference}），請改為審核那一份申請。", count=2, status_code=422)
    assertContains(answer, f"{REASON}</textarea>", status_code=422)


def test_without_a_script_the_preview_reopens_nothing(refused: AccountApplication, desk: Client) -> None:
    answer = reopen(desk, "account", refused.document, reason=REASON, preview="yes")

    assertContains(answer, "<html")
    assertContains(answer, f"<p>{REASON}</p>", html=True)
    refused.refresh_from_db()
    assert refused.state == "rejected"


def test_the_case_tells_who_reopened_it_and_why(refused: AccountApplication, desk: Client, reviewer: User) -> None:
    reopen(desk, "account", refused.document, reason="統編 < 8 碼 & 待確認。\n請看第二頁。")

    answer = desk.get(path_of(refused.document))

    assertContains(answer, f"由 {reviewer.name} 重新審核")
    assertContains(answer, "統編 &lt; 8 碼 &amp; 待確認。<br>請看第二頁。")
    assertContains(answer, "由您處理中")


def test_what_was_decided_again_is_told_no_more(refused: AccountApplication, desk: Client, reviewer: User) -> None:
    reopen(desk, "account", refused.document, reason=REASON)
    reject(refused, by=reviewer, reasons=[], note="文件缺第二頁。")

    assert desk.get(path_of(refused.document)).context["reopenings"] == []


def test_the_queue_marks_what_waits_once_more_and_counts_its_time_anew(desk: Client, reviewer: User) -> None:
    long_ago = timezone.now() - timedelta(days=60)
    refused = reject(an_application(submitted_at=long_ago), by=reviewer, reasons=[], note="文件缺第二頁。")
    paper = approve_document(a_company_document(company=a_company(), submitted_at=long_ago), by=reviewer)
    reopen(desk, "account", refused.document, reason=REASON)
    reopen(desk, "document", paper, reason=REASON)
    an_application()

    answer = desk.get(reverse("staff:queue"))
    ages = dict(re.findall(r'id="case-(\d+)".+?<progress max="\d+" value="(\d+)"', answer.content.decode(), re.DOTALL))
    assert [ages[str(case.pk)] for case in (refused.document, paper)] == ["0", "0"]
    assertContains(answer, "重新審核</span>", count=2)


def test_there_is_no_account_to_reopen_without_an_application(desk: Client, reviewer: User) -> None:
    case = a_company_document(state="approved", decided_by=reviewer, decided_at=timezone.now())

    assert reopen(desk, "account", case, reason=REASON).status_code == 404
