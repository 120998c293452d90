"""The portal's pages: they answer, they are safe, and they ask the database little, however much there is."""

import re
from datetime import date

import pytest
from django.test import Client

from port.content.models import News, Notice

pytestmark = pytest.mark.django_db


def _news(count: int) -> None:
    News.objects.bulk_create(
        News(category="notice", title=f"消息 {number}", body="內容", published_on=date(2026, 1, 1))
        for number in range(count)
    )


def test_the_front_page_carries_the_head_the_menu_and_the_notices(client: Client) -> None:
    for text in ("第一則公告", "第二則公告"):
        Notice.objects.create(summary=text, body=f"{text}的內容", shown_from=date(2026, 1, 1))

    page = client.get("/").content.decode()

    words = ["臺灣港務股份有限公司", "通行證資訊網", "TAIWAN INTERNATIONAL PORTS CORPORATION, LTD."]
    links = ["回首頁", "網站導覽", "登入", "註冊", "最新消息", "申請及使用須知", "查詢服務", "FAQ", "常用文件及教學"]
    assert [
        word for word in [*words, *links, "敬愛的業者 您好", "第一則公告的內容", "第二則公告的內容"] if word not in page
    ] == []


def test_a_notice_whose_time_is_over_is_not_shown(client: Client) -> None:
    Notice.objects.create(summary="過期的公告", body="內容", shown_from=date(2020, 1, 1), shown_until=date(2020, 2, 1))

    assert "過期的公告" not in client.get("/").content.decode()


@pytest.mark.parametrize("path", ["/", "/news/", "/notices/", "/register/general/", "/login/"])
def test_the_number_of_queries_does_not_grow_with_the_content(
    client: Client, django_assert_max_num_queries, path: str
) -> None:
    _news(200)

    with django_assert_max_num_queries(4):
        client.get(path)


def test_news_are_paged_by_key(client: Client) -> None:
    _news(45)

    pages, path = [], "/news/"
    while path:
        page = client.get(path).content.decode()
        pages.append(re.findall(r"消息 \d+", page))
        following = re.search(r"/news/\?before=\d+", page)
        path = following.group() if following else ""

    assert [len(titles) for titles in pages] == [20, 20, 5]
    assert len({title for titles in pages for title in titles}) == 45


def test_news_of_tomorrow_cannot_be_read_today(client: Client) -> None:
    item = News.objects.create(category="notice", title="未來", body="內容", published_on=date(2999, 1, 1))

    assert client.get(f"/news/{item.pk}/").status_code == 404


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

    monkeypatch.setattr("web.public.pages.News.objects.published", broken)
    client = Client(raise_request_exception=False)

    answer = client.get("/news/")

    page = answer.content.decode()
    assert answer.status_code == 500
    assert answer["X-Request-ID"] in page
    assert "SELECT" not in page
    assert "Traceback" not in page


def test_every_accesskey_is_told_on_the_site_map(client: Client) -> None:
    page = client.get("/sitemap/").content.decode()

    keys = re.findall(r'accesskey="(\w)"', page)
    assert sorted(keys) == ["C", "U", "Z"]
    assert all(f"Alt+{key}" in page for key in keys)


@pytest.mark.parametrize("path", ["/sitemap/", "/queries/", "/faq/"])
def test_looking_up_and_mending_are_found_from(client: Client, path: str) -> None:
    page = client.get(path).content.decode()

    assert 'href="/queries/progress/"' in page
    assert "補正" in page


def test_healthz_answers_for_the_database(client: Client, monkeypatch) -> None:
    from django.db import OperationalError

    well = client.get("/healthz")
    monkeypatch.setattr("web.public.health.connection.cursor", _no_database(OperationalError))
    ill = client.get("/healthz")

    assert well.status_code == 200
    assert ill.status_code == 503


def _no_database(error: type[Exception]):
    def cursor() -> None:
        raise error

    return cursor


@pytest.mark.parametrize("before", ["²", "٣", "-1", "1.5", "9" * 18, "9" * 5000, "x", ""])
def test_whatever_stands_in_the_address_of_news_is_answered_with_a_page(client: Client, before: str) -> None:
    _news(1)

    answer = client.get("/news/", {"before": before})

    assert answer.status_code == 200
    assert "消息 0" in answer.content.decode()
