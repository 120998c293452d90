"""The dated versions of a text: which one holds on which day, and which came before."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from port.audit.recorder import OPERATOR
from port.content.enums import EntryKind
from port.content.models import Entry
from port.content.versions import before, in_force, versions_of
from port.content.workflow import publish, save_draft
from tests.factories.content import a_draft

pytestmark = pytest.mark.django_db


def another(entry: Entry | None, since: date | None, *, change: str = "") -> Entry:
    draft = a_draft(EntryKind.RULES, slug="rules", body=f"自 {since} 起。", shown_from=since)
    return publish(save_draft(entry=entry, kind=EntryKind.RULES, draft=draft, change=change, by=OPERATOR), by=OPERATOR)


@pytest.fixture
def rules() -> Entry:
    first = another(None, date(2026, 1, 1))
    second = another(first, date(2026, 7, 1), change="第二版")
    return another(second, date(2027, 1, 1))


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2025, 12, 31), None),
        (date(2026, 1, 1), 1),
        (date(2026, 6, 30), 1),
        (date(2026, 7, 1), 2),
        (date(2026, 12, 31), 2),
        (date(2027, 1, 1), 3),
    ],
)
def test_a_version_holds_from_its_day_until_the_next(rules: Entry, day: date, number: int | None) -> None:
    found = in_force(versions_of(rules), on=day)

    assert (found.number if found else None) == number


def test_the_newest_stands_first_with_what_it_changed(rules: Entry) -> None:
    versions = versions_of(rules)

    assert [version.number for version in versions] == [3, 2, 1]
    assert [version.change for version in versions] == ["", "第二版", ""]


def test_each_version_knows_the_one_before(rules: Entry) -> None:
    third, second, first = versions_of(rules)

    assert before([third, second, first], third) == second
    assert before([third, second, first], second) == first
    assert before([third, second, first], first) is None


def test_without_a_day_it_holds_from_when_it_was_published() -> None:
    (version,) = versions_of(another(None, None))

    assert version.since == timezone.localdate()


def test_a_draft_is_no_version(rules: Entry) -> None:
    draft = a_draft(EntryKind.RULES, slug="rules", shown_from=timezone.localdate() - timedelta(days=1))
    save_draft(entry=rules, kind=EntryKind.RULES, draft=draft, by=OPERATOR)

    assert len(versions_of(rules)) == 3


def test_many_versions_are_read_in_one_statement(rules: Entry, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        versions_of(rules)
