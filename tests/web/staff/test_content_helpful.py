"""What readers answered to 有幫助嗎?."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains

from port.content.enums import EntryKind
from port.content.helpful import answer
from port.content.models import Entry
from tests.factories import an_entry
from tests.web.staff.content_typing import an_editor

pytestmark = pytest.mark.django_db
HELPFUL = reverse("staff:content_helpful")


def a_question(title: str, *, yes: int, no: int, comment: str = "") -> Entry:
    entry = an_entry(EntryKind.FAQ, title=title)
    for number in range(yes + no):
        answer(entry, helped=number < yes, comment="" if number < yes else comment)
    return entry


def test_what_leaves_most_without_help_stands_first_with_its_share(client: Client) -> None:
    an_editor(client)
    a_question("很清楚", yes=9, no=1)
    a_question("看不懂", yes=1, no=3)
    an_entry(EntryKind.FAQ, title="沒有人回答")

    rows = client.get(HELPFUL).context["rows"]

    assert [(row.entry.title, row.yes, row.no, row.percent) for row in rows] == [
        ("看不懂", 1, 3, 25),
        ("很清楚", 9, 1, 90),
    ]


def test_the_cost_does_not_grow_with_the_answers(client: Client) -> None:
    an_editor(client)

    def cost() -> int:
        client.get(HELPFUL)  # what was published is read anew once
        with CaptureQueriesContext(connection) as asked:
            client.get(HELPFUL)
        return len(asked)

    a_question("第一題", yes=1, no=1)
    little = cost()
    for number in range(5):
        a_question(f"第 {number} 題", yes=2, no=2)
    assert cost() == little


def test_comments_are_read_the_newest_first_and_in_pages(client: Client, monkeypatch) -> None:
    monkeypatch.setattr("web.staff.content_helpful.COMMENTS_A_PAGE", 2)
    an_editor(client)
    question = a_question("看不懂", yes=0, no=2, comment="要等幾天？")
    answer(question, helped=False, comment="<b>到哪裡辦</b>")
    address = reverse("staff:content_comments", args=[question.pk])

    page = client.get(address)
    rest = client.get(address + page.context["next"])

    assertContains(page, "&lt;b&gt;到哪裡辦&lt;/b&gt;")
    assert [each.comment for each in rest.context["comments"]] == ["要等幾天？"]
    assert client.get(address + "?after=x").status_code == 200


def test_where_nobody_answered_it_says_so(client: Client) -> None:
    an_editor(client)

    assertContains(client.get(HELPFUL), "還沒有讀者回答")
    assertContains(client.get(reverse("staff:content_comments", args=[an_entry().pk])), "還沒有人寫下意見")
