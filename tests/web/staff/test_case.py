from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from port.accounts.models import User
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.audit.recorder import CLOCK, record
from port.companies.enums import DocumentState, NumberKind
from port.companies.models import CompanyDocument
from port.companies.workflow import reject_document
from port.documents.reading.lines import Line
from port.letters.enums import LetterState
from port.registration.workflow import approve, reject
from port.review.applying import facts_of
from port.review.cases import SAME_VIEW
from port.review.claims import claim, hand_over
from port.review.enums import Question
from port.review.notes import write_note
from port.taiwan.dates import roc_date, roc_datetime
from tests.factories import (
    a_claim,
    a_company,
    a_company_account,
    a_company_document,
    a_document_reading,
    a_held_decision,
    a_letter,
    a_refused_application,
    a_reviewer,
    a_stored_document,
    a_user,
    an_application,
    an_approved_application,
)


def path_of(case: CompanyDocument) -> str:
    return reverse("staff:case", args=[case.pk])


def views() -> int:
    return AuditRecord.objects.filter(act=Act.APPLICATION_VIEWED).count()


def test_what_was_typed_stands_beside_the_pages_of_the_document(desk: Client) -> None:
    application = an_application(number="12345675", name="王小明", email="wang@example.com")
    case = application.document

    answer = desk.get(path_of(case))

    for typed in (
        "12345675",
        "王小明",
        "wang@example.com",
        "0912345678",
        application.company_name,
        application.address,
    ):
        assertContains(answer, f"<b>{typed}</b>", html=True)
    assertContains(answer, f'src="{reverse("staff:page", args=[case.file_id, 1])}"')
    assertContains(answer, f'href="{reverse("staff:original", args=[case.file_id, 1])}"')
    assertContains(answer, f"<h1>{application.company_name}</h1>", html=True)


def test_what_was_typed_is_shown_and_never_run(desk: Client) -> None:
    application = an_application(
        company_name="<script>alert(1)</script>", representative='"><img src=x>', name="{{ 7 }}<i>"
    )

    answer = desk.get(path_of(application.document))

    assertNotContains(answer, "<script>alert")
    assertNotContains(answer, "<img src=x>")
    assertNotContains(answer, "<i>")
    assertContains(answer, "{{ 7 }}&lt;i&gt;")


@pytest.mark.parametrize(
    ("facts", "finding"),
    [
        ({"number": "12345675"}, "檢查碼正確"),
        ({"number": "12345678"}, "檢查碼不符"),
        ({"number": "A01020000A", "number_kind": NumberKind.AGENCY}, "政府機關"),
    ],
)
def test_the_machine_says_what_it_found_about_the_number(facts: dict[str, str], finding: str, desk: Client) -> None:
    application = an_application(**facts)

    answer = desk.get(path_of(application.document))

    assertContains(answer, finding)


def test_other_applications_of_the_number_and_of_the_address_are_pointed_out(desk: Client) -> None:
    application = an_application(number="12345675", email="wang@example.com")
    others = {"mobile": "0933999888", "phone": "04-26562611", "name": "許別人", "representative": "沈他人"}
    same_number = an_application(number="12345675", username="harbour.old", **others)
    same_email = an_application(email="wang@example.com", username="harbour.other", **others)
    an_application(username="harbour.stranger", **others)

    answer = desk.get(path_of(application.document))

    assertContains(answer, f'<a href="{path_of(same_number.document)}">{same_number.reference}</a> harbour.old')
    assertContains(answer, f'<a href="{path_of(same_email.document)}">{same_email.reference}</a> harbour.other')
    assertContains(answer, "同統編</span>", count=1)
    assertContains(answer, "同 Email</span>", count=1)
    assertNotContains(answer, "harbour.stranger")


def test_a_document_handed_in_later_asks_one_question_only(desk: Client) -> None:
    account = a_company_account(user=a_user(name="何補件"), company=a_company(number="12345675"))
    case = a_company_document(company=account.company, submitted_by=account.user)

    answer = desk.get(path_of(case))

    assertContains(answer, "公司證明文件審核</h2>")
    assertNotContains(answer, "帳號審核</h2>")
    assertContains(answer, "<b>何補件</b>", html=True)
    assertContains(answer, "<b>12345675</b>", html=True)


