"""Search through everything public: marked words, tolerant of how they are written, kind when nothing is found."""

import re

import pytest
from django.test import Client

from port.content.enums import EntryKind
from tests.factories.content import an_entry, an_unpublished_entry, very_many_entries

pytestmark = pytest.mark.django_db


def searched(client: Client, words: str, **more: str) -> str:
    answer = client.get("/search/", {"q": words, **more})
    assert answer.status_code == 200
    return answer.content.decode()


def hits(page: str) -> list[str]:
    found = re.search(r'<ol class="found">.*?</ol>', page, re.DOTALL)
    return re.findall(r'<h3[^>]*><a href="([^"]+)">', found.group()) if found else []


@pytest.mark.parametrize("words", ["臺北港", "台北港", "台北港　", "TWB100"])
def test_words_are_found_however_they_are_written(client: Client, words: str) -> None:
    entry = an_entry(EntryKind.FAQ, slug="taipei", title="臺北港怎麼申請？", body="臺北港代碼 ＴＷＢ１００。")

    assert hits(searched(client, words)) == [f"/faq/{entry.slug}/"]


def test_what_was_searched_for_is_marked_and_nothing_of_it_becomes_markup(client: Client) -> None:
    an_entry(EntryKind.NEWS, title="<b>照明</b>改善", body="夜間照明 <script> 改善。")

    page = searched(client, "照明<i>")

    assert "&lt;b&gt;<mark>照明</mark>&lt;/b&gt;" in page
    assert "照明&lt;i&gt;" in page
    assert "<script>" not in page.replace("<script type", "").replace("<script src", "")


def test_every_kind_is_found_at_its_own_address(client: Client) -> None:
    news = an_entry(EntryKind.NEWS, title="驗證信說明一")
    notice = an_entry(EntryKind.NOTICE, title="驗證信說明二")
    for kind, slug in {
        EntryKind.RULES: "rules",
        EntryKind.FAQ: "mail",
        EntryKind.DOWNLOAD: "guide",
        EntryKind.PAGE: "privacy",
    }.items():
        an_entry(kind, slug=slug, title=f"驗證信說明{slug}")
    an_entry(EntryKind.PAGE, slug="how-to-apply", title="驗證信說明步驟")

    found = hits(searched(client, "驗證信說明"))

    own = {f"/news/{news.pk}/", f"/notices/#notice-{notice.pk}", "/rules/", "/faq/mail/", "/downloads/guide/"}
    assert set(found) == own | {"/privacy/", "/pages/how-to-apply/"}
    assert all(client.get(address.partition("#")[0]).status_code == 200 for address in found)


def test_a_search_may_be_for_one_kind_alone(client: Client) -> None:
    an_entry(EntryKind.NEWS, title="驗證信改版")
    an_entry(EntryKind.FAQ, slug="mail", title="驗證信過期了？")

    page = searched(client, "驗證信", kind="faq")

    assert hits(page) == ["/faq/mail/"]
    assert re.search(r'kind=faq" aria-current="page"', page)
    assert '<input type="hidden" name="kind" value="faq">' in page


def test_what_is_not_published_is_not_found(client: Client) -> None:
    an_unpublished_entry(EntryKind.NEWS, title="還沒有發布的照明")

    assert hits(searched(client, "照明")) == []


def test_when_nothing_is_found_it_is_said_kindly_and_topics_are_offered(client: Client) -> None:
    page = searched(client, "火星移民")

    assert "沒有找到和「火星移民」有關的內容" in page
    assert "換一個說法" in page
    assert 'href="/faq/topics/account/"' in page
    assert 'href="/queries/progress/"' in page
    assert "補正" in page


@pytest.mark.parametrize("words", ["", "   ", "\x00"])
def test_without_words_there_is_a_field_and_topics(client: Client, words: str) -> None:
    page = searched(client, words)

    assert "沒有找到" not in page
    assert 'href="/faq/topics/account/"' in page


@pytest.mark.parametrize("words", ["%", "_", "' OR 1=1 --", "<script>alert(1)</script>", "長" * 5000, "😀", "%00"])
@pytest.mark.parametrize("after", ["", "x", "-1", "9" * 30])
def test_whatever_is_searched_for_is_answered_with_a_page(client: Client, words: str, after: str) -> None:
    an_entry(EntryKind.NEWS)

    page = searched(client, words, after=after, kind=words[:20])

    assert "<script>alert" not in page


def test_many_hits_are_paged_and_cost_the_same(client: Client, django_assert_max_num_queries) -> None:
    very_many_entries(EntryKind.FAQ, 30)

    with django_assert_max_num_queries(3):
        first = searched(client, "通行證申請")
    following = re.search(r'href="(\?q=[^"]+after=\d+)"', first)
    assert following
    second = client.get("/search/" + following.group(1).replace("&amp;", "&")).content.decode()

    assert len(hits(first)) == 20
    assert hits(second)
    assert not set(hits(first)) & set(hits(second))


def test_english_pages_show_english_and_lead_to_english_pages(client: Client) -> None:
    an_entry(EntryKind.FAQ, slug="light", title="照明", title_en="Better lighting", body_en="Slow down at night.")

    page = client.get("/en/search/", {"q": "lighting"}).content.decode()

    assert hits(page) == ["/en/faq/light/"]
    assert "Better <mark>lighting</mark>" in page
