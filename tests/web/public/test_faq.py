"""FAQ: topics with their first questions, a topic with its answers, and each question at its own address."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from port.content.enums import EntryKind, Topic
from port.content.models import HelpfulAnswer
from tests.factories.content import an_entry, an_unpublished_entry, very_many_entries

pytestmark = pytest.mark.django_db


def a_question(**overrides):
    return an_entry(EntryKind.FAQ, **overrides)


def page_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_topics_stand_in_their_order_with_their_first_questions(client: Client) -> None:
    a_question(topic=Topic.LOGIN.value, title="忘記密碼怎麼辦？")
    for number in range(6):
        a_question(topic=Topic.ACCOUNT.value, position=number, title=f"申請的第 {number} 個問題")

    page = page_of(client, "/faq/")

    assert re.findall(r'<h2 class="t-4" id="([a-z-]+)"><a', page) == ["account", "login"]
    assert re.findall(r"申請的第 (\d) 個問題", page) == ["0", "1", "2", "3"]
    assert "「申請帳號」的全部問題" in page
    assert "「登入與密碼」的全部問題" not in page


def test_a_topic_shows_its_answers_and_leads_to_each(client: Client) -> None:
    question = a_question(topic=Topic.LOGIN.value, slug="lost-password", title="忘記密碼？", body="請用「忘記密碼」。")
    a_question(topic=Topic.ACCOUNT.value, title="另一個主題的問題")

    page = page_of(client, "/faq/topics/login/")

    assert "<h1>登入與密碼</h1>" in page
    assert "請用「忘記密碼」。" in page
    assert f'href="/faq/{question.slug}/"' in page
    assert "另一個主題的問題" not in page


@pytest.mark.parametrize("begin", ["/faq/topics/account/", "/en/faq/topics/account/"])
def test_a_long_topic_is_paged_by_key(client: Client, begin: str) -> None:
    very_many_entries(EntryKind.FAQ, 450)

    pages, path = [], begin
    while path:
        page = page_of(client, path)
        pages.append(re.findall(r"<summary[^>]*>(第 \d+ 則)", page))
        following = re.search(r'href="([^"]+after=\d+)"[^>]* rel="next"', page)
        path = following.group(1) if following else ""

    assert [len(questions) for questions in pages] == [20, 20, 5]
    assert len({question for questions in pages for question in questions}) == 45


def test_a_topic_without_questions_is_kind_and_one_that_is_none_is_not_there(client: Client) -> None:
    assert "這個主題目前沒有問題" in page_of(client, "/faq/topics/login/")
    assert client.get("/faq/topics/maintenance/").status_code == 404
    assert client.get("/faq/topics/nothing/").status_code == 404


@pytest.mark.parametrize("after", ["²", "-1", "9" * 40, "x", ""])
def test_whatever_stands_in_the_address_of_a_topic_is_answered_with_a_page(client: Client, after: str) -> None:
    a_question(title="問題一則")

    assert "問題一則" in page_of(client, f"/faq/topics/account/?after={after}")


def test_a_question_has_its_own_address_and_leads_to_others_of_its_topic(client: Client) -> None:
    a_question(slug="how-long", title="審核要多久？", body="目標 {review_working_days} 個工作天。")
    a_question(slug="who", title="誰要申請？")

    page = page_of(client, "/faq/how-long/")

    assert "<h1>審核要多久？</h1>" in page
    assert "目標 2 個工作天。" in page
    assert 'href="/faq/who/"' in page
    assert 'href="/faq/topics/account/"' in page
    assert page.count('href="/faq/how-long/"') == 0


def test_a_question_that_staff_gave_no_name_is_found_by_the_one_it_got(client: Client) -> None:
    entry = a_question(slug="", title="沒有名稱的問題")

    overview = page_of(client, "/faq/")

    (address,) = set(re.findall(r'href="(/faq/[^/"]+/)"', overview)) - {"/faq/topics/"}
    assert entry.title in page_of(client, address)


def test_what_is_not_published_is_not_there(client: Client) -> None:
    an_unpublished_entry(EntryKind.FAQ, slug="draft")
    an_entry(EntryKind.NEWS, slug="news")

    assert client.get("/faq/draft/").status_code == 404
    assert client.get("/faq/news/").status_code == 404


def test_an_answer_is_taken_and_thanks_are_said_without_a_script(client: Client) -> None:
    question = a_question(slug="how-long")

    answer = client.post("/faq/how-long/helpful/", {"helped": "yes"}, follow=True)

    kept = HelpfulAnswer.objects.get()
    assert (kept.entry, kept.helped, kept.comment) == (question, True, "")
    assert answer.redirect_chain[0][0] == "/faq/how-long/?answered=yes#helpful"
    assert "謝謝您告訴我們" in answer.content.decode()
    assert "有幫助嗎？" not in answer.content.decode()


def test_a_script_gets_the_thanks_alone(client: Client) -> None:
    a_question(slug="how-long")

    answer = client.post("/faq/how-long/helpful/", {"helped": "yes"}, headers={"X-Requested-With": "XMLHttpRequest"})

    assert "謝謝您告訴我們" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_who_was_not_helped_may_say_what_is_missing(client: Client) -> None:
    a_question(slug="how-long")

    client.post("/faq/how-long/helpful/", {"helped": "no", "comment": "想知道假日\n怎麼算"})

    kept = HelpfulAnswer.objects.get()
    assert not kept.helped
    assert kept.comment == "想知道假日 怎麼算"
    assert kept.answered_on == timezone.localdate()


@pytest.mark.parametrize("typed", [{}, {"helped": "perhaps"}, {"helped": "no", "comment": "長" * 301}])
def test_what_is_no_answer_is_not_kept(client: Client, typed: dict[str, str]) -> None:
    a_question(slug="how-long")

    answer = client.post("/faq/how-long/helpful/", typed)

    assert answer.status_code == 302
    assert not HelpfulAnswer.objects.exists()


def test_nobody_answers_for_the_visitors_of_another_site() -> None:
    a_question(slug="how-long")
    client = Client(enforce_csrf_checks=True)

    elsewhere = [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}, {"Origin": "null"}]
    refused = [client.post("/faq/how-long/helpful/", {"helped": "yes"}, headers=each).status_code for each in elsewhere]
    here = {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}
    taken = client.post("/faq/how-long/helpful/", {"helped": "yes"}, headers=here).status_code

    assert refused == [403, 403, 403]
    assert taken == 302
    assert HelpfulAnswer.objects.count() == 1


def test_one_visitor_answers_only_so_often(client: Client, settings) -> None:
    settings.PORT_OPTIONS = type(settings.PORT_OPTIONS)(helpful_answers_an_hour=2)
    a_question(slug="how-long")

    answered = [client.post("/faq/how-long/helpful/", {"helped": "yes"}).status_code for _ in range(3)]

    assert answered == [302, 302, 429]
    assert HelpfulAnswer.objects.count() == 2
