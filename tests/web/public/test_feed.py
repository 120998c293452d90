"""最新消息 as RSS."""

from datetime import date
from xml.etree import ElementTree

import pytest
from django.test import Client

from port.content.enums import EntryKind
from tests.factories.content import an_entry, very_many_entries

pytestmark = pytest.mark.django_db


def channel(client: Client, address: str = "/feed/") -> ElementTree.Element:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/rss+xml; charset=utf-8"
    (found,) = ElementTree.fromstring(answer.content)  # noqa: S314 - our own feed
    return found


def test_an_item_carries_its_words_its_address_its_day_and_its_category(client: Client) -> None:
    item = an_entry(
        EntryKind.NEWS,
        title="A&B <照明>",
        body="見[說明](/faq/)與[外部](https://example.org/)。",
        topic="maintenance",
        shown_from=date(2026, 11, 1),
    )

    (told,) = channel(client).findall("item")

    assert told.findtext("title") == "A&B <照明>"
    assert told.findtext("link") == f"http://testserver/news/{item.pk}/"
    assert told.findtext("guid") == f"http://testserver/news/{item.pk}/"
    assert told.findtext("pubDate") == "Sun, 01 Nov 2026 00:00:00 +0800"
    assert told.findtext("category") == "維護"
    assert 'href="http://testserver/faq/"' in (told.findtext("description") or "")
    assert 'href="https://example.org/"' in (told.findtext("description") or "")


def test_the_newest_come_first_whatever_is_pinned(client: Client) -> None:
    an_entry(EntryKind.NEWS, title="舊的置頂", pinned=True, shown_from=date(2026, 1, 1))
    an_entry(EntryKind.NEWS, title="新的", shown_from=date(2026, 11, 1))

    assert [item.findtext("title") for item in channel(client).findall("item")] == ["新的", "舊的置頂"]


def test_a_feed_is_short_and_says_whose_it_is(client: Client) -> None:
    very_many_entries(EntryKind.NEWS, 30)

    found = channel(client)

    assert len(found.findall("item")) == 20
    assert found.findtext("title") == "通行證資訊網最新消息"
    assert found.findtext("language") == "zh-hant"
    assert found.findtext("link") == "http://testserver/news/"


def test_there_is_one_in_english(client: Client) -> None:
    item = an_entry(EntryKind.NEWS, title_en="Better lighting")

    (told,) = channel(client, "/en/feed/").findall("item")

    assert told.findtext("title") == "Better lighting"
    assert told.findtext("link") == f"http://testserver/en/news/{item.pk}/"


def test_an_empty_feed_is_a_feed(client: Client) -> None:
    assert channel(client).findall("item") == []
