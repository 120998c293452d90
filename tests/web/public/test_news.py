"""最新消息: by category, pinned first, paged by key; one item with its files."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from port.content.enums import EntryKind
from tests.factories.content import an_attachment, an_entry, an_unpublished_entry, very_many_entries

pytestmark = pytest.mark.django_db


def titles(page: str) -> list[str]:
    return re.findall(r"第 \d+ 則", page)


def page_of(client: Client, address: str) -> str:
    return client.get(address).content.decode().replace("&amp;", "&")


@pytest.mark.parametrize(("begin", "count"), [("/news/", 45), ("/news/?topic=notice", 45), ("/en/news/", 45)])
def test_news_are_paged_by_key_within_their_category(client: Client, begin: str, count: int) -> None:
    very_many_entries(EntryKind.NEWS, count if "topic" not in begin else count * 4)

    pages, path = [], begin
    while path:
        page = page_of(client, path)
        pages.append(titles(page))
        following = re.search(r'href="([^"]+before=\d+)"[^>]* rel="next"', page)
        path = following.group(1) if following else ""

    assert [len(page) for page in pages] == [20, 20, 5]
    assert len({title for page in pages for title in page}) == count


def test_a_later_page_leads_back_to_the_newest(client: Client) -> None:
    entries = very_many_entries(EntryKind.NEWS, 30)

    page = page_of(client, f"/news/?before={entries[10].pk}")

    assert "回最新的消息" in page


def test_the_category_stands_in_the_address_and_in_the_title(client: Client) -> None:
    an_entry(EntryKind.NEWS, topic="maintenance", title="晚間維護")
    an_entry(EntryKind.NEWS, topic="advice", title="請勿轉寄")

    page = page_of(client, "/news/?topic=maintenance")

    assert "晚間維護" in page
    assert "請勿轉寄" not in page
    assert "<title>最新消息－維護｜" in page
    assert re.search(r'<a href="\?topic=maintenance" aria-current="page">', page)


def test_an_empty_category_leads_to_all_news(client: Client) -> None:
    page = page_of(client, "/news/?topic=teaching")

    assert "目前沒有消息" in page
    assert "看全部最新消息" in page


@pytest.mark.parametrize("name", ["before", "topic"])
@pytest.mark.parametrize("value", ["²", "٣", "-1", "1.5", "9" * 18, "9" * 5000, "x", "", "\x00", "account"])
def test_whatever_stands_in_the_address_of_news_is_answered_with_a_page(client: Client, name: str, value: str) -> None:
    an_entry(EntryKind.NEWS, title="消息一則")

    answer = client.get("/news/", {name: value})

    assert answer.status_code == 200
    assert "消息一則" in answer.content.decode()


def test_an_item_is_shown_with_its_text_its_day_and_its_files(client: Client) -> None:
    file = an_attachment(name="時程.csv", title="施工時程")
    item = an_entry(
        EntryKind.NEWS,
        title="夜間照明改善",
        body="## 範圍\n\n**東側**道路",
        shown_from=date(2026, 11, 1),
        files=(str(file.pk),),
    )

    page = page_of(client, f"/news/{item.pk}/")

    assert "<h1>夜間照明改善</h1>" in page
    assert "<h2>範圍</h2>" in page
    assert "<strong>東側</strong>" in page
    assert '<time datetime="2026-11-01">115.11.01</time>' in page
    assert f'href="/files/{file.pk}/' in page
    assert "施工時程" in page
    assert "CSV" in page
    assert "最後更新" in page


def test_what_is_not_for_today_cannot_be_read(client: Client) -> None:
    today = timezone.localdate()
    items = [
        an_entry(EntryKind.NEWS, shown_from=today + timedelta(days=1)),
        an_entry(EntryKind.NEWS, shown_from=today - timedelta(days=9), shown_until=today - timedelta(days=1)),
        an_unpublished_entry(EntryKind.NEWS),
        an_entry(EntryKind.FAQ),
    ]

    assert [client.get(f"/news/{item.pk}/").status_code for item in items] == [404] * 4


def test_a_notice_has_its_place_on_the_page_of_notices(client: Client) -> None:
    notice = an_entry(EntryKind.NOTICE, title="暫停服務", body="今晚暫停。")

    page = page_of(client, "/notices/")

    assert f'id="notice-{notice.pk}"' in page
    assert "今晚暫停。" in page


def test_without_notices_the_page_leads_to_the_news(client: Client) -> None:
    page = page_of(client, "/notices/")

    assert "目前沒有公告" in page
    assert "看最新消息" in page
