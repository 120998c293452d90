from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from port.accounts.models import User
from port.companies.enums import DocumentState
from port.companies.models import CompanyDocument
from port.companies.workflow import approve_document, hand_in
from port.documents.enums import DocumentState as FileState
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.registration.enums import ApplicationState
from port.registration.models import AccountApplication
from port.registration.workflow import approve, reject
from port.review.decisions import apply_due
from port.taiwan.dates import roc_datetime
from tests.factories import a_claim, a_company_document, a_reason, a_reviewer, a_stored_document, an_application

REASON_MISSING = "請至少勾選一項未通過原因，或填寫說明。"
REASONS_TICKED = "已勾選未通過原因，不能同時審核通過。"


@pytest.fixture
def application(db: None) -> AccountApplication:
    return an_application(email="wang@example.com")


def decide(desk: Client, question: str, case: CompanyDocument, decision: str, **typed: Any) -> HttpResponse:
    return desk.post(reverse(f"staff:decide_{question}", args=[case.pk]), {"decision": decision, **typed})


def preview(desk: Client, question: str, case: CompanyDocument, *, htmx: bool = True, **typed: Any) -> HttpResponse:
    headers = {"HX-Request": "true"} if htmx else {}
    return desk.post(reverse(f"staff:preview_{question}", args=[case.pk]), typed, headers=headers)


def path_of(application: AccountApplication) -> str:
    return reverse("staff:case", args=[application.document_id])


def test_one_click_approves_the_account_and_says_so(
    application: AccountApplication, desk: Client, reviewer: User
) -> None:
    answer = decide(desk, "account", application.document, "approve")

    assertRedirects(answer, path_of(application), status_code=303, fetch_redirect_response=False)
    application.refresh_from_db()
    assert application.state == ApplicationState.APPROVED
    assert application.decided_by == reviewer
    assertContains(desk.get(path_of(application)), "帳號審核已決定「審核通過」，通知信會寄給申請人。")


def test_one_click_approves_the_document_with_a_note_for_the_letter(
    application: AccountApplication, desk: Client
) -> None:
    decide(desk, "document", application.document, "approve", note="證明文件齊全。")

    case = CompanyDocument.objects.get()
    assert case.state == DocumentState.APPROVED
    assert "通過說明：證明文件齊全。" in Letter.objects.get(kind=LetterKind.DOCUMENT_APPROVED).text
    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED


@pytest.mark.parametrize(
    ("question", "kind"),
    [("account", LetterKind.APPLICATION_REJECTED), ("document", LetterKind.DOCUMENT_REJECTED)],
)
def test_a_refusal_tells_its_reasons_and_the_note(
    question: str, kind: LetterKind, application: AccountApplication, desk: Client, reason: Callable[[str], int]
) -> None:
    typed = {"reasons": [reason("D01"), reason("D05")], "note": "請附\n變更登記表。"}

    answer = decide(desk, question, application.document, "reject", **typed)

    assert answer.status_code == 303
    text = Letter.objects.get(kind=kind).text
    assert "「營利事業登記證」自98年4月13日起停止使用" in text
    assert "公司證明文件缺頁" in text
    assert "變更登記表。" in text


@pytest.mark.parametrize("question", ["account", "document"])
def test_a_refusal_without_a_reason_is_answered_at_the_field_and_on_top(
    question: str, application: AccountApplication, desk: Client
) -> None:
    answer = decide(desk, question, application.document, "reject")

    assertContains(answer, REASON_MISSING, count=2, status_code=422)
    title = {"account": "帳號審核", "document": "公司證明文件審核"}[question]
    assertContains(answer, f'<a href="#{question}-reasons">{title}：{REASON_MISSING}</a>', status_code=422)
    assertContains(answer, f'id="{question}-reasons"', status_code=422)
    assert not Letter.objects.exists()


