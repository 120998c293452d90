"""The queue of the desk: what waits, in which order, and how it is found."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.companies.enums import DocumentState
from port.companies.workflow import approve_document, reject_document
from port.documents.enums import ScanVerdict
from port.registration.workflow import approve, reject
from port.review.cases import SAME_VIEW, OriginalLocked, note_view, open_original, waiting_cases
from port.review.queue import (
    PAGE_ROWS,
    CaseFilter,
    count_cases,
    filtered_cases,
    found,
    next_waiting,
    previous_waiting,
    queue_page,
    sources,
)
from tests.factories import (
    a_company_account,
    a_company_document,
    a_reviewer,
    a_sight,
    a_stored_document_with_files,
    a_user,
    an_application,
    an_approved_application,
)

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=ZoneInfo("Asia/Taipei"))


def searched(words, chosen=CaseFilter.ALL):
    return queue_page(found(words, chosen=chosen, sight=a_sight())).cases


@pytest.fixture
def each_kind(reviewer):
    """One case in every pair of states, by its name."""
    waiting = an_application(submitted_at=MONDAY)
    account_only = an_application(submitted_at=MONDAY + timedelta(hours=1))
    approve_document(account_only.document, by=reviewer)
    document_only = approve(an_application(submitted_at=MONDAY + timedelta(hours=2)), by=reviewer)
    done = approve(an_application(submitted_at=MONDAY + timedelta(hours=3)), by=reviewer)
    approve_document(done.document, by=reviewer)
    refused = reject(an_application(submitted_at=MONDAY + timedelta(hours=4)), by=reviewer, reasons=[], note="缺頁")
    later = a_company_document(submitted_at=MONDAY + timedelta(hours=5))
    document_refused = a_company_document(submitted_at=MONDAY + timedelta(hours=6))
    reject_document(document_refused, by=reviewer, reasons=[], note="缺頁")
    return {
        "waiting": waiting.document,
        "account only": account_only.document,
        "document only": document_only.document,
        "done": done.document,
        "refused": refused.document,
        "later": later,
        "document refused": document_refused,
    }


IN_FILTER = {
    CaseFilter.WAITING: ["waiting", "account only", "document only", "later"],
    CaseFilter.ACCOUNT: ["waiting", "account only"],
    CaseFilter.DOCUMENT: ["waiting", "document only", "later"],
    CaseFilter.REFUSED: ["refused", "document refused"],
    CaseFilter.DECIDED: ["done", "refused", "document refused"],
    CaseFilter.ALL: ["waiting", "account only", "document only", "done", "refused", "later", "document refused"],
}


@pytest.mark.parametrize("chosen", list(IN_FILTER), ids=str)
def test_each_filter_shows_its_cases_the_longest_waiting_first(each_kind, chosen):
    sight = a_sight()

    found = list(filtered_cases(chosen, sight))

    assert found == [each_kind[name] for name in IN_FILTER[chosen]]
    assert count_cases(sight)[chosen] == len(found)


def test_an_empty_queue_counts_nothing():
    assert count_cases(a_sight()) == dict.fromkeys(CaseFilter, 0)
    assert queue_page(sources(CaseFilter.WAITING, a_sight())).cases == []


@pytest.mark.parametrize(
    "words",
    ["24549210", " 2454 9210 ", "２４５４９２１０", "燈塔", "lighthouse.wang", "Lighthouse.Wang", "115-1116-00042"],
)
def test_a_case_is_found_by_number_company_account_and_reference(words):
    wanted = an_application(
        number="24549210",
        company_name="燈塔示範船務有限公司",
        username="lighthouse.wang",
        reference="115-1116-00042",
    )
    an_application()

    assert searched(words) == [wanted.document]


def test_a_document_handed_in_later_is_found_by_the_number_of_its_company():
    account = a_company_account()
    document = a_company_document(company=account.company)

    assert searched(account.company.number) == [document]


@pytest.mark.parametrize("words", ["lighthouse.wang", "115-1116-00042", "colleague"])
def test_a_document_handed_in_later_is_found_by_the_accounts_and_the_reference_of_its_company(words, reviewer):
    first = an_approved_application(username="lighthouse.wang", reference="115-1116-00042")
    a_company_account(user=a_user(username="colleague"), company=first.company)
    later = a_company_document(company=first.company, submitted_by=first.user, state=DocumentState.REPLACED)
    a_company_document(company=a_company_account().company)

    assert searched(words) == [first.document, later]


@pytest.mark.parametrize("words", ["%", "_", "'; --", "不存在的公司"])
def test_words_that_match_nothing_find_nothing(words):
    an_application()

    assert searched(words) == []


@pytest.mark.parametrize("newest_first", [False, True])
def test_the_pages_show_every_case_once_in_order(newest_first):
    made = [
        a_company_document(submitted_at=MONDAY + timedelta(hours=number // 3)) for number in range(2 * PAGE_ROWS + 1)
    ]
    everything = sources(CaseFilter.ALL, a_sight())
    shown, after, pages = [], "", 0

    while pages == 0 or after:
        page = queue_page(everything, after=after, newest_first=newest_first)
        shown, after, pages = shown + page.cases, page.after or "", pages + 1

    assert shown == (made[::-1] if newest_first else made)
    assert pages == 3


@pytest.mark.parametrize(
    "after", ["x", "2026-11-16_x", "2026-11-16T09:00:00_1", "0001-01-01T00:00:00+14:00_1", "_", "９_９"]
)
def test_a_key_that_is_none_shows_the_first_page(after):
    document = a_company_document(submitted_at=MONDAY)

    assert queue_page(sources(CaseFilter.ALL, a_sight()), after=after).cases == [document]


def test_from_case_to_case_and_from_the_last_to_the_first():
    first, second, third = [a_company_document(submitted_at=MONDAY + timedelta(hours=number)) for number in range(3)]

    assert [next_waiting(case) for case in (first, second, third)] == [second, third, first]
    assert [previous_waiting(case) for case in (first, second, third)] == [None, first, second]


def test_after_the_only_case_there_is_none():
    only = a_company_document()

    assert next_waiting(only) is None


def test_looking_at_a_case_is_recorded_once_an_hour_for_each_reviewer(clock, reviewer):
    application = an_application()
    other = a_reviewer()

    for by in (reviewer, reviewer, other):
        note_view(application.document, by=by)
    clock.advance(SAME_VIEW + timedelta(minutes=1))
    note_view(application.document, by=reviewer)

    views = AuditRecord.objects.about(application).filter(act=Act.APPLICATION_VIEWED)
    assert [view.actor_id for view in views] == [reviewer.pk, other.pk, reviewer.pk]


def test_an_original_that_leaves_is_recorded(reviewer):
    case = a_company_document(file=a_stored_document_with_files())

    with open_original(case, 1, by=reviewer) as file:
        content = file.read()

    record = AuditRecord.objects.about(case).get()
    assert content.startswith(b"%PDF")
    assert (record.act, record.actor_id, record.facts) == (Act.DOCUMENT_DOWNLOADED, reviewer.pk, {"original": 1})


@pytest.mark.parametrize(
    ("verdict", "opens"),
    [
        (ScanVerdict.CLEAN, True),
        (ScanVerdict.NOT_ASKED, True),
        (ScanVerdict.UNSCANNED, False),
        (ScanVerdict.INFECTED, False),
    ],
)
def test_an_original_leaves_only_when_no_virus_is_to_be_feared(reviewer, verdict, opens):
    case = a_company_document(file=a_stored_document_with_files(scan=verdict))

    if opens:
        open_original(case, 1, by=reviewer).close()
    else:
        with pytest.raises(OriginalLocked, match="不能下載"):
            open_original(case, 1, by=reviewer)

    assert AuditRecord.objects.about(case).exists() is opens


def test_an_original_that_is_not_there_leaves_no_record(reviewer):
    case = a_company_document(file=a_stored_document_with_files())

    with pytest.raises(FileNotFoundError):
        open_original(case, 2, by=reviewer)

    assert not AuditRecord.objects.exists()


def test_an_approved_case_without_an_open_document_waits_no_more(reviewer):
    application = an_approved_application()
    approve_document(application.document, by=reviewer)

    assert not waiting_cases().exists()
