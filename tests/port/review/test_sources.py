"""Each view of the queue brings, list by list and page by page, what its condition says; and costs as few statements as ever."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from port.companies.workflow import approve_document
from port.registration.workflow import approve, reject
from port.review import finding, queue
from port.review.enums import Question
from port.review.queue import CaseFilter, count_cases, filtered_cases, found, next_waiting, queue_page, sources
from tests.factories import (
    a_claim,
    a_company,
    a_company_document,
    a_held_decision,
    a_refused_application,
    a_sight,
    an_application,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def sight(reviewer):
    """A desk with some cases in every state, all sent at one of four times."""
    sent = [timezone.now() - timedelta(days=days) for days in (9, 7, 3, 1)]
    for moment in sent:
        an_application(submitted_at=moment)
        approve(an_application(submitted_at=moment), by=reviewer)
        approve_document(an_application(submitted_at=moment).document, by=reviewer)
        reject(an_application(submitted_at=moment), by=reviewer, reasons=[], note="缺頁。")
        done = approve(an_application(submitted_at=moment), by=reviewer)
        approve_document(done.document, by=reviewer)
        a_held_decision(case=an_application(submitted_at=moment).document, question=Question.ACCOUNT)
        a_claim(case=an_application(submitted_at=moment).document, holder=reviewer)
        mended = a_refused_application()
        an_application(
            submitted_at=moment,
            forerunner=mended,
            document=a_company_document(forerunner=mended.document, submitted_at=moment),
        )
        a_company_document(company=a_company(), submitted_at=moment)
    return a_sight(by=reviewer)


def all_pages(of, *, newest_first=False):
    shown, after = [], None
    while after is None or after:
        page = queue_page(of, after=after or "", newest_first=newest_first)
        shown, after = shown + page.cases, page.after or ""
    return shown


@pytest.mark.parametrize("chosen", CaseFilter, ids=str)
def test_the_pages_of_a_view_are_all_that_it_holds(chosen, sight, monkeypatch):
    monkeypatch.setattr(queue, "PAGE_ROWS", 3)
    expected = list(filtered_cases(chosen, sight))

    shown = all_pages(sources(chosen, sight))
    from_the_end = all_pages(sources(chosen, sight), newest_first=True)

    assert expected
    assert shown == expected
    assert from_the_end == expected[::-1]
    assert count_cases(sight)[chosen] == len(expected)


@pytest.mark.parametrize("chosen", CaseFilter, ids=str)
@pytest.mark.parametrize("most", [0, 1000], ids=["in most names", "in few names"])
def test_a_search_finds_the_same_in_each_view_however_many_names_have_the_words(chosen, most, sight, monkeypatch):
    monkeypatch.setattr(finding, "MOST_NAMES", most)
    expected = [case for case in filtered_cases(chosen, sight) if "遠岸" in case.company_name]

    shown = all_pages(found("遠岸", chosen=chosen, sight=sight))

    assert shown == expected


def test_a_page_is_one_statement_and_a_search_two(sight):
    with CaptureQueriesContext(connection) as page:
        queue_page(sources(CaseFilter.WAITING, sight))
    with CaptureQueriesContext(connection) as search:
        queue_page(found("遠岸", chosen=CaseFilter.ALL, sight=sight))

    assert (len(page), len(search)) == (1, 2)


def test_the_statement_of_a_page_skips_no_rows_and_counts_none(sight):
    key = f"{timezone.now().isoformat()}_5"

    with CaptureQueriesContext(connection) as taken:
        queue_page(sources(CaseFilter.WAITING, sight), after=key)
        count_cases(sight)
        next_waiting(filtered_cases(CaseFilter.WAITING, sight)[0])

    statements = " ".join(each["sql"].upper() for each in taken)
    assert "OFFSET" not in statements
    assert statements.count("COUNT(*) FROM (SELECT") == statements.count("COUNT(")
