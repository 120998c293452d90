"""The list of requests: paged by key, waiting longest first, ended newest first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from port.changes import listing
from port.changes.models import ChangeRequest
from port.changes.workflow import reject
from tests.factories.changes import a_change

pytestmark = pytest.mark.django_db


@pytest.fixture
def changes(monkeypatch) -> list[ChangeRequest]:
    """Five that wait; two of them were sent at the same instant."""
    monkeypatch.setattr(listing, "PAGE_ROWS", 2)
    made, now = [a_change() for _ in range(5)], timezone.now()
    for number, change in enumerate(made):
        change.submitted_at = now + timedelta(seconds=max(number, 1))
        change.save(update_fields=["submitted_at"])
    return made


def pages(*, ended: bool) -> list[list[ChangeRequest]]:
    found, after = [], ""
    while True:
        page = listing.page_of(ended=ended, after=after)
        found.append(page.changes)
        if not (after := page.after):
            return found


def test_what_waits_comes_page_by_page_the_longest_first(changes):
    assert pages(ended=False) == [changes[:2], changes[2:4], changes[4:]]


def test_what_has_ended_comes_newest_first(changes, reviewer):
    for change in changes:
        reject(change, by=reviewer, reasons=[], note="缺頁")

    assert pages(ended=True) == [changes[:2:-1], changes[2:0:-1], changes[:1]]
    assert pages(ended=False) == [[]]


@pytest.mark.parametrize("after", ["x", "20260101T000000.0_x", "_1", "99999999T000000.0_1", "\x00_1"])
def test_a_key_that_is_none_is_ignored(changes, after):
    assert listing.page_of(ended=False, after=after).changes == changes[:2]


def test_the_list_asks_as_often_however_long_it_is(changes, django_assert_num_queries):
    with django_assert_num_queries(1):
        [(change.company.name, change.asked_by.name) for change in listing.page_of(ended=False).changes]
