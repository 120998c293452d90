"""What was read in a document, at the upload field and once more before sending."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from port.documents.enums import ReadingState
from port.documents.models import DocumentReading, StoredDocument
from port.documents.reading.lines import Line, lines_as_json
from tests.port.companies.papers import lines_of
from tests.web.public.typing import CONFIRM, FORM, a_photo, typed
from web.components import advice

pytestmark = pytest.mark.django_db

UPLOAD = "/register/general/document/"
ADVICE = "/register/general/document/advice/"
ABOLISHED = lines_of("營利事業登記證")
READING = "正在讀取文件內容，您可以繼續填寫。"


@pytest.fixture
def form(client: Client) -> str:
    """The id of a form whose document was just uploaded."""
    submission_id = str(uuid.uuid4())
    client.post(UPLOAD, {"submission_id": submission_id, "document": a_photo()})
    return submission_id


def read_as(lines: list[Line]) -> None:
    DocumentReading.objects.update(
        state=ReadingState.READ, lines=lines_as_json(lines), read_at=timezone.now(), source="ocr"
    )


def ask(client: Client, submission_id: str, **answers: str) -> Any:
    return client.post(ADVICE, {"submission_id": submission_id, **answers}, headers={"HX-Request": "true"})


def words(response: Any) -> str:
    return str(response.content.decode())


def shown_in(response: Any) -> str:
    found = re.search(r'"shown": "([0-9a-f]*)"', words(response))
    assert found
    return found[1]


def test_the_receipt_asks_as_soon_as_it_is_on_the_page_and_sends_only_what_is_compared(client: Client) -> None:
    receipt = client.post(UPLOAD, {"submission_id": str(uuid.uuid4()), "document": a_photo()})

    assert f'hx-post="{ADVICE}"' in words(receipt)
    assert 'hx-trigger="load"' in words(receipt)
    assert 'hx-params="csrfmiddlewaretoken,submission_id,number,company_name,address,representative,shown"' in words(
        receipt
    )


def test_while_it_is_read_the_page_asks_again_and_says_so_once(client: Client, form: str) -> None:
    first = ask(client, form)
    second = ask(client, form, shown=shown_in(first))

    assert READING in words(first)
    assert 'hx-trigger="every 1s, change from:#id_number' in words(first)
    assert (second.status_code, second.content) == (204, b"")


def test_after_a_while_it_asks_less_often_and_says_that_it_takes_longer(client: Client, form: str) -> None:
    first = ask(client, form)
    StoredDocument.objects.update(created_at=timezone.now() - timedelta(seconds=11))

    second = ask(client, form, shown=shown_in(first))

    assert "比平常久一些" in words(second)
    assert 'hx-trigger="every 3s, ' in words(second)


def test_after_a_minute_it_gives_up_and_says_that_sending_is_possible(client: Client, form: str) -> None:
    StoredDocument.objects.update(created_at=timezone.now() - timedelta(seconds=61))

    answer = words(ask(client, form))

    assert "可以照常送出" in answer
    assert "every" not in answer
    assert 'class="busy"' not in answer


def test_what_was_found_comes_when_it_was_read(client: Client, form: str) -> None:
    first = ask(client, form)
    read_as(lines_of())

    answer = words(ask(client, form, number="12345675", shown=shown_in(first)))

    assert "看起來是公司登記證明書，統編 12345675（電腦判讀，僅供參考）。" in answer
    assert "every" not in answer


def test_the_abolished_paper_is_warned_of_and_may_be_sent_all_the_same(client: Client, form: str) -> None:
    read_as(ABOLISHED)

    answer = words(ask(client, form))

    assert "note--warn" in answer
    assert "自98年4月13日起停止使用" in answer
    assert "這是電腦判讀的提醒，仍可送出" in answer


def test_what_is_typed_later_is_compared_again(client: Client, form: str) -> None:
    read_as(lines_of())
    fitting = ask(client, form, number="12345675")

    other = ask(client, form, number="04595257", shown=shown_in(fitting))
    same = ask(client, form, number="04595257", shown=shown_in(other))
    mended = ask(client, form, number="12345675", shown=shown_in(other))

    assert "文件上的公司統編和公司資料裡的不一樣" in words(other)
    assert "change from:#id_number" in words(other)
    assert same.status_code == 204
    assert "不一樣" not in words(mended)


def test_what_was_typed_is_shown_as_text(client: Client, form: str) -> None:
    read_as(lines_of())

    answer = words(ask(client, form, representative="<b>王</b>", company_name="藍天<script>航運代理有限公司"))

    assert "<script>" not in answer
    assert "<b>王" not in answer


def test_a_document_that_nothing_was_read_in_is_nobodys_fault(client: Client, form: str) -> None:
    DocumentReading.objects.update(state=ReadingState.FAILED)

    answer = words(ask(client, form))

    assert "系統沒有讀出這份文件的內容" in answer
    assert "note--warn" not in answer


def test_nobody_learns_what_stands_on_the_document_of_another(client: Client, form: str) -> None:
    read_as(ABOLISHED)

    stranger = ask(Client(), form)
    another_form = ask(client, str(uuid.uuid4()))
    no_form = ask(client, "x")

    assert [(answer.status_code, answer.content) for answer in (stranger, another_form, no_form)] == [(200, b"")] * 3


def test_too_many_questions_are_answered_without_looking_and_end_the_asking(
    client: Client, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_as(ABOLISHED)
    monkeypatch.setattr(advice, "ASKED_PER_UPLOAD", 0)

    answer = words(ask(client, form))

    assert "可以照常送出" in answer
    assert "every" not in answer
    assert "98年4月13日" not in answer


def test_a_page_that_asks_as_fast_as_it_may_is_not_shut_out(client: Client, form: str) -> None:
    answers = [ask(client, form) for _ in range(40)]

    assert "every" in words(answers[-1])


def test_nothing_of_it_is_kept_by_a_cache(client: Client, form: str) -> None:
    assert "no-store" in ask(client, form)["Cache-Control"]


@pytest.mark.parametrize("headers", [{}, {"X-Requested-With": "XMLHttpRequest"}], ids=["page", "dialog"])
def test_it_is_told_once_more_before_sending(client: Client, headers: dict[str, str]) -> None:
    answers = typed()
    client.post(FORM, answers)
    read_as(ABOLISHED)
    del answers["document"]

    page = words(client.post(FORM, answers, headers=headers))

    assert "自98年4月13日起停止使用" in page
    assert "仍要送出" in page
    assert "回去修改" in page
    assert ">確定<" not in page


def test_what_was_warned_of_can_be_sent(client: Client) -> None:
    answers = typed()
    client.post(FORM, answers)
    read_as(ABOLISHED)

    sent = client.post(CONFIRM, {"submission_id": answers["submission_id"]})

    assert sent.status_code == 302
    assert sent["Location"] == "/register/sent/"


@pytest.mark.parametrize("lines", [None, lines_of()], ids=["not read yet", "fitting"])
def test_where_nothing_is_amiss_the_last_question_is_as_it_always_was(client: Client, lines: list[Line] | None) -> None:
    answers = typed()
    client.post(FORM, answers)
    if lines:
        read_as(lines)
    del answers["document"]

    page = words(client.post(FORM, answers))

    assert "仍要送出" not in page
    assert ">確定<" in page
