"""Applications for shared accounts at the desk: their list, their decision, and that no page of the queue knows them."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from port.accounts.duties import NotTheirDuty
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.companies.enums import MendableField, ReasonScope
from port.registration.enums import ApplicationState
from port.registration.models import AccountApplication
from port.registration.reopening import reopen
from port.registration.workflow import approve, reject
from port.review.enums import Verdict
from port.review.figures import figures
from port.review.queue import CaseFilter, count_cases, filtered_cases, found, queue_page
from port.review.reopening import reopen_subject, reopenings_of_application
from port.review.shared import (
    PAGE_ROWS,
    SharedFilter,
    answer_shared,
    next_shared,
    note_view_of,
    reasons_for_shared,
    shared_page,
)
from port.workflows import MoveRefused
from tests.factories import (
    a_reason,
    a_refused_application,
    a_shared_application,
    a_sight,
    a_user,
    an_application,
    an_approved_application,
)

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def sent(minutes_ago: int, **overrides) -> AccountApplication:
    return a_shared_application(submitted_at=NOW - timedelta(minutes=minutes_ago), **overrides)


def test_the_list_shows_what_waits_longest_first_and_what_is_decided_newest_first(reviewer):
    younger, older = sent(10), sent(20)
    refused = reject(sent(40), by=reviewer, reasons=[], note="缺。")
    approved = approve(sent(30), by=reviewer)
    an_application()

    assert shared_page(SharedFilter.WAITING).applications == [older, younger]
    assert shared_page(SharedFilter.DECIDED).applications == [approved, refused]


@pytest.mark.parametrize("chosen", SharedFilter)
def test_the_pages_by_key_show_each_once(reviewer, chosen):
    applications = [sent(number // 2) for number in range(PAGE_ROWS + 3)]
    if chosen == SharedFilter.DECIDED:
        AccountApplication.objects.update(
            state=ApplicationState.REJECTED, decided_by=reviewer, decided_at=NOW, answer="缺。"
        )

    first = shared_page(chosen)
    second = shared_page(chosen, after=first.after or "")

    shown = [each.pk for each in first.applications + second.applications]
    assert (len(first.applications), len(second.applications), second.after) == (PAGE_ROWS, 3, None)
    assert sorted(shown) == sorted(each.pk for each in applications)


@pytest.mark.parametrize("key", ["", "x", "2026-01-01_1", "2026-01-01T00:00:00+00:00_x", "_"])
def test_a_key_that_is_none_is_ignored(key):
    application = sent(1)

    assert shared_page(SharedFilter.WAITING, after=key).applications == [application]


def test_the_next_is_the_one_behind_and_after_the_last_the_first():
    first, second, third = sent(30), sent(20), sent(10)

    assert [next_shared(each) for each in (first, second, third)] == [second, third, first]


def test_the_only_one_has_no_next():
    assert next_shared(sent(1)) is None


def test_an_approval_happens_at_once(reviewer):
    application = answer_shared(sent(1), verdict=Verdict.APPROVE, by=reviewer, note="歡迎。")

    assert (application.state, application.answer) == (ApplicationState.APPROVED, "歡迎。")
    assert application.user.is_shared


def test_a_refusal_happens_at_once_and_says_its_reasons(reviewer, reasons):
    application = answer_shared(sent(1), verdict=Verdict.REJECT, by=reviewer, reasons=[reasons["A01"]])

    assert application.state == ApplicationState.REJECTED
    assert list(application.reasons.all()) == [reasons["A01"]]


def test_a_refusal_without_a_reason_is_none(reviewer):
    with pytest.raises(ValidationError):
        answer_shared(sent(1), verdict=Verdict.REJECT, by=reviewer)


@pytest.mark.parametrize("verdict", Verdict)
def test_what_is_decided_is_not_decided_again(reviewer, verdict):
    application = approve(sent(1), by=reviewer)

    with pytest.raises(MoveRefused):
        answer_shared(application, verdict=verdict, by=reviewer, note="再一次")


def test_only_reviewers_decide():
    with pytest.raises(NotTheirDuty):
        answer_shared(sent(1), verdict=Verdict.APPROVE, by=a_user())


def test_the_application_of_a_company_is_not_decided_past_its_case(reviewer):
    with pytest.raises(ValueError, match="as a case"):
        answer_shared(an_application(), verdict=Verdict.APPROVE, by=reviewer)
    with pytest.raises(ValueError, match="no case"):
        reopen_subject(approve(sent(1), by=reviewer), by=reviewer, reason="查核。")


def test_reasons_that_ask_only_for_what_a_company_has_are_not_offered(reasons):
    mobile = a_reason(scope=ReasonScope.ACCOUNT, unlocks=[MendableField.MOBILE, MendableField.NUMBER])

    assert set(reasons_for_shared()) == {reasons["A01"], reasons["Z99"], mobile}


def test_what_a_reopening_told_is_known(reviewer):
    application = reopen(approve(sent(1), by=reviewer), by=reviewer, reason="身分需再確認。")

    told = reopenings_of_application(application)

    assert [(each.titles, each.by, each.reason) for each in told] == [("帳號審核", reviewer, "身分需再確認。")]


def test_looking_is_recorded_once_an_hour_and_anew_when_it_was_decided(reviewer, clock):
    application = sent(1)
    note_view_of(application, by=reviewer)
    note_view_of(application, by=reviewer)
    clock.now += timedelta(minutes=5)

    note_view_of(approve(application, by=reviewer), by=reviewer)

    views = AuditRecord.objects.filter(act=Act.APPLICATION_VIEWED, actor_id=reviewer.pk)
    assert views.count() == 2


@pytest.mark.parametrize("chosen", CaseFilter)
def test_the_queue_counts_and_shows_its_cases_as_if_there_were_no_shared_ones(reviewer, chosen):
    an_application()
    an_approved_application()
    a_refused_application()
    sight = a_sight(by=reviewer)
    before = set(filtered_cases(chosen, sight)), count_cases(sight)

    sent(1)
    approve(sent(2), by=reviewer)
    reject(sent(3), by=reviewer, reasons=[], note="缺。")

    assert (set(filtered_cases(chosen, sight)), count_cases(sight)) == before


def test_a_search_for_a_shared_account_finds_no_case(reviewer):
    application = approve(sent(1), by=reviewer)
    an_approved_application()

    assert not queue_page(found(application.username, chosen=CaseFilter.ALL, sight=a_sight(by=reviewer))).cases


def test_the_figures_of_the_desk_count_them_among_the_accounts(reviewer, reasons):
    at = timezone.now()
    sent(1)
    approve(sent(2), by=reviewer)
    reject(sent(3), by=reviewer, reasons=[reasons["A01"]])

    counted = figures(at=at, weeks=2)

    account, document = ([getattr(week, name) for week in counted.weeks] for name in ("account", "document"))
    assert sum(week.received for week in account) == 3
    assert (account[-1].approved, account[-1].refused, account[-1].waiting) == (1, 1, 1)
    assert sum(week.received + week.decided for week in document) == 0
    assert [share.reason for share in counted.reasons] == [reasons["A01"]]
