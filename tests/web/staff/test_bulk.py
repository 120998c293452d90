"""Many cases with one answer: chosen, asked about a second time, decided one by one, told one by one."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from port.accounts.models import User
from port.companies.enums import DocumentState
from port.companies.models import CompanyDocument
from port.companies.workflow import approve_document
from port.documents.reading.lines import Line
from port.letters.models import Letter
from port.registration.enums import ApplicationState
from port.registration.models import AccountApplication
from port.review.claims import claim
from tests.factories import a_company_document, a_document_reading, a_refused_application, a_reviewer, an_application

QUEUE, BULK = reverse("staff:queue"), reverse("staff:bulk")
CHECK, DECIDE = reverse("staff:bulk_check"), reverse("staff:bulk_decide")
PAPER = [
    Line(page=1, text="營利事業登記證", box=(0.3, 0.1, 0.7, 0.16)),
    Line(page=1, text="營業人名稱 晴海示範船務股份有限公司", box=(0.1, 0.2, 0.9, 0.23)),
    Line(page=1, text="負責人 陳大海　地址 202001基隆市中正區示範路1號", box=(0.1, 0.25, 0.9, 0.28)),
]
APPROVAL = {"part": "both", "verdict": "approve", "note": "", "reasons": []}


@pytest.fixture
def three(db: None) -> list[CompanyDocument]:
    return [an_application().document for _ in range(3)]


def keys(cases: list[CompanyDocument]) -> dict[str, list[int]]:
    return {"case": [case.pk for case in cases]}


def hidden(page: str) -> dict[str, list[str]]:
    """What the hidden fields of a page carry on."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page):
        found.setdefault(name, []).append(unescape(value))
    return found


def test_the_page_lists_what_was_chosen_and_what_speaks_against_it(three: list[CompanyDocument], desk: Client) -> None:
    claimed, bad_number = three[0], an_application(number="12345678").document
    mended = an_application(forerunner=a_refused_application()).document
    done = approve_document(a_company_document(), by=a_reviewer())
    claim(claimed, by=a_reviewer(name="陳志明"))

    answer = desk.post(BULK, keys([*three, bad_number, mended, done]))

    assertContains(answer, "所選的 6 件")
    for case in [*three, bad_number, mended, done]:
        assertContains(answer, case.company_name)
    assertContains(answer, "陳志明 處理中，至")
    assertContains(answer, "統編檢查碼不符", count=1)
    assertContains(answer, "補正後再送", count=1)
    assertContains(answer, "沒有待審項目", count=1)


def test_the_list_costs_as_many_statements_for_many_as_for_few(desk: Client) -> None:
    def statements(cases: list[CompanyDocument]) -> int:
        with CaptureQueriesContext(connection) as taken:
            desk.post(BULK, keys(cases))
        return len(taken)

    desk.get(reverse("staff:queue"))  # the notices of the day are kept from here on
    few = statements([an_application().document])
    many = statements([an_application().document for _ in range(20)])

    assert few == many


@pytest.mark.parametrize("path", [BULK, CHECK, DECIDE])
def test_who_chose_nothing_is_led_back_to_the_same_view(path: str, desk: Client) -> None:
    answer = desk.post(f"{path}?show=document", {"case": ["x", "", "-1", "9" * 30]})

    assertRedirects(answer, f"{QUEUE}?show=document", fetch_redirect_response=False)
    assertContains(desk.get(QUEUE), "請先在清單勾選要一起審核的案件")


@pytest.mark.parametrize("path", [BULK, CHECK, DECIDE])
def test_following_a_link_decides_nothing(path: str, three: list[CompanyDocument], desk: Client) -> None:
    assertRedirects(desk.get(path), QUEUE, fetch_redirect_response=False)


def test_nothing_is_decided_before_the_second_question(three: list[CompanyDocument], desk: Client) -> None:
    answer = desk.post(CHECK, keys(three) | APPROVAL | {"note": "已核對。"})

    assertContains(answer, "確定要對 3 件作成「審核通過」的決定?")
    assertContains(answer, "已核對。")
    assert hidden(answer.content.decode())["case"] == [str(case.pk) for case in three]
    assert CompanyDocument.objects.filter(state=DocumentState.PENDING).count() == 3


def test_a_script_is_asked_in_a_dialog(three: list[CompanyDocument], desk: Client) -> None:
    answer = desk.post(CHECK, keys(three) | APPROVAL, headers={"X-Requested-With": "XMLHttpRequest"})

    assert answer.content.decode().strip().startswith("<dialog")


def test_the_hidden_fields_of_the_question_decide(three: list[CompanyDocument], desk: Client, reason) -> None:
    refusal = {"part": "account", "verdict": "reject", "note": "第一行\n<第二行>", "reasons": [reason("D05")]}
    question = desk.post(CHECK, keys(three) | refusal).content.decode()

    answer = desk.post(DECIDE, hidden(question))

    assertContains(answer, "3 件已決定，0 件沒有決定")
    refused = AccountApplication.objects.filter(state=ApplicationState.REJECTED)
    assert {application.answer.splitlines()[-1] for application in refused} == {"<第二行>"}
    assert refused.count() == 3


