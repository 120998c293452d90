from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from port.accounts.models import User
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.pledges.calendar import desk_calendar, remove_calendar_day, set_calendar_day
from port.pledges.models import CalendarDay

pytestmark = pytest.mark.django_db

TAIPEI = ZoneInfo("Asia/Taipei")
TUESDAY, SATURDAY = date(2026, 11, 17), date(2026, 11, 21)
DAY = timedelta(days=1)


def november(day: int, hour: int = 0) -> datetime:
    """Of 2026, where the 16th is a Monday."""
    return datetime(2026, 11, day, hour, tzinfo=TAIPEI)


def test_a_typhoon_day_is_no_time_that_a_case_waits(head: User) -> None:
    set_calendar_day(date=TUESDAY, is_working=False, name="颱風停班", by=head)

    assert desk_calendar().time(november(16, 9), november(18, 9)) == DAY
    assert desk_calendar().time_before(november(18, 9), DAY) == november(16, 9)


def test_a_saturday_that_is_made_up_counts(head: User) -> None:
    set_calendar_day(date=SATURDAY, is_working=True, name="補行上班", by=head)

    assert desk_calendar().time(november(20, 12), november(23)) == 1.5 * DAY


def test_a_day_that_was_set_and_removed_is_as_the_rules_have_it(head: User) -> None:
    set_calendar_day(date=TUESDAY, is_working=False, name="颱風停班", by=head)

    remove_calendar_day(date=TUESDAY, by=head)
    remove_calendar_day(date=TUESDAY, by=head)

    assert desk_calendar().time(november(16), november(18)) == 2 * DAY
    facts = [record.facts for record in AuditRecord.objects.filter(act=Act.DAY_OFF_SET, actor_id=head.pk)]
    assert facts == [{"date": "2026-11-17", "is_working": False}, {"date": "2026-11-17", "removed": True}]


def test_setting_a_day_again_overrules_what_was_set(head: User) -> None:
    set_calendar_day(date=TUESDAY, is_working=False, name="颱風停班", by=head)

    set_calendar_day(date=TUESDAY, is_working=True, name="照常上班", by=head)

    assert list(CalendarDay.objects.values_list("is_working", "name")) == [(True, "照常上班")]


def test_the_calendar_is_read_once_for_a_whole_page(head: User) -> None:
    set_calendar_day(date=TUESDAY, is_working=False, name="颱風停班", by=head)

    with CaptureQueriesContext(connection) as statements:
        calendar = desk_calendar()
        waited = [calendar.time(november(16, hour), november(20)) for hour in range(10)]

    assert len(statements) == 1
    assert waited[0] == 3 * DAY
