"""What pages read again and again costs nothing, and is never older than what was published last."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from port.audit.recorder import OPERATOR
from port.content.enums import Audience, EntryKind
from port.content.reading import NEWS_ON_THE_FRONT, front_news, notices, page, pages, rules
from port.content.words import words_of
from port.content.workflow import publish, save_draft, withdraw
from port.language import Language
from tests.factories import a_draft, an_entry

pytestmark = pytest.mark.django_db

READS = {
    "news": front_news,
    "notices": lambda on: notices(on, Audience.COMPANIES),
    "pages": pages,
    "rules": rules,
    "a page": lambda on: page("privacy", on),
}


@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_reading_again_asks_the_database_nothing(django_assert_num_queries, read):
    for kind in EntryKind:
        an_entry(kind, **({"slug": "privacy"} if kind == EntryKind.PAGE else {}))
    on = timezone.localdate()
    first = read(on)

    with django_assert_num_queries(0):
        again = read(on)

    assert again == first
    assert first


def test_the_words_are_there_without_another_statement(django_assert_num_queries):
    an_entry()
    found = front_news(timezone.localdate())

    with django_assert_num_queries(0):
        assert words_of(found[0], Language.ENGLISH).title == "Better lighting at night"


def test_what_is_published_is_there_at_once_and_what_is_taken_off_is_gone():
    on = timezone.localdate()
    seen = [len(front_news(on))]
    entry = an_entry()
    seen.append(len(front_news(on)))
    draft = a_draft(title="新的標題")
    publish(save_draft(entry=entry, kind=EntryKind.NEWS, draft=draft, by=OPERATOR), by=OPERATOR)
    seen.append(front_news(on)[0].title)
    withdraw(entry, by=OPERATOR)
    seen.append(len(front_news(on)))

    assert seen == [0, 1, "新的標題", 0]


@pytest.mark.django_db(transaction=True)
def test_nobody_keeps_the_old_words_who_reads_before_the_commit(monkeypatch):
    """Another thread reads between the publishing and its commit: it keeps what was there, until the commit."""
    on, entry = timezone.localdate(), an_entry(title="舊")
    front_news(on)
    old = cache._cache.copy()
    monkeypatch.setattr("port.content.workflow.record", lambda *args, **kwargs: cache._cache.update(old))

    publish(save_draft(entry=entry, kind=EntryKind.NEWS, draft=a_draft(title="新"), by=OPERATOR), by=OPERATOR)

    assert front_news(on)[0].title == "新"


def test_a_day_is_kept_apart_from_the_next():
    on = timezone.localdate()
    an_entry(shown_from=on + timedelta(days=1))

    assert (len(front_news(on)), len(front_news(on + timedelta(days=1)))) == (0, 1)


def test_the_front_has_a_few_and_a_page_that_is_not_there_is_none():
    for _number in range(NEWS_ON_THE_FRONT + 2):
        an_entry()

    assert len(front_news(timezone.localdate())) == NEWS_ON_THE_FRONT
    assert page("nothing", timezone.localdate()) is None
    assert rules(timezone.localdate()) is None


def test_english_is_read_where_all_of_it_is_there():
    whole, without = an_entry(), an_entry(title_en="Title only", body_en="")

    read = [words_of(entry, Language.ENGLISH) for entry in (whole, without)]

    assert [(words.language, words.is_fallback) for words in read] == [
        (Language.ENGLISH, False),
        (Language.CHINESE, True),
    ]
    assert words_of(without, Language.CHINESE).is_fallback is False