def test_the_reason_other_asks_for_a_note_and_keeps_what_was_ticked(
    application: AccountApplication, desk: Client, reason: Callable[[str], int]
) -> None:
    other, lost_page = reason("Z99"), reason("D05")

    answer = decide(desk, "document", application.document, "reject", reasons=[other, lost_page])

    assertContains(answer, "勾選「其他」時，請在說明欄寫下原因", count=2, status_code=422)
    for key in (other, lost_page):
        assert f'value="{key}"' in answer.content.decode().split('id="document"')[1]
    assertContains(answer, "checked", count=3, status_code=422)  # the two, and the switch of the keys


def test_an_approval_with_a_reason_ticked_is_asked_back_and_nothing_is_lost(
    application: AccountApplication, desk: Client, reason: Callable[[str], int]
) -> None:
    typed = {"reasons": [reason("D02")], "note": "頁面太暗。"}

    answer = decide(desk, "account", application.document, "approve", **typed)

    assertContains(answer, REASONS_TICKED, count=2, status_code=422)
    assertContains(answer, "頁面太暗。</textarea>", status_code=422)
    assertContains(answer, "checked", count=2, status_code=422)
    assertContains(answer, "公司證明文件的影像不清楚，無法辨識內容。", status_code=422)
    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED


@pytest.mark.parametrize(
    "typed",
    [
        {"decision": ""},
        {"decision": "delete"},
        {"decision": "reject", "reasons": "987654"},
        {"decision": "reject", "reasons": "nonsense"},
        {"decision": "reject", "note": "\x00"},
        {"decision": "reject", "note": "頁面\u202e太暗"},
        {"decision": "reject", "note": "長" * 1001},
    ],
    ids=["none", "unknown", "no such reason", "no reason", "nul", "bidi", "too long"],
)
def test_what_cannot_be_is_asked_back(typed: dict[str, str], application: AccountApplication, desk: Client) -> None:
    answer = desk.post(reverse("staff:decide_account", args=[application.document_id]), typed)

    assertContains(answer, "data-error-summary", status_code=422)
    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED


def test_a_reason_of_the_other_question_cannot_be_given(
    application: AccountApplication, desk: Client, reason: Callable[[str], int]
) -> None:
    answer = decide(desk, "document", application.document, "reject", reasons=[reason("A01")])

    assertContains(answer, "data-error-summary", status_code=422)
    application.document.refresh_from_db()
    assert application.document.state == DocumentState.PENDING


@pytest.mark.parametrize("question", ["account", "document"])
def test_a_forged_state_or_decider_is_passed_over(
    question: str, application: AccountApplication, desk: Client, reviewer: User
) -> None:
    stranger = a_reviewer()

    decide(desk, question, application.document, "approve", state="verified", decided_by=stranger.pk, by=stranger.pk)

    application.refresh_from_db()
    subject = application if question == "account" else application.document
    assert subject.state == "approved"
    assert subject.decided_by == reviewer


def test_a_second_click_is_told_what_happened(application: AccountApplication, desk: Client) -> None:
    decide(desk, "account", application.document, "approve")

    answer = decide(desk, "account", application.document, "approve")

    application.refresh_from_db()
    told = f"帳號審核已由 林審核 於 {roc_datetime(application.decided_at)} 決定為「審核通過」，這次沒有再決定，也沒有再寄信。"
    assertContains(answer, told, status_code=409)
    assert Letter.objects.filter(kind=LetterKind.APPLICATION_APPROVED).count() == 1


@pytest.mark.parametrize("decision", ["approve", "reject"])
def test_who_comes_second_is_told_who_decided_and_when(
    decision: str, application: AccountApplication, desk: Client
) -> None:
    colleague = a_reviewer(name="陳志明")
    decided = reject(application, by=colleague, reasons=[], note="資料不符。")

    answer = decide(desk, "account", application.document, decision)

    told = f"帳號審核已由 陳志明 於 {roc_datetime(decided.decided_at)} 決定為「審核不通過」"
    assertContains(answer, told, status_code=409)


