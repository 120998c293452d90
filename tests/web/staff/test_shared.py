"""Shared applications at the desk: the list, the page of one, and its answers, which happen at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from port.accounts.models import User
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.registration.enums import ApplicationState
from port.registration.models import AccountApplication
from port.registration.workflow import approve, reject
from tests.factories import a_company_account, a_reviewer, a_shared_application, a_user, an_application

REASON = "身分需再確認。"


@pytest.fixture
def application(db: None) -> AccountApplication:
    return a_shared_application(username="shared.chang", name="張管理", email="chang@example.com", mobile="0922333444")


def path_of(application: AccountApplication) -> str:
    return reverse("staff:shared_case", args=[application.pk])


def decide(desk: Client, application: AccountApplication, decision: str, **typed: Any) -> HttpResponse:
    return desk.post(reverse("staff:decide_shared", args=[application.pk]), {"decision": decision, **typed})


def decided(desk: Client, application: AccountApplication, decision: str, **typed: Any) -> HttpResponse:
    return decide(desk, application, decision, confirmed="yes", **typed)


def reopen(desk: Client, application: AccountApplication, **typed: str) -> HttpResponse:
    return desk.post(reverse("staff:reopen_shared", args=[application.pk]), typed)


def test_the_list_shows_what_waits_with_masked_names_and_the_other_filter_what_is_decided(
    application: AccountApplication, desk: Client, reviewer: User
) -> None:
    refused = reject(a_shared_application(), by=reviewer, reasons=[], note="缺。")
    an_application(username="harbor.general")

    waiting, answered = desk.get("/staff/shared/"), desk.get("/staff/shared/?show=decided")

    assertContains(waiting, application.reference)
    assertNotContains(waiting, "張管理")
    assertNotContains(waiting, refused.reference)
    assertNotContains(waiting, "harbor.general")
    assertContains(answered, refused.reference)
    assertContains(answered, "未通過")
    assertNotContains(answered, application.reference)


@pytest.mark.parametrize("query", ["?show=nothing", "?after=x", "?show=decided&after=2026_1"])
def test_an_address_that_is_not_understood_shows_a_list(
    application: AccountApplication, desk: Client, query: str
) -> None:
    assert desk.get(f"/staff/shared/{query}").status_code == 200


def test_an_empty_list_says_so(desk: Client) -> None:
    assertContains(desk.get("/staff/shared/"), "目前沒有待審的共用帳號")
    assertContains(desk.get("/staff/shared/?show=decided"), "目前沒有已決定的共用帳號")


def test_the_menu_leads_to_the_list(desk: Client) -> None:
    assertContains(desk.get("/staff/"), reverse("staff:shared"))


def test_the_next_page_begins_behind_the_last_row(desk: Client) -> None:
    now = timezone.now()
    applications = [a_shared_application(submitted_at=now - timedelta(minutes=number)) for number in range(52)]

    first = desk.get("/staff/shared/")
    second = desk.get(f"/staff/shared/{first.context['next']}")

    assert len(first.context["rows"]) == 50
    assert [row.application for row in second.context["rows"]] == [applications[1], applications[0]]


def test_the_page_shows_what_was_typed_and_looking_is_recorded(
    application: AccountApplication, desk: Client, reviewer: User
) -> None:
    page = desk.get(path_of(application))

    for words in ("shared.chang", "張管理", "0922333444", "chang@example.com", application.reference):
        assertContains(page, words)
    record = AuditRecord.objects.about(application).get()
    assert (record.act, record.actor_id) == (Act.APPLICATION_VIEWED, reviewer.pk)


def test_the_page_shows_the_general_accounts_of_the_same_person_and_earlier_applications(
    application: AccountApplication, desk: Client
) -> None:
    account = a_company_account(user=a_user(username="harbour.same", email="chang@example.com"))
    earlier = an_application(mobile="0922333444")

    page = desk.get(path_of(application))

    assertContains(page, "harbour.same")
    assertContains(page, account.company.name)
    assertContains(page, reverse("staff:case", args=[earlier.document_id]))
    assertNotContains(page, "沒有找到這個人的一般帳號")


def test_the_page_warns_when_the_person_has_no_general_account(application: AccountApplication, desk: Client) -> None:
    assertContains(desk.get(path_of(application)), "沒有找到這個人的一般帳號")


def test_what_mends_another_shows_what_stood_there_before(desk: Client, reviewer: User) -> None:
    former = reject(a_shared_application(name="遠岸公司"), by=reviewer, reasons=[], note="姓名請填自然人。")
    application = a_shared_application(name="張管理", forerunner=former)

    page = desk.get(path_of(application))

    assertContains(page, "上次：遠岸公司")
    assertContains(page, path_of(former))


def test_a_general_application_has_no_such_page(desk: Client) -> None:
    assert desk.get(reverse("staff:shared_case", args=[an_application().pk])).status_code == 404


@pytest.mark.parametrize("act", ["decide", "preview", "reopen"])
def test_following_a_link_to_an_act_leads_to_the_page_and_does_nothing(
    application: AccountApplication, desk: Client, act: str
) -> None:
    answer = desk.get(reverse(f"staff:{act}_shared", args=[application.pk]))

    assertRedirects(answer, path_of(application))


@pytest.mark.parametrize("act", ["shared_case", "decide_shared", "preview_shared", "reopen_shared"])
def test_no_page_of_it_is_kept_by_a_browser_or_a_cache(application: AccountApplication, desk: Client, act: str) -> None:
    answer = desk.post(reverse(f"staff:{act}", args=[application.pk]))

    assert answer.status_code == 405 or answer.headers["Cache-Control"] == "private, no-store"


def test_reasons_about_a_document_are_not_offered(application: AccountApplication, desk: Client) -> None:
    page = desk.get(path_of(application))

    assertContains(page, "姓名不是自然人")
    assertNotContains(page, "影像無法辨識")


def test_the_button_asks_once_more_says_that_it_is_final_and_shows_the_letter(
    application: AccountApplication, desk: Client
) -> None:
    asked = decide(desk, application, "approve", note="歡迎使用。")

    assertContains(asked, "確定要審核通過?")
    assertContains(asked, "決定立即生效，沒有收回的時間")
    assertContains(asked, "通過說明：歡迎使用。")
    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED
    assert not Letter.objects.exists()


def test_the_second_press_approves_and_sends_the_letter_that_was_shown(
    application: AccountApplication, desk: Client, reviewer: User
) -> None:
    shown = decide(desk, application, "approve", note="歡迎使用。").context["shown"].letter

    answer = decided(desk, application, "approve", note="歡迎使用。")

    assertRedirects(answer, reverse("staff:shared"), status_code=303, fetch_redirect_response=False)
    application.refresh_from_db()
    assert (application.state, application.decided_by) == (ApplicationState.APPROVED, reviewer)
    assert Letter.objects.get(kind=LetterKind.APPLICATION_APPROVED).text == shown.text
    assertContains(
        desk.get("/staff/shared/"), f"共用帳號 {application.reference} 已決定「審核通過」，通知信會寄給申請人。"
    )


def test_after_an_answer_the_next_one_that_waits_comes(application: AccountApplication, desk: Client) -> None:
    following = a_shared_application()

    assertRedirects(decided(desk, application, "approve"), path_of(following), status_code=303)


def test_a_refusal_tells_its_reasons(application: AccountApplication, desk: Client, reason: Any) -> None:
    asked = decide(desk, application, "reject", reasons=[reason("A01")], note="請填身分證上的姓名。")
    decided(desk, application, "reject", reasons=[reason("A01")], note="請填身分證上的姓名。")

    assertContains(asked, "確定要審核不通過?")
    application.refresh_from_db()
    assert application.state == ApplicationState.REJECTED
    letter = Letter.objects.get(kind=LetterKind.APPLICATION_REJECTED)
    assert "帳號的姓名必須是自然人" in letter.text
    assert "請填身分證上的姓名。" in letter.text


@pytest.mark.parametrize("press", [decide, decided])
def test_a_refusal_without_a_reason_is_not_asked_about_nor_done(
    application: AccountApplication, desk: Client, press: Any
) -> None:
    answer = press(desk, application, "reject")

    assertContains(answer, "請至少勾選一項未通過原因，或填寫說明。", status_code=422)
    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED


def test_a_reason_that_is_not_offered_is_not_taken(application: AccountApplication, desk: Client, reason: Any) -> None:
    answer = decided(desk, application, "reject", reasons=[reason("D02")], note="文件不清楚。")

    assert answer.status_code == 422
    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED


def test_ticked_reasons_keep_an_approval_back(application: AccountApplication, desk: Client, reason: Any) -> None:
    answer = decide(desk, application, "approve", reasons=[reason("A01")])

    assertContains(answer, "已勾選未通過原因，不能同時審核通過。", status_code=422)


def test_going_back_from_the_question_brings_what_was_typed(application: AccountApplication, desk: Client) -> None:
    back = desk.post(
        reverse("staff:preview_shared", args=[application.pk]), {"decision": "approve", "note": "歡迎使用。"}
    )

    assertContains(back, "歡迎使用。</textarea>")


def test_with_a_script_only_the_letters_are_drawn_anew(application: AccountApplication, desk: Client) -> None:
    answer = desk.post(
        reverse("staff:preview_shared", args=[application.pk]), {"note": "歡迎使用。"}, headers={"HX-Request": "true"}
    )

    assertContains(answer, "通過說明：歡迎使用。")
    assertNotContains(answer, "<h1>")


@pytest.mark.parametrize("press", [decide, decided])
def test_who_comes_too_late_is_told_who_decided_and_keeps_the_words(
    application: AccountApplication, desk: Client, press: Any
) -> None:
    approve(application, by=a_reviewer(name="陳審核"))

    answer = press(desk, application, "reject", note="請補正姓名。")

    assertContains(answer, "陳審核", status_code=409)
    assertContains(answer, "這次沒有再決定，也沒有再寄信。", status_code=409)
    assertContains(answer, "請補正姓名。", status_code=409)
    assert Letter.objects.count() == 1


def test_pressed_twice_it_is_decided_once(application: AccountApplication, desk: Client) -> None:
    decided(desk, application, "approve")

    again = decided(desk, application, "approve")

    assertContains(again, "這次沒有再決定，也沒有再寄信。", status_code=409)
    assert Letter.objects.count() == 1


def test_a_decided_one_is_opened_again_with_a_reason_that_the_letter_tells(
    application: AccountApplication, desk: Client, reviewer: User
) -> None:
    approve(application, by=reviewer)

    answer = reopen(desk, application, reason=REASON)

    assertRedirects(answer, f"{path_of(application)}#account", status_code=303, fetch_redirect_response=False)
    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED
    assert REASON in Letter.objects.get(kind=LetterKind.APPLICATION_REOPENED).text
    assertContains(desk.get(path_of(application)), REASON)


def test_the_letter_of_a_reopening_is_shown_before_it_leaves(
    application: AccountApplication, desk: Client, reviewer: User
) -> None:
    approve(application, by=reviewer)

    shown = desk.post(
        reverse("staff:reopen_shared", args=[application.pk]),
        {"preview": "yes", "reason": REASON},
        headers={"HX-Request": "true"},
    )

    assertContains(shown, REASON)
    application.refresh_from_db()
    assert application.state == ApplicationState.APPROVED


def test_a_reopening_without_a_reason_and_of_what_waits_is_none(
    application: AccountApplication, desk: Client, reviewer: User
) -> None:
    assertContains(reopen(desk, application, reason=REASON), "這次沒有重新審核，也沒有寄信。", status_code=409)

    approve(application, by=reviewer)

    assertContains(reopen(desk, application, reason=" "), "請寫下重新審核的原因", status_code=422)


def test_the_page_takes_as_many_statements_however_much_there_is(application: AccountApplication, desk: Client) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            desk.get(path_of(application))
        return len(asked)

    a_shared_application(username="the.next")
    desk.get(path_of(application))
    before = statements()
    for _each in range(5):
        a_company_account(user=a_user(email="chang@example.com"))
        an_application(mobile="0922333444")
        a_shared_application(name="張管理")

    assert statements() == before
