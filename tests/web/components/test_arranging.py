"""Changing the pages of a document that this session has staged."""

import uuid
from contextlib import nullcontext

import pytest
from django.test import Client

from port.documents.models import StoredDocument
from tests.web.public.typing import a_photo
from web.components import arranging, turns, uploads

pytestmark = pytest.mark.django_db

RECEIVE = "/register/general/document/"
PAGES = "/register/general/document/pages/"


@pytest.fixture
def form(client: Client) -> str:
    """The id of a form for which three photos were staged."""
    submission_id = str(uuid.uuid4())
    photos = [a_photo(f"page-{number}.jpg") for number in (1, 2, 3)]
    assert client.post(RECEIVE, {"submission_id": submission_id, "document": photos}).status_code == 200
    return submission_id


def staged(form: str) -> StoredDocument:
    return StoredDocument.objects.staged_for(uuid.UUID(form)).get()


def change(client: Client, form: str, change: str, number: int | str = "", **more: object):
    given = {"submission_id": form, "document_id": str(staged(form).pk), "change": change, "number": number}
    return client.post(PAGES, given | more)


def test_a_page_is_removed_and_the_receipt_says_so(client: Client, form: str) -> None:
    answer = change(client, form, "remove", 2)

    assert answer.status_code == 200
    assert "已移除第 2 頁，現在共 2 頁。" in answer.content.decode()
    assert staged(form).page_count == 2


@pytest.mark.parametrize(("what", "number"), [("earlier", 3), ("later", 1), ("turn", 2)])
def test_a_page_is_moved_or_turned_and_none_is_lost(client: Client, form: str, what: str, number: int) -> None:
    answer = change(client, form, what, number)

    assert answer.status_code == 200
    assert staged(form).page_count == 3


def test_pages_are_added_behind_those_that_are_there(client: Client, form: str) -> None:
    answer = change(client, form, "add", document=[a_photo("page-4.jpg")])

    assert "已加入新的頁面，現在共 4 頁。" in answer.content.decode()
    assert staged(form).page_count == 4
    assert len(staged(form).originals) == 4


def test_a_later_choice_names_what_it_replaces_and_can_be_undone(client: Client, form: str) -> None:
    first = staged(form)

    replaced = client.post(RECEIVE, {"submission_id": form, "document": a_photo("other.jpg")})
    undone = change(client, form, "undo")

    assert f"「other.jpg」已取代先前的「{first.name}」。" in replaced.content.decode()
    assert 'data-change="undo"' in replaced.content.decode()
    assert f"已復原，現在是「{first.name}」，共 3 頁。" in undone.content.decode()
    assert staged(form) == first


def test_undoing_can_be_undone(client: Client, form: str) -> None:
    change(client, form, "remove", 1)

    change(client, form, "undo")
    answer = change(client, form, "undo")

    assert answer.status_code == 200
    assert staged(form).page_count == 2


def test_a_page_that_another_tab_has_changed_is_not_changed_by_what_is_on_this_screen(
    client: Client, form: str
) -> None:
    seen = staged(form).pk
    change(client, form, "remove", 1)

    answer = client.post(PAGES, {"submission_id": form, "document_id": str(seen), "change": "remove", "number": 1})

    assert answer.status_code == 409
    assert staged(form).page_count == 2
    assert f'name="document_id" value="{staged(form).pk}"' in answer.content.decode()
    assert "您這次的調整沒有套用" in answer.content.decode()


def test_what_a_later_choice_has_overtaken_is_answered_with_that_choice(
    client: Client, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other_tab = Client()
    other_tab.cookies = client.cookies
    arrange = arranging.arrange

    def overtaken(**arguments: object) -> StoredDocument:
        other_tab.post(RECEIVE, {"submission_id": form, "document": a_photo("later.jpg")})
        return arrange(**arguments)

    monkeypatch.setattr(arranging, "arrange", overtaken)
    monkeypatch.setattr(uploads, "in_turn", lambda visitor: nullcontext(True))

    answer = change(client, form, "turn", 1)

    assert answer.status_code == 409
    assert 'data-filename="later.jpg"' in answer.content.decode()
    assert staged(form).name == "later.jpg"


def test_while_the_file_before_is_read_the_next_one_is_asked_to_wait(
    client: Client, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "SECONDS_FOR_A_TURN", 0)

    with turns.in_turn(client.session.session_key):
        answer = change(client, form, "turn", 1)
    later = change(client, form, "turn", 1)

    assert answer.status_code == 429
    assert "先前的檔案還在處理" in answer.content.decode()
    assert later.status_code == 200


def test_a_stranger_changes_nothing(form: str) -> None:
    answer = change(Client(), form, "remove", 1)

    assert answer.status_code == 409
    assert staged(form).page_count == 3


@pytest.mark.parametrize(
    ("what", "number"),
    [("earlier", 1), ("later", 3), ("remove", 0), ("remove", 4), ("turn", "x"), ("turn", "٣"), ("burn", 1), ("", 1)],
)
def test_a_change_that_no_button_offers_is_refused(client: Client, form: str, what: str, number: int | str) -> None:
    assert change(client, form, what, number).status_code == 400
    assert staged(form).page_count == 3


def test_the_last_page_stays(client: Client, form: str) -> None:
    change(client, form, "remove", 1)
    change(client, form, "remove", 1)

    assert change(client, form, "remove", 1).status_code == 400
    assert staged(form).page_count == 1


def test_a_file_that_cannot_be_added_leaves_what_is_there(client: Client, form: str) -> None:
    answer = change(client, form, "add", document=[a_photo("virus.exe")])

    assert answer.status_code == 422
    assert "先前上傳的頁面仍然保留。" in answer.content.decode()
    assert staged(form).page_count == 3


def test_many_changes_in_one_tab_do_not_push_out_the_document_of_another(
    client: Client, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "REMEMBERED", 4)
    other = str(uuid.uuid4())
    client.post(RECEIVE, {"submission_id": other, "document": a_photo("other.jpg")})

    for _turn in range(5):
        change(client, form, "turn", 1)

    assert change(client, other, "turn", 1).status_code == 200