def test_a_document_handed_in_again_shows_what_was_answered_before(desk: Client, reviewer: User) -> None:
    first = approve(an_application(), by=reviewer)
    refused = reject_document(first.document, by=reviewer, reasons=[], note="請改附變更登記表。")
    later = a_company_document(company=first.company, submitted_by=first.user)

    answer, past = desk.get(path_of(later)), desk.get(path_of(refused))

    assertContains(answer, f'<a href="{path_of(refused)}">{first.reference}</a> {first.username}')
    assertContains(answer, "這家公司：帳號 1 個、其他文件 1 份")
    assertContains(answer, "請改附變更登記表。")
    assertContains(answer, "沒有相同的檔案、統編、Email、電話或人員")
    assertContains(past, "這家公司後來送出了更新的文件")
    assertContains(past, f'<a href="{path_of(later)}">補送文件・{roc_datetime(later.submitted_at)} 送出</a>')
    assertNotContains(answer, "這家公司後來送出了更新的文件")


def test_the_link_of_a_letter_is_not_even_read(desk: Client, reviewer: User) -> None:
    application = approve(an_application(), by=reviewer)

    with CaptureQueriesContext(connection) as statements:
        desk.get(path_of(application.document))

    assert not [each for each in statements.captured_queries if '"letters_letter"."link"' in each["sql"]]


def test_the_history_tells_acts_and_letters_newest_first(desk: Client, reviewer: User) -> None:
    application = approve(an_application(), by=a_reviewer(name="陳志明"))
    a_letter(
        about_type="companies.companydocument",
        about_id=str(application.document_id),
        state=LetterState.FAILED,
        tries=10,
        last_error="SMTPConnectError",
        created_at=timezone.now() - timedelta(days=1),
    )

    days = desk.get(path_of(application.document)).context["days"]
    told = [event.text for day in days for event in day.events]

    assert [day.shown for day in days] == [roc_date(timezone.now() - timedelta(days=ago)) for ago in (0, 1)]
    assert told[0] == f"{reviewer.name}　查看申請資料"
    assert "陳志明　帳號審核通過" in told
    assert "帳號註冊通知（審核通過）　待寄送" in told
    assert told[-1].endswith("無法寄達，已試 10 次")


def test_the_history_tells_what_the_desk_and_the_scanner_did(desk: Client, reviewer: User) -> None:
    case = an_application().document
    colleague = a_reviewer(name="陳志明")
    claim(case, by=reviewer)
    hand_over(case, by=reviewer, to=colleague)
    write_note(case, by=colleague, text="已電話確認。")
    decision = a_held_decision(case=case, by=colleague, question=Question.ACCOUNT)
    with transaction.atomic():
        record(Act.DECISION_MADE, about=case, by=colleague, facts=facts_of(decision))
        record(Act.DOCUMENT_INFECTED, about=case.file, by=CLOCK)

    days = desk.get(path_of(case)).context["days"]

    told = [event.text for day in days for event in day.events]
    assert told[1:6] == [
        "系統　公司證明文件偵測到病毒",
        "陳志明　作成決定（尚未寄信）　帳號審核「審核通過」",
        "陳志明　寫下內部註記",
        f"{reviewer.name}　移交案件給 陳志明",
        f"{reviewer.name}　領取案件",
    ]


def test_the_history_tells_whether_a_decision_was_overtaken_or_could_not_be_carried_out(desk: Client) -> None:
    case = a_company_document()
    answer = {"decision": 1, "question": "document", "verdict": "approve", "reasons": []}
    with transaction.atomic():
        for why in ({"state": "replaced"}, {"fault": "OperationalError"}):
            record(Act.DECISION_OVERTAKEN, about=case, by=CLOCK, facts=answer | why)

    days = desk.get(path_of(case)).context["days"]

    told = {event.text for day in days for event in day.events}
    assert "系統　決定未生效（案件已有變動）　公司證明文件審核「審核通過」" in told
    assert "系統　決定未生效（系統無法完成，請重新決定）　公司證明文件審核「審核通過」" in told


def test_the_history_of_a_mended_application_names_the_chain(desk: Client) -> None:
    first = a_refused_application(submitted_at=timezone.now() - timedelta(days=3))
    second = an_application(forerunner=first)

    answer = desk.get(path_of(second.document))

    assertContains(
        answer, f'<a href="{path_of(first.document)}">申請人　送出同一申請的第 1 份（{first.reference}，未通過）</a>'
    )


def test_an_internal_note_is_written_and_shown_to_reviewers(desk: Client, reviewer: User) -> None:
    case = an_application().document
    path = reverse("staff:note", args=[case.pk])

    empty, written = desk.post(path, {"text": " "}), desk.post(path, {"text": "已電話確認\n公司名稱。"})

    assertContains(empty, "請寫下註記內容。", count=2, status_code=422)
    assert written.headers["Location"] == f"{path_of(case)}#notes"
    assertContains(desk.get(path_of(case)), "已電話確認<br>公司名稱。")
    assertContains(desk.get(path_of(case)), "申請人看不到")