def test_a_document_that_a_newer_one_replaced_needs_no_decision(desk: Client, reviewer: User) -> None:
    application = approve(an_application(), by=reviewer)
    hand_in(
        file=a_stored_document(state=FileState.STAGED),
        company_name=application.company_name,
        contact_email=application.email,
        company=application.company,
        by=application.user,
    )

    answer = decide(desk, "document", application.document, "approve")

    assertContains(answer, "公司證明文件審核不需要再決定，現在的狀態是「已由新文件取代」。", status_code=409)


def test_what_is_decided_shows_who_when_and_what_was_answered(application: AccountApplication, desk: Client) -> None:
    colleague = a_reviewer(name="陳志明")
    decided = reject(application, by=colleague, reasons=[], note="資料不符，請重填。")

    answer = desk.get(path_of(application))

    assertContains(answer, f"陳志明 於 {roc_datetime(decided.decided_at)} 決定為「審核不通過」。")
    assertContains(answer, "資料不符，請重填。")
    assertContains(answer, "這份文件的狀態是「隨申請結案」，不需要審核。")
    assertNotContains(answer, 'name="decision"')


def test_a_decided_question_leaves_the_other_one_open(application: AccountApplication, desk: Client) -> None:
    approve_document(application.document, by=a_reviewer())

    answer = desk.get(path_of(application))

    assertContains(answer, f'action="{reverse("staff:decide_account", args=[application.document_id])}"')
    assertNotContains(answer, f'action="{reverse("staff:decide_document", args=[application.document_id])}"')


def test_both_letters_can_be_read_before_deciding(application: AccountApplication, desk: Client) -> None:
    page = desk.get(path_of(application))
    answer = preview(desk, "account", application.document, note="請補件。")

    assertContains(page, "已審核通過。請點擊下面的連結完成Email驗證")
    assertContains(page, "勾選未通過原因或填寫說明後，這裡會顯示要寄出的信。", count=2)
    assertContains(answer, "通過說明：請補件。")
    assertContains(answer, "- 請補件。")
    assertContains(answer, "w***@example.com")
    assertNotContains(answer, "[[link]]")
    assertNotContains(answer, "<html")
    assert not Letter.objects.exists()


def test_the_letter_that_leaves_is_the_one_that_was_shown(
    application: AccountApplication, desk: Client, reason: Callable[[str], int]
) -> None:
    typed = {"reasons": [reason("D01")], "note": "請附變更登記表。"}
    region = preview(desk, "document", application.document, **typed).context["region"]

    decide(desk, "document", application.document, "reject", **typed)

    left = Letter.objects.get()
    shown = region.letters["refusal"].letter
    assert (left.subject, left.text, left.html, left.to_address) == (
        shown.subject,
        shown.text,
        shown.html,
        shown.to_address,
    )


def test_without_a_script_the_preview_is_the_whole_case_with_what_was_typed(
    application: AccountApplication, desk: Client, reason: Callable[[str], int]
) -> None:
    typed = {"reasons": [reason("D02")], "note": "頁面太暗。"}

    answer = preview(desk, "document", application.document, htmx=False, **typed)

    assertContains(answer, "<html")
    assertContains(answer, "頁面太暗。</textarea>")
    assertContains(answer, "- 公司證明文件的影像不清楚")
    assertNotContains(answer, "data-error-summary")


@pytest.mark.parametrize("question", ["account", "document"])
def test_the_buttons_stand_apart_and_the_first_one_decides_nothing(
    question: str, application: AccountApplication, desk: Client
) -> None:
    page = desk.get(path_of(application)).content.decode()

    form = page.split(f'action="{reverse(f"staff:decide_{question}", args=[application.document_id])}"')[1]
    places = [
        form.index(part) for part in ("<textarea", "預覽通知信", ">審核通過<", "<fieldset", ">審核不通過<", "<details")
    ]
    assert places == sorted(places)
    assert "formaction" in form[: form.index("</button>")]


