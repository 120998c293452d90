from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from port.accounts.models import User
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.companies.enums import DocumentState
from port.companies.models import CompanyDocument, Reason
from port.pledges.calendar import set_calendar_day
from port.pledges.usual import usual_waiting
from port.registration.enums import ApplicationState
from port.registration.models import AccountApplication
from port.review.figures import FEWEST_ANSWERS, compute_usual_waiting, figures, note_export
from port.upkeep.clock import tell_usual_waiting
from tests.factories import Clock, a_company_document, an_application

pytestmark = pytest.mark.django_db

TAIPEI = ZoneInfo("Asia/Taipei")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def november(day: int, hour: int = 9) -> datetime:
    """Of 2026, where the 16th is a Monday."""
    return datetime(2026, 11, day, hour, tzinfo=TAIPEI)


NOW = november(25, 12)
Made = Callable[..., AccountApplication]


@pytest.fixture
def refused(reviewer: User) -> Made:
    """An account that was applied for and refused then; its document closed with it, so that it is no row of its own."""

    def _refused(sent: datetime, at: datetime, *reasons: Reason, **overrides: object) -> AccountApplication:
        decision = {
            "decided_by": reviewer,
            "decided_at": at,
            "state": ApplicationState.REJECTED,
            "answer": "資料不符。",
        }
        document = a_company_document(submitted_at=sent, state=DocumentState.CLOSED)
        application = an_application(document=document, submitted_at=sent, **decision | overrides)
        application.reasons.set(reasons)
        return application

    return _refused


@pytest.fixture
def document(reviewer: User) -> Callable[..., CompanyDocument]:
    """A document that was handed in and decided then."""

    def _document(sent: datetime, at: datetime, **overrides: object) -> CompanyDocument:
        decision = {"decided_by": reviewer, "decided_at": at, "state": DocumentState.APPROVED}
        return a_company_document(submitted_at=sent, **decision | overrides)

    return _document


def test_a_week_begins_on_monday_in_taiwan_and_the_last_one_is_this_one() -> None:
    weeks = figures(at=NOW, weeks=3).weeks

    assert [week.first for week in weeks] == [date(2026, 11, 9), date(2026, 11, 16), date(2026, 11, 23)]
    assert weeks[-1].last == date(2026, 11, 29)


def test_what_came_in_is_counted_in_the_week_in_which_it_came() -> None:
    sunday_night_in_taiwan, monday = november(22, 23), november(23, 0)
    an_application(submitted_at=sunday_night_in_taiwan)
    an_application(submitted_at=monday)
    a_company_document(submitted_at=monday)

    before, now = figures(at=NOW, weeks=2).weeks

    assert (before.account.received, before.document.received) == (1, 1)
    assert (now.account.received, now.document.received) == (1, 2)
    assert now.both.received == 3


def test_what_was_decided_is_counted_by_question_and_outcome(refused: Made, document, reasons) -> None:
    refused(november(16), november(17), reasons["D01"])
    document(november(16), november(18))
    document(november(16), november(24), state=DocumentState.REJECTED, answer="影像不清楚。")

    before, now = figures(at=NOW, weeks=2).weeks

    assert (before.account.approved, before.account.refused) == (0, 1)
    assert (before.document.approved, before.document.refused) == (1, 0)
    assert (now.document.approved, now.document.refused, now.both.decided) == (0, 1, 1)


def test_what_waited_at_the_end_of_a_week_is_known_afterwards(document) -> None:
    document(november(10), november(24))
    a_company_document(submitted_at=november(17))

    assert [week.document.waiting for week in figures(at=NOW, weeks=3).weeks] == [1, 2, 1]


def test_what_came_before_the_first_week_and_still_waits_is_counted() -> None:
    a_company_document(submitted_at=november(2))

    assert [week.document.waiting for week in figures(at=NOW, weeks=2).weeks] == [1, 1]


def test_waiting_is_counted_in_the_time_of_the_desk(document, head: User) -> None:
    set_calendar_day(date=date(2026, 11, 17), is_working=False, name="颱風停班", by=head)
    document(november(16), november(18))

    [week] = figures(at=november(20), weeks=1).weeks

    assert week.waited.median == DAY


def test_half_took_no_longer_than_the_median_and_nine_of_ten_no_longer_than_most(document) -> None:
    for hours in range(1, 11):
        document(november(16, 0), november(16, 0) + hours * HOUR)

    waited = figures(at=november(20), weeks=1).waited

    assert (waited.median, waited.most, waited.answers) == (5 * HOUR, 9 * HOUR, 10)


def test_a_week_without_an_answer_has_no_waiting() -> None:
    assert figures(at=NOW, weeks=1).weeks[0].waited is None


def test_how_long_a_reopened_case_waited_does_not_count(refused: Made) -> None:
    refused(november(16), november(24), reopened_at=november(23))

    [week] = figures(at=NOW, weeks=1).weeks

    assert week.account.refused == 1
    assert week.waited is None


def test_reasons_are_shares_of_the_refusals_and_a_note_alone_is_told_apart(
    refused: Made, reasons: dict[str, Reason]
) -> None:
    refused(november(16), november(24), reasons["D01"], reasons["D02"])
    refused(november(16), november(24), reasons["D01"])
    refused(november(16), november(24))
    refused(november(2), november(3), reasons["D03"])

    shares = figures(at=NOW, weeks=1).reasons

    told = [(share.reason and share.reason.code, share.given, round(share.share, 2)) for share in shares]
    assert told == [("D01", 2, 0.67), (None, 1, 0.33), ("D02", 1, 0.33)]


def test_the_number_of_statements_does_not_grow(refused: Made, document, reasons: dict[str, Reason]) -> None:
    refused(november(16), november(24), reasons["D01"])
    with CaptureQueriesContext(connection) as with_one:
        figures(at=NOW, weeks=1)
    for day in range(2, 24):
        refused(november(day), november(day + 1), *reasons.values())
        document(november(day), november(day + 1))

    with CaptureQueriesContext(connection) as with_many:
        figures(at=NOW, weeks=52)

    assert len(with_many) == len(with_one) <= 12


def test_only_so_many_rows_are_counted_and_that_is_told(document, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("port.review.asked.MOST_ROWS", 2)
    monkeypatch.setattr("port.review.figures.MOST_ROWS", 2)
    document(november(16), november(17))
    assert not figures(at=NOW).capped

    document(november(16), november(18))
    document(november(16), november(19))

    found = figures(at=NOW)
    assert found.capped
    assert found.waited.answers == 2


def test_the_usual_waiting_is_that_of_the_last_thirty_days(document) -> None:
    document(november(24) - 31 * DAY, november(25) - 31 * DAY)
    for _ in range(FEWEST_ANSWERS):
        document(november(24), november(24) + 3 * HOUR)

    usual = compute_usual_waiting(at=NOW)

    assert (usual.median, usual.most, usual.decided) == (3 * HOUR, 3 * HOUR, FEWEST_ANSWERS)


def test_with_too_few_answers_nothing_is_told(document) -> None:
    for _ in range(FEWEST_ANSWERS - 1):
        document(november(24), november(24) + 3 * HOUR)

    assert compute_usual_waiting(at=NOW) is None


def test_the_clock_publishes_what_it_counts(document, clock: Clock) -> None:
    clock.now = NOW
    tell_usual_waiting(at=clock.now)
    assert usual_waiting() is None

    for _ in range(FEWEST_ANSWERS):
        document(november(24), november(24) + 3 * HOUR)
    tell_usual_waiting(at=clock.now)

    assert usual_waiting().median == 3 * HOUR


def test_an_export_leaves_a_record(reviewer: User) -> None:
    note_export(table="weeks", weeks=12, by=reviewer)

    made = AuditRecord.objects.get(act=Act.FIGURES_EXPORTED)
    assert (made.actor_id, made.facts) == (reviewer.pk, {"table": "weeks", "weeks": 12})