def test_who_works_on_a_case_is_said_with_the_time(desk: Client, reviewer: User) -> None:
    mine, theirs, free = [an_application().document for _ in range(3)]
    claims = [a_claim(case=mine, holder=reviewer), a_claim(case=theirs, holder=a_reviewer(name="陳志明"))]
    until = [f"{timezone.localtime(each.until):%H:%M}" for each in claims]

    assertContains(desk.get(path_of(mine)), f"由您處理中，至 {until[0]}")
    assertContains(desk.get(path_of(mine)), reverse("staff:hand_over", args=[mine.pk]))
    assertContains(desk.get(path_of(theirs)), f"陳志明處理中，至 {until[1]}")
    assertNotContains(desk.get(path_of(theirs)), reverse("staff:hand_over", args=[theirs.pk]))
    assertContains(desk.get(path_of(free)), f'action="{reverse("staff:claim", args=[free.pk])}?from=case"')


def test_looking_is_recorded_once_an_hour_for_each_reviewer(desk: Client, reviewer: User) -> None:
    case = an_application().document
    desk.get(path_of(case))

    desk.get(path_of(case))

    assert views() == 1
    assert AuditRecord.objects.get(act=Act.APPLICATION_VIEWED).actor_id == reviewer.pk
    desk.force_login(a_reviewer())
    desk.get(path_of(case))
    assert views() == 2


def test_looking_again_after_an_hour_is_recorded_again(desk: Client, reviewer: User) -> None:
    case = an_application().document
    desk.get(path_of(case))

    with patch("django.utils.timezone.now", return_value=timezone.now() + SAME_VIEW + timedelta(seconds=1)):
        desk.force_login(reviewer)
        desk.get(path_of(case))

    assert views() == 2


def test_a_case_leads_to_its_neighbours_that_wait(desk: Client, reviewer: User) -> None:
    now = timezone.now()
    first, decided, here, last = [an_application(submitted_at=now - timedelta(hours=hours)) for hours in (9, 7, 5, 3)]
    reject(decided, by=reviewer, reasons=[], note="資料不符。")

    answer = desk.get(path_of(here.document))

    assert answer.context["previous"] == first.document
    assert answer.context["next"] == last.document
    assert desk.get(path_of(last.document)).context["next"] == first.document
    assert desk.get(path_of(first.document)).context["previous"] is None


def test_the_last_waiting_case_has_no_next_one(desk: Client) -> None:
    answer = desk.get(path_of(an_application().document))

    assertContains(answer, "沒有其他待審案件")
    assertNotContains(answer, "data-next-case")


def test_many_pages_are_opened_by_the_reader(desk: Client) -> None:
    case = a_company_document(file=a_stored_document(page_count=50))

    answer = desk.get(path_of(case))

    assertContains(answer, "看其餘 47 頁")
    assertContains(answer, 'loading="lazy"', count=50)


def test_a_case_that_is_none_is_not_found(desk: Client) -> None:
    assert desk.get(reverse("staff:case", args=[987_654])).status_code == 404


def test_the_number_of_statements_does_not_grow_with_what_surrounds_a_case(desk: Client, reviewer: User) -> None:
    """Few of each on one case, many on the other: company, account, mended application, reading, note, held decision."""
    few, many = _a_busy_case(reviewer, each=1), _a_busy_case(reviewer, each=12)
    for case in (few, many):
        desk.get(path_of(case))

    with CaptureQueriesContext(connection) as with_few:
        desk.get(path_of(few))
    with CaptureQueriesContext(connection) as with_many:
        desk.get(path_of(many))

    assert len(with_many) == len(with_few) < 45


def _a_busy_case(reviewer: User, *, each: int) -> CompanyDocument:
    known = an_approved_application(by=reviewer)
    traits = {"number": known.number, "email": known.email}
    first = a_refused_application(**traits, by=reviewer)
    application = an_application(**traits, forerunner=first)
    case = application.document
    lines = [Line(1, application.number, (0.1, number / 20, 0.3, number / 20 + 0.02)) for number in range(each)]
    a_document_reading(case.file, lines=lines)
    for _ in range(each):
        an_application(**traits)
        a_company_account(company=known.company)
        a_company_document(company=known.company, state=DocumentState.REPLACED)
        a_letter(about_type="companies.companydocument", about_id=str(case.pk))
        write_note(case, by=a_reviewer(), text="已電話確認。")
    a_held_decision(case=case, by=reviewer)
    return case


def test_the_letters_are_folded_until_something_is_said(desk: Client) -> None:
    case = an_application().document

    fresh = desk.get(reverse("staff:case", args=[case.pk]))
    said = desk.post(
        reverse("staff:preview_account", args=[case.pk]), {"note": "已核對。"}, headers={"HX-Request": "true"}
    )

    assert not any(letter.open for region in fresh.context["regions"] for letter in region.letters.values())
    assert all(letter.open for letter in said.context["region"].letters.values())