def test_the_letter_of_a_refused_document_knows_that_the_account_is_about_to_be_approved(
    application: AccountApplication, desk: Client, reason: Callable[[str], int], settings: LazySettings
) -> None:
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, decision_delay=timedelta(minutes=10))
    typed = {"reasons": [reason("D01")]}
    decide(desk, "account", application.document, "approve")
    shown = preview(desk, "document", application.document, **typed).context["region"].letters["refusal"].letter
    decide(desk, "document", application.document, "reject", **typed)

    apply_due(at=timezone.now() + timedelta(hours=1))

    assert Letter.objects.get(kind=LetterKind.DOCUMENT_REJECTED).text == shown.text


def test_after_the_last_question_the_next_waiting_case_comes_and_says_what_was_decided(
    application: AccountApplication, desk: Client
) -> None:
    waiting = an_application()
    a_claim(case=an_application().document)
    decide(desk, "account", application.document, "approve")

    answer = decide(desk, "document", application.document, "approve")

    assertRedirects(answer, path_of(waiting), status_code=303, fetch_redirect_response=False)
    said = f"{application.company_name} {application.reference}：公司證明文件審核已決定「審核通過」"
    assertContains(desk.get(path_of(waiting)), said)


def test_after_the_last_case_the_queue_comes(desk: Client) -> None:
    case = a_company_document()

    answer = decide(desk, "document", case, "approve")

    assertRedirects(answer, reverse("staff:queue"), status_code=303, fetch_redirect_response=False)


def test_who_comes_second_keeps_what_was_typed(application: AccountApplication, desk: Client) -> None:
    approve(application, by=a_reviewer(name="陳志明"))

    answer = decide(desk, "account", application.document, "reject", note="請附變更登記表。")

    assertContains(answer, "您剛才填寫的內容沒有使用", status_code=409)
    assertContains(answer, "<p>請附變更登記表。</p>", status_code=409, html=True)


def test_what_a_colleague_works_on_cannot_be_decided_and_what_was_typed_stays(
    application: AccountApplication, desk: Client
) -> None:
    claim = a_claim(case=application.document, holder=a_reviewer(name="陳志明"))
    until = f"{timezone.localtime(claim.until):%H:%M}"

    answer = decide(desk, "account", application.document, "reject", note="請附變更登記表。")

    assertContains(answer, f"這一件由 陳志明 處理中，保留至 {until}；這次沒有決定，也沒有寄信。", status_code=409)
    assertContains(answer, "請附變更登記表。</textarea>", status_code=409)
    assertContains(answer, ' disabled aria-describedby="claimed"', count=4, status_code=409)
    assert not Letter.objects.exists()


def test_an_account_is_not_refused_beside_a_document_that_is_about_to_be_approved(
    application: AccountApplication, desk: Client, settings: LazySettings
) -> None:
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, decision_delay=timedelta(minutes=10))
    decide(desk, "document", application.document, "approve")

    answer = decide(desk, "account", application.document, "reject", note="資料不符。")

    assertContains(answer, "帳號審核不通過時，公司證明文件不能同時審核通過", status_code=422)
    assertContains(answer, "資料不符。</textarea>", status_code=422)


def test_a_reason_says_which_fields_it_unlocks(application: AccountApplication, desk: Client) -> None:
    a_reason(label="公司名稱不全", unlocks=["company_name", "document"], help_url="/faq/")

    answer = desk.get(path_of(application))

    assertContains(answer, "公司名稱不全<small>補正：公司名稱、公司證明文件・附說明網頁</small>", count=2)


def test_a_preview_of_what_is_decided_says_who_decided(application: AccountApplication, desk: Client) -> None:
    approve(application, by=a_reviewer(name="陳志明"))

    answer = preview(desk, "account", application.document)

    assertContains(answer, "帳號審核已由 陳志明 於", status_code=409)


def test_there_is_no_account_to_decide_without_an_application(desk: Client) -> None:
    case = a_company_document()

    answer = decide(desk, "account", case, "approve")

    assert answer.status_code == 404


def test_a_post_without_a_token_changes_nothing(application: AccountApplication, reviewer: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(reviewer)

    answer = decide(browser, "account", application.document, "approve")

    assert answer.status_code == 403
    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED
