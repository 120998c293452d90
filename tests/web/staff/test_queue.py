import re
from datetime import datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from port.accounts.models import User
from port.companies.workflow import approve_document
from port.registration.models import AccountApplication
from port.registration.workflow import approve, reject
from port.review import counting, queue
from port.taiwan.dates import roc_datetime
from tests.factories import (
    Clock,
    a_claim,
    a_company,
    a_company_document,
    a_held_decision,
    a_reviewer,
    a_sight,
    a_user,
    an_application,
)

QUEUE = reverse("staff:queue")


FILLED = ["mine", "returned", "account", "held", "refused", "all"]
"""The views of which the rows come in every shape."""


def hours_ago(hours: int) -> dict[str, object]:
    return {"submitted_at": timezone.now() - timedelta(hours=hours)}


@pytest.fixture
def wednesday_noon(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """A moment from which two working days back is no weekend, and three are."""
    clock = Clock(datetime(2026, 11, 18, 12, tzinfo=ZoneInfo("Asia/Taipei")))
    return clock.rule(monkeypatch).now


def companies(answer: HttpResponse) -> list[str]:
    """The texts of the links of the rows, from top to bottom."""
    links = re.findall(r'class="q-full"><a [^>]*>(.*?)</a>', answer.content.decode())
    return [unescape(link) for link in links]


def refused(application: AccountApplication, *, by: User) -> AccountApplication:
    return reject(application, by=by, reasons=[], note="資料不符。")


def test_the_longest_waiting_case_stands_on_top(desk: Client) -> None:
    young = an_application(**hours_ago(2))
    old = an_application(**hours_ago(30))

    answer = desk.get(QUEUE)

    assert companies(answer) == [old.company_name, young.company_name]
    assertContains(answer, "<h1>審核作業</h1>", html=True)


def test_a_row_names_what_is_needed_to_choose_it(wednesday_noon: datetime, desk: Client) -> None:
    application = an_application(name="王小明", number="12345675", **hours_ago(30))

    answer = desk.get(QUEUE)

    assertContains(answer, f"{application.reference}・統編 12345675")
    assertContains(answer, "王○明")
    assertNotContains(answer, "王小明")
    assertContains(answer, "帳號＋文件")
    assertContains(answer, "<b>1 個工作天 6 小時</b> 剩 18 小時", html=True)
    assertContains(answer, roc_datetime(application.submitted_at))


def test_the_link_is_exactly_the_name_of_the_company(desk: Client) -> None:
    application = an_application(company_name="<b>晴海</b>有限公司")

    answer = desk.get(QUEUE)

    path = reverse("staff:case", args=[application.document_id])
    assertContains(answer, f'<a href="{path}">&lt;b&gt;晴海&lt;/b&gt;有限公司</a>')


def test_a_case_beyond_the_promised_days_says_by_how_much(wednesday_noon: datetime, desk: Client) -> None:
    an_application(**hours_ago(51))

    answer = desk.get(QUEUE)

    assertContains(answer, "<b>2 個工作天 3 小時</b> 逾 3 小時", html=True)
    assertContains(answer, "age--bad")
    assertContains(answer, "已等候（目標 2 個工作天）")


def test_a_weekend_is_no_time_that_a_case_has_waited(wednesday_noon: datetime, desk: Client) -> None:
    an_application(submitted_at=wednesday_noon - timedelta(days=4))

    answer = desk.get(QUEUE)

    assertContains(answer, "<b>2 個工作天 12 小時</b> 逾 12 小時", html=True)


def test_what_is_awaited_shrinks_with_each_decision(desk: Client, reviewer: User) -> None:
    approve(an_application(company_name="只剩文件有限公司"), by=reviewer)
    approve_document(an_application(company_name="只剩帳號有限公司").document, by=reviewer)

    documents = desk.get(QUEUE, {"show": "document"})
    accounts = desk.get(QUEUE, {"show": "account"})

    assert companies(documents) == ["只剩文件有限公司"]
    assert companies(accounts) == ["只剩帳號有限公司"]
    assertContains(documents, '<td role="cell">文件</td>', html=True)
    assertContains(accounts, '<td role="cell">帳號</td>', html=True)


def test_filters_stand_in_the_address(desk: Client, reviewer: User) -> None:
    an_application(company_name="等候有限公司")
    refused(an_application(company_name="未過有限公司"), by=reviewer)
    done = approve(an_application(company_name="已過有限公司"), by=reviewer)
    approve_document(done.document, by=reviewer)

    shown = {name: set(companies(desk.get(QUEUE, {"show": name}))) for name in queue.CaseFilter.values}

    assert shown == {
        "mine": set(),
        "waiting": {"等候有限公司"},
        "over_time": set(),
        "returned": set(),
        "held": set(),
        "account": {"等候有限公司"},
        "document": {"等候有限公司"},
        "refused": {"未過有限公司"},
        "decided": {"未過有限公司", "已過有限公司"},
        "all": {"等候有限公司", "未過有限公司", "已過有限公司"},
    }


def test_a_document_handed_in_later_is_a_case_as_well(desk: Client) -> None:
    company = a_company(name="補件有限公司", number="12345675")
    a_company_document(company=company, submitted_by=a_user(name="何補件"))

    answer = desk.get(QUEUE)

    assert companies(answer) == ["補件有限公司"]
    assertContains(answer, "補送文件・統編 12345675")
    assertContains(answer, "何○件")


@pytest.mark.parametrize("words", ["12345675", "１２３４５６７５", "晴海", "Harbour.Clerk", "115-1122-00001"], ids=str)
def test_a_case_is_found_by_number_company_account_and_reference(words: str, desk: Client) -> None:
    found = an_application(
        number="12345675", company_name="晴海船務有限公司", username="harbour.clerk", reference="115-1122-00001"
    )
    an_application()

    answer = desk.get(QUEUE, {"q": words})

    assert companies(answer) == [found.company_name]


def test_a_search_looks_everywhere_and_a_filter_narrows_it(desk: Client, reviewer: User) -> None:
    an_application(company_name="晴海一有限公司")
    refused(an_application(company_name="晴海二有限公司"), by=reviewer)

    everywhere = desk.get(QUEUE, {"q": "晴海"})
    narrowed = desk.get(QUEUE, {"q": "晴海", "show": "refused"})

    assert set(companies(everywhere)) == {"晴海一有限公司", "晴海二有限公司"}
    assert companies(narrowed) == ["晴海二有限公司"]


def test_an_empty_queue_says_so(desk: Client) -> None:
    assertContains(desk.get(QUEUE), "目前沒有待審案件")
    assertContains(desk.get(QUEUE, {"q": "無此公司"}), "沒有符合的案件")


@pytest.mark.parametrize("words", ["\x00", "晴\u202e海", "長" * 101], ids=["nul", "bidi", "too long"])
def test_a_search_that_cannot_be_is_answered_at_the_field(words: str, desk: Client) -> None:
    answer = desk.get(QUEUE, {"q": words})

    assertContains(answer, 'aria-invalid="true"')


@pytest.mark.parametrize(
    "after",
    ["", "nonsense", "2026-01-01_1", "0001-01-01T00:00:00+08:00_1", "2026-01-01T00:00:00+08:00_" + "9" * 40, "\x00_1"],
)
def test_a_bent_address_shows_a_page_all_the_same(after: str, desk: Client) -> None:
    an_application()

    answer = desk.get(QUEUE, {"after": after, "show": "bent"})

    assert answer.status_code == 200


def test_pages_follow_each_other_without_a_gap(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "PAGE_ROWS", 3)
    same_moment = hours_ago(5)
    expected = [an_application(**same_moment).company_name for _ in range(7)]

    seen, address = [], QUEUE
    while address:
        answer = desk.get(address)
        seen += companies(answer)
        following = answer.context["next"]
        address = QUEUE + following if following else ""

    assert seen == expected


def test_decided_cases_come_newest_first_and_are_paged_too(
    desk: Client, reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "PAGE_ROWS", 2)
    names = [refused(an_application(**hours_ago(hours)), by=reviewer).company_name for hours in (9, 5, 1)]

    first = desk.get(QUEUE, {"show": "decided"})
    second = desk.get(QUEUE + first.context["next"])

    assert companies(first) + companies(second) == names[::-1]


def test_chips_count_in_one_statement_and_stop_counting(
    desk: Client, reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "MOST_COUNTED", 2)
    for _ in range(4):
        an_application()
    refused(an_application(), by=reviewer)
    sight = a_sight(by=reviewer)

    with CaptureQueriesContext(
        connection,
    ) as statements:
        counts = queue.count_cases(sight)

    assert len(statements) == 1
    assert counts == dict.fromkeys(queue.CaseFilter, 0) | {
        queue.CaseFilter.WAITING: 3,
        queue.CaseFilter.ACCOUNT: 3,
        queue.CaseFilter.DOCUMENT: 3,
        queue.CaseFilter.REFUSED: 1,
        queue.CaseFilter.DECIDED: 1,
        queue.CaseFilter.ALL: 3,
    }


def test_more_than_are_counted_is_said_as_more(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "web.staff.queue.count_cases", lambda sight: dict.fromkeys(queue.CaseFilter, queue.MOST_COUNTED + 1)
    )

    answer = desk.get(QUEUE)

    assertContains(answer, f"<b>{queue.MOST_COUNTED}+</b>", count=len(queue.CaseFilter), html=True)


@pytest.mark.parametrize("address", [QUEUE, *(f"{QUEUE}?show={name}" for name in FILLED), f"{QUEUE}?q=示範"])
def test_the_number_of_statements_does_not_grow_with_the_rows(address: str, desk: Client, reviewer: User) -> None:
    def fill(times: int) -> None:
        """Of each kind of row: waiting, claimed, held, mended, and answered."""
        for _ in range(times):
            a_claim(case=an_application().document, holder=reviewer)
            a_claim(case=an_application().document)
            a_held_decision(case=an_application().document)
            an_application(forerunner=refused(an_application(), by=reviewer))
            approve(an_application(), by=reviewer)

    def statements() -> int:
        with CaptureQueriesContext(connection) as taken:
            answer = desk.get(address)
        shown.append(len(companies(answer)))
        return len(taken)

    shown: list[int] = []
    desk.get(QUEUE)  # the notices of the day are kept from here on
    fill(1)
    few = statements()
    fill(12)

    many = statements()

    assert shown[1] > shown[0]
    assert few == many <= 6


def test_the_counts_are_those_of_whoever_asks_and_of_the_moment(reviewer: User) -> None:
    other, now = a_reviewer(), timezone.now()
    case = an_application(submitted_at=now - timedelta(hours=2)).document
    a_claim(case=case, holder=other)

    mine, others, late = (
        queue.count_cases(a_sight(by=reviewer)),
        queue.count_cases(a_sight(by=other)),
        queue.count_cases(a_sight(by=reviewer, late_before=now)),
    )

    assert (mine[queue.CaseFilter.MINE], others[queue.CaseFilter.MINE]) == (0, 1)
    assert (mine[queue.CaseFilter.OVER_TIME], late[queue.CaseFilter.OVER_TIME]) == (0, 1)


def test_what_was_typed_is_text_in_every_part_of_a_row(desk: Client, reviewer: User) -> None:
    case = an_application(company_name="<b>粗體</b>公司", name="<i>").document
    a_claim(case=case, holder=reviewer)

    page = desk.get(QUEUE).content.decode()

    assert "&lt;b&gt;粗體&lt;/b&gt;公司" in page
    assert "<b>粗體" not in page
    assert "<i>" not in page