def test_whoever_goes_back_finds_what_was_typed(three: list[CompanyDocument], desk: Client) -> None:
    question = desk.post(CHECK, keys(three) | APPROVAL | {"note": "已核對。"}).content.decode()

    answer = desk.post(BULK, hidden(question))

    assertContains(answer, "已核對。")
    assertContains(answer, "所選的 3 件")


def test_each_case_is_told_what_became_of_it(three: list[CompanyDocument], desk: Client, reviewer: User) -> None:
    free, claimed, decided = three
    claim(claimed, by=a_reviewer(name="陳志明"))
    approve_document(decided, by=a_reviewer())
    before = Letter.objects.count()

    answer = desk.post(f"{DECIDE}?show=document", keys(three) | APPROVAL | {"part": "document"})

    assertContains(answer, "1 件已決定，2 件沒有決定")
    page = answer.content.decode()
    assert page.index(claimed.company_name) < page.index(decided.company_name) < page.index(free.company_name)
    assertContains(answer, "陳志明 正在處理這一件")
    assertContains(answer, "現在的狀態是「審核通過」")
    assertContains(answer, f'href="{QUEUE}?show=document"')
    assert Letter.objects.count() == before + 1


def test_sending_twice_decides_once(three: list[CompanyDocument], desk: Client) -> None:
    desk.post(DECIDE, keys(three) | APPROVAL)
    letters = Letter.objects.count()

    again = desk.post(DECIDE, keys(three) | APPROVAL)

    assertContains(again, "0 件已決定，3 件沒有決定")
    assert Letter.objects.count() == letters


WRONG = {
    "no decision": ({"verdict": ""}, "請選擇審核通過或審核不通過"),
    "refusal without a reason": ({"verdict": "reject"}, "請至少勾選一項未通過原因"),
    "other without a note": ({"verdict": "reject", "reasons": ["Z99"]}, "請在說明欄寫下原因"),
    "approval with a reason": ({"reasons": ["D05"]}, "不能同時審核通過"),
    "reason of the account alone": ({"verdict": "reject", "reasons": ["A01"]}, "不適用於所選的審核項目"),
}


@pytest.mark.parametrize("path", [CHECK, DECIDE])
@pytest.mark.parametrize("typed", WRONG)
def test_what_is_missing_is_said_at_its_field(
    typed: str, path: str, three: list[CompanyDocument], desk: Client, reason
) -> None:
    wrong, sentence = WRONG[typed]
    codes = {"reasons": [reason(code) for code in wrong.get("reasons", [])]}

    answer = desk.post(path, keys(three) | APPROVAL | wrong | codes)

    assertContains(answer, sentence, status_code=422)
    assertContains(answer, "所選的 3 件", status_code=422)
    assert CompanyDocument.objects.filter(state=DocumentState.PENDING).count() == 3


@pytest.mark.parametrize("path", [CHECK, DECIDE])
def test_more_than_a_hundred_are_all_shown_and_none_is_decided(path: str, desk: Client) -> None:
    cases = [a_company_document() for _ in range(103)]

    answer = desk.post(path, keys(cases) | APPROVAL | {"part": "document"})

    assertContains(answer, "一次最多決定 100 件，您選了 103 件。請在下面取消勾選 3 件再繼續。", status_code=422)
    assertContains(answer, 'name="case"', count=103, status_code=422)
    assert CompanyDocument.objects.filter(state=DocumentState.PENDING).count() == 103


def test_the_words_of_the_letters_are_shown_while_one_types(three: list[CompanyDocument], desk: Client, reason) -> None:
    typed = {"part": "both", "verdict": "reject", "note": "<b>請見附件</b>", "reasons": [reason("D05")]}

    answer = desk.post(BULK, keys(three) | typed, headers={"HX-Request": "true"})

    assertContains(answer, "公司證明文件缺頁")
    assertContains(answer, "&lt;b&gt;請見附件&lt;/b&gt;")
    assertNotContains(answer, "<form")


def test_only_rows_that_wait_can_be_chosen(desk: Client, reviewer: User) -> None:
    waiting = an_application()
    approve_document(a_company_document(), by=reviewer)

    answer = desk.get(QUEUE, {"show": "all"})

    assertContains(answer, 'name="case"', count=1)
    label = f'aria-label="選取 {waiting.reference} {waiting.company_name}"'
    assertContains(answer, label)
    assertNotContains(desk.get(QUEUE, {"show": "decided"}), "選取本頁")


def test_a_case_whose_paper_was_read_as_another_is_marked_and_not_ticked(desk: Client) -> None:
    unread, abolished = an_application().document, an_application().document
    a_document_reading(abolished.file, lines=PAPER)

    answer = desk.post(BULK, keys([unread, abolished]))

    assertContains(answer, "這份文件看起來是「營利事業登記證」")
    assertContains(answer, f'id="chosen-{unread.pk}" checked')
    assertNotContains(answer, f'id="chosen-{abolished.pk}" checked')
