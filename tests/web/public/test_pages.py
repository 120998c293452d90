"""What holds for every page of the portal: it is safe, it says where one is, and it costs the same however much there is."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from port.content.enums import Audience, EntryKind
from tests.factories.content import an_entry, very_many_entries

pytestmark = pytest.mark.django_db

CONTENT = ["news", "notices", "rules", "rules_history", "queries", "faq", "downloads", "search", "sitemap"]
POLICIES = ["privacy", "security", "open_data", "accessibility"]
INNER = [*CONTENT, *POLICIES, "opinions", "opinions_sent"]


def addresses(*names: str) -> list[str]:
    return [reverse(f"public:{name}") for name in names]


def page_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize("path", ["/", "/login/", "/register/general/", "/nowhere/"])
def test_every_page_is_fenced_in(client: Client, path: str) -> None:
    answer = client.get(path)

    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Request-ID"] in answer.content.decode() or answer.status_code == 200


def test_what_does_not_exist_is_answered_with_a_way_on_and_a_number(client: Client) -> None:
    answer = client.get("/nowhere/")

    page = answer.content.decode()
    assert answer.status_code == 404
    assert answer["X-Request-ID"] in page
    assert "網站導覽" in page


def test_an_error_of_ours_shows_its_number_and_no_detail(monkeypatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("SELECT secret FROM somewhere")

    monkeypatch.setattr("web.public.news.kept", broken)
    client = Client(raise_request_exception=False)

    answer = client.get("/news/")

    page = answer.content.decode()
    assert answer.status_code == 500
    assert answer["X-Request-ID"] in page
    assert "SELECT" not in page
    assert "Traceback" not in page


@pytest.mark.parametrize("address", addresses(*INNER))
def test_every_inner_page_says_where_one_is(client: Client, address: str) -> None:
    page = page_of(client, address)

    crumbs = re.search(r'<nav class="crumbs".*?</nav>', page, re.DOTALL)
    assert crumbs
    current = re.search(r'<li aria-current="page"[^>]*>(.+?)</li>', crumbs.group())
    title = re.search(r"<title>(.+?)｜", page)
    assert current
    assert title
    assert current.group(1) in title.group(1)
    assert page.count("<h1") == 1


@pytest.mark.parametrize("address", addresses(*INNER))
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_pages_are_kind_when_nothing_is_published(client: Client, prefix: str, address: str) -> None:
    answer = client.get(f"{prefix}{address}")

    assert answer.status_code == 200
    assert "0809-088-568" in answer.content.decode()


@pytest.mark.parametrize("address", addresses("rules", "rules_history", "faq", "downloads", *POLICIES))
def test_a_page_without_its_text_says_so_and_whom_to_ask(client: Client, address: str) -> None:
    page = page_of(client, address)

    assert "這一頁還沒有內容" in page
    assert "客服專線" in page


def test_content_pages_say_when_they_were_changed_last(client: Client) -> None:
    for kind in EntryKind:
        slug = "privacy" if kind == EntryKind.PAGE else f"the-{kind}"
        an_entry(kind, slug=slug)

    silent = [
        address
        for address in addresses("home", *(name for name in CONTENT if name != "search"), "privacy")
        if "最後更新" not in page_of(client, address)
    ]

    assert silent == []


def test_words_that_are_there_in_chinese_alone_are_marked_in_an_english_page(client: Client) -> None:
    only_chinese = {"title_en": "", "summary_en": "", "body_en": ""}
    item = an_entry(EntryKind.NEWS, title="只有中文的消息", **only_chinese)

    news = page_of(client, "/en/news/")
    page = page_of(client, f"/en/news/{item.pk}/")

    assert re.search(r'<b lang="zh-Hant-TW">\s*只有中文的消息', news)
    assert re.search(r'<article[^>]* lang="zh-Hant-TW">', page)
    assert 'aria-current="page" lang="zh-Hant-TW"' in page
    assert '<article class="told stack-l">' in page_of(client, f"/news/{item.pk}/")


def test_words_that_are_there_in_english_are_shown_in_an_english_page(client: Client) -> None:
    item = an_entry(EntryKind.NEWS, title="照明", title_en="Better lighting", body_en="Slow down.")

    page = page_of(client, f"/en/news/{item.pk}/")

    assert "Better lighting" in page
    assert "Slow down." in page
    assert "照明" not in page


@pytest.mark.parametrize(
    "address",
    ["/", *addresses(*CONTENT), "/privacy/", "/feed/", "/news/?topic=notice", "/en/faq/", "/opinions/", "/login/"],
)
def test_a_page_that_was_read_before_asks_the_database_for_nothing_more_than_the_promise(
    client: Client, django_assert_max_num_queries, address: str
) -> None:
    for kind in EntryKind:
        an_entry(kind, slug="privacy" if kind == EntryKind.PAGE else f"the-{kind}")
    client.get(address)

    with django_assert_max_num_queries(2 if address == "/" else 1):
        client.get(address)


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/", 7),
        ("/news/", 2),
        ("/faq/", 1),
        ("/faq/topics/account/", 1),
        ("/downloads/", 5),
        ("/feed/", 1),
        ("/notices/", 1),
    ],
)
def test_the_cost_of_a_page_does_not_grow_with_the_content(
    client: Client, django_assert_max_num_queries, address: str, most: int
) -> None:
    for kind in (EntryKind.NEWS, EntryKind.FAQ, EntryKind.DOWNLOAD, EntryKind.NOTICE):
        very_many_entries(kind, 60)

    with django_assert_max_num_queries(most):
        assert client.get(address).status_code == 200


def test_what_is_told_to_companies_or_staff_is_not_told_to_strangers(client: Client) -> None:
    an_entry(EntryKind.NOTICE, title="給公司的公告", audience=Audience.COMPANIES)
    an_entry(EntryKind.NOTICE, title="給港務人員的公告", audience=Audience.STAFF)

    seen = "".join(page_of(client, address) for address in ("/", "/notices/", "/search/?q=公告", "/sitemap/"))

    assert "給公司的公告" not in seen
    assert "給港務人員的公告" not in seen
