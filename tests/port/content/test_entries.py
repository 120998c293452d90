"""What is shown to whom, and in which order; what a row can never say."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from port.content.enums import Audience, EntryKind, Topic
from port.content.history import live_revision, newest_revision
from port.content.models import Entry
from tests.factories import an_entry, an_unpublished_entry

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)


def news() -> list[Entry]:
    return list(Entry.objects.news(on=TODAY))


def test_news_appear_on_their_day_the_newest_first():
    old, today = an_entry(shown_from=TODAY - DAY), an_entry(shown_from=TODAY)
    an_entry(shown_from=TODAY + DAY)

    assert news() == [today, old]


def test_what_is_pinned_stands_above():
    pinned, later = an_entry(shown_from=TODAY - 9 * DAY, pinned=True), an_entry(shown_from=TODAY)

    assert news() == [pinned, later]


def test_of_two_news_of_one_day_the_later_one_stands_above():
    first, second = an_entry(shown_from=TODAY), an_entry(shown_from=TODAY)

    assert news() == [second, first]


def test_below_an_item_stands_the_rest_of_the_list():
    for number in range(6):
        an_entry(shown_from=TODAY - DAY * (number // 2), pinned=number in {2, 5})
    listed = news()

    behind = [list(Entry.objects.news(on=TODAY).behind(item)) for item in listed]

    assert behind == [listed[number + 1 :] for number in range(len(listed))]


@pytest.mark.parametrize(
    ("shown_from", "shown_until", "shown"),
    [
        (TODAY, None, True),
        (TODAY, TODAY, True),
        (TODAY - DAY, TODAY, True),
        (TODAY + DAY, None, False),
        (TODAY - DAY, TODAY - DAY, False),
    ],
)
def test_it_is_shown_from_its_first_to_its_last_day(shown_from, shown_until, shown):
    an_entry(EntryKind.NOTICE, shown_from=shown_from, shown_until=shown_until)

    assert Entry.objects.notices(on=TODAY, audience=Audience.EVERYONE).exists() is shown


def test_a_notice_greets_those_whom_it_is_meant_for():
    made = {who: an_entry(EntryKind.NOTICE, audience=who, shown_from=TODAY) for who in Audience}

    greeting = {who: set(Entry.objects.notices(on=TODAY, audience=who)) for who in Audience}

    assert greeting == {who: {made[Audience.EVERYONE], made[who]} for who in Audience}


def test_answers_stand_in_the_order_that_staff_gave_them():
    second = an_entry(EntryKind.FAQ, topic=Topic.LOGIN, position=2, shown_from=TODAY)
    first = an_entry(EntryKind.FAQ, topic=Topic.LOGIN, position=1, shown_from=TODAY)
    an_entry(EntryKind.FAQ, topic=Topic.MAIL, shown_from=TODAY)

    assert list(Entry.objects.answers(on=TODAY, topic=Topic.LOGIN)) == [first, second]


@pytest.mark.parametrize(
    ("words", "constraint"),
    [
        ({"topic": "manual"}, "entry_topic_is_of_its_kind"),
        ({"audience": "staff"}, "only_notices_choose_readers"),
        ({"html": ""}, "entry_published_says_something"),
        ({"shown_until": TODAY - DAY}, "entry_ends_after_it_begins"),
        ({"state": "gone"}, "entry_state_is_known"),
    ],
)
def test_a_row_never_says_it(words, constraint):
    entry = an_entry(shown_from=TODAY)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(**words)


def test_a_draft_has_a_newest_revision_and_none_that_is_live():
    entry = an_unpublished_entry()

    assert (newest_revision(entry).number, live_revision(entry)) == (1, None)
