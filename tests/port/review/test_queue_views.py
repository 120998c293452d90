"""The views of the queue that depend on who looks and when: 我的, 逾時, 補正後, 待生效; and what a row reads with its case."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from port.companies.reopening import reopen_document
from port.companies.workflow import approve_document, reject_document
from port.pledges.calendar import desk_calendar
from port.registration.models import AccountApplication
from port.registration.reopening import reopen
from port.registration.workflow import approve, reject
from port.review.cases import cases
from port.review.claims import claim
from port.review.enums import HeldState, Question
from port.review.queue import CaseFilter, count_cases, filtered_cases, for_rows
from tests.factories import (
    a_claim,
    a_company,
    a_company_document,
    a_held_decision,
    a_refused_application,
    a_reviewer,
    a_sight,
    an_application,
    an_approved_application,
)

pytestmark = pytest.mark.django_db

WEDNESDAY = datetime(2026, 11, 18, 12, 0, tzinfo=ZoneInfo("Asia/Taipei"))


def shown(chosen, sight):
    found = list(filtered_cases(chosen, sight))
    assert count_cases(sight)[chosen] == len(found)
    return found


def test_mine_is_what_i_have_claimed_as_long_as_the_lease_runs(clock, reviewer):
    mine, theirs, _free = a_company_document(), a_company_document(), a_company_document()
    lease = claim(mine, by=reviewer)
    claim(theirs, by=a_reviewer())

    while_it_runs = shown(CaseFilter.MINE, a_sight(by=reviewer, at=lease.until - timedelta(seconds=1)))
    afterwards = shown(CaseFilter.MINE, a_sight(by=reviewer, at=lease.until))

    assert (while_it_runs, afterwards) == ([mine], [])


def test_over_time_is_what_has_waited_longer_than_the_target_of_the_desks_time():
    promised = timedelta(days=2)
    sent = [WEDNESDAY - timedelta(hours=hours) for hours in (30, 47, 49, 24 * 5)]
    made = [a_company_document(submitted_at=moment) for moment in sent]
    approve_document(a_company_document(submitted_at=sent[-1]), by=a_reviewer())
    calendar = desk_calendar()
    sight = a_sight(at=WEDNESDAY, late_before=calendar.time_before(WEDNESDAY, promised))

    late = shown(CaseFilter.OVER_TIME, sight)

    assert late == [case for case in made[::-1] if calendar.time(case.submitted_at, WEDNESDAY) > promised]
    assert late == [made[3], made[2]]


def over_time_in(days):
    """With a target of two days."""
    return shown(CaseFilter.OVER_TIME, a_sight(at=timezone.now() + timedelta(days=days)))


def test_what_was_reopened_has_waited_since_then(reviewer):
    sent = timezone.now() - timedelta(days=30)
    application, never = [an_application(submitted_at=sent) for _number in range(2)]
    document = approve_document(a_company_document(submitted_at=sent), by=reviewer)
    reopen(reject(application, by=reviewer, reasons=[], note="缺頁"), by=reviewer, reason="再看一次。")
    reopen_document(document, by=reviewer, reason="再看一次。")

    assert over_time_in(days=1) == [never.document]
    assert over_time_in(days=3) == [application.document, never.document, document]


def test_what_waits_beside_a_question_that_was_reopened_and_answered_has_waited_since_it_was_sent(reviewer):
    application = an_approved_application(submitted_at=timezone.now() - timedelta(days=30))

    approve(reopen(application, by=reviewer, reason="再看一次。"), by=reviewer)

    assert over_time_in(days=1) == [application.document]


def test_returned_is_what_was_mended_and_waits():
    refused = a_refused_application()
    mended = an_application(forerunner=refused)
    company, reviewer = a_company(), a_reviewer()
    bad_paper = reject_document(a_company_document(company=company), by=reviewer, reasons=[], note="缺頁")
    new_paper = a_company_document(company=company, forerunner=bad_paper)
    a_company_document(forerunner=approve_document(a_company_document(), by=reviewer))
    an_application()

    waiting = shown(CaseFilter.RETURNED, a_sight())
    approve_document(new_paper, by=reviewer)

    assert waiting == [mended.document, new_paper]
    assert shown(CaseFilter.RETURNED, a_sight()) == [mended.document]


def test_held_is_what_can_still_be_taken_back_and_is_no_longer_decided_or_waiting():
    held, over = a_company_document(), a_company_document()
    a_held_decision(case=held)
    a_held_decision(case=over, state=HeldState.TAKEN_BACK)
    sight = a_sight()

    assert shown(CaseFilter.HELD, sight) == [held]
    assert shown(CaseFilter.WAITING, sight) == [over]
    assert shown(CaseFilter.DECIDED, sight) == []


def test_a_row_needs_no_further_statement_for_claim_held_decisions_and_forerunner(reviewer):
    application = an_application(forerunner=a_refused_application())
    case = application.document
    lease = a_claim(case=case, holder=reviewer)
    account = a_held_decision(case=case, question=Question.ACCOUNT)
    a_held_decision(case=case, question=Question.ACCOUNT, state=HeldState.TAKEN_BACK)
    document = a_held_decision(case=case, question=Question.DOCUMENT)
    plain = a_company_document()

    with CaptureQueriesContext(connection) as statements:
        rows = {row.pk: row for row in for_rows(cases())}
        row, other = rows[case.pk], rows[plain.pk]
        told = (row.claim, row.claim.holder, row.held_account, row.held_document)
        names = ("claim", "held_account", "held_document", "forerunner")
        unclaimed = [getattr(other, name, None) for name in names]

    assert len(statements) == 1
    assert told == (lease, reviewer, account, document)
    assert unclaimed == [None] * 4
    assert len(rows) == AccountApplication.objects.count() + 1


def test_over_time_is_an_indexed_comparison():
    """Only its own condition is added to that of what waits: no function of the database is applied to the time."""
    sight = a_sight()

    sql = str(filtered_cases(CaseFilter.OVER_TIME, sight).query)

    assert '"companies_companydocument"."submitted_at" < ' in sql
