from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from port.letters.enums import LetterKind, LetterState
from tests.factories import a_letter
from web.staff import queue

LETTERS = reverse("staff:letters")


def test_the_fate_of_a_letter_is_shown_without_its_words(desk: Client) -> None:
    a_letter(
        kind=LetterKind.DOCUMENT_APPROVED,
        to_address="wang@example.com",
        text="信的內容",
        link="https://example.com/secret",
        state=LetterState.FAILED,
        tries=10,
        last_error="SMTPConnectError",
    )

    answer = desk.get(LETTERS)

    assertContains(answer, "公司文件審核通知（通過）")
    assertContains(answer, "w***@example.com")
    assertContains(answer, "無法寄達")
    assertContains(answer, "SMTPConnectError")
    assertNotContains(answer, "wang@example.com")
    assertNotContains(answer, "信的內容")
    assertNotContains(answer, "secret")


def test_the_newest_letters_come_first_and_pages_follow_each_other(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "LETTERS_A_PAGE", 2)
    now = timezone.now()
    oldest, middle, newest = [a_letter(created_at=now - timedelta(hours=hours)) for hours in (3, 2, 1)]

    first = desk.get(LETTERS)
    second = desk.get(LETTERS + first.context["next"])

    assert [row.letter for row in first.context["rows"]] == [newest, middle]
    assert [row.letter for row in second.context["rows"]] == [oldest]
    assert not second.context["next"]


@pytest.mark.parametrize("after", ["nonsense", "00000000-0000-0000-0000-000000000000", "\x00"])
def test_a_bent_address_shows_the_first_page(after: str, desk: Client) -> None:
    letter = a_letter()

    answer = desk.get(LETTERS, {"after": after})

    assert [row.letter for row in answer.context["rows"]] == [letter]


def test_an_empty_outbox_says_so(desk: Client) -> None:
    assertContains(desk.get(LETTERS), "還沒有通知信")


@pytest.mark.usefixtures("notices_known")
def test_the_number_of_statements_does_not_grow_with_the_letters(desk: Client) -> None:
    a_letter()
    with CaptureQueriesContext(connection) as with_one:
        desk.get(LETTERS)
    for _ in range(30):
        a_letter()

    with CaptureQueriesContext(connection) as with_many:
        desk.get(LETTERS)

    assert len(with_many) == len(with_one)
