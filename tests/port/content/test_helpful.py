"""有幫助嗎?: counted, without knowing whom."""

import pytest

from port.content.enums import EntryKind
from port.content.helpful import LONGEST_COMMENT, answer, comments, shares
from port.content.models import HelpfulAnswer
from tests.factories import an_entry

pytestmark = pytest.mark.django_db


def test_answers_are_counted_by_entry_in_one_statement(django_assert_num_queries):
    liked, disliked, unanswered = (an_entry(EntryKind.FAQ) for _number in range(3))
    answer(liked, helped=True)
    answer(liked, helped=True)
    answer(liked, helped=False)
    answer(disliked, helped=False)

    with django_assert_num_queries(1):
        counted = shares([liked, disliked, unanswered])

    assert counted == {liked.pk: (2, 1), disliked.pk: (0, 1), unanswered.pk: (0, 0)}


def test_what_readers_missed_is_read_the_newest_first():
    entry = an_entry(EntryKind.FAQ)
    answer(entry, helped=True)
    answer(entry, helped=False, comment=" 沒有說\n要多久 ")
    answer(entry, helped=False, comment="字" * 400)

    assert [each.comment for each in comments(entry)] == ["字" * LONGEST_COMMENT, "沒有說 要多久"]


def test_nothing_says_who_it_was():
    assert {field.name for field in HelpfulAnswer._meta.fields} == {"id", "entry", "helped", "comment", "answered_on"}
