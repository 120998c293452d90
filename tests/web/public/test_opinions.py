"""意見信箱: a message is taken, answered with a promise, and not too many of them."""

import pytest
from django.test import Client

from port.content.models import Opinion
from port.language import Language
from port.letters.enums import LetterKind
from port.letters.models import Letter
from tests.factories import a_company_account

pytestmark = pytest.mark.django_db

WRITTEN = {"text": "字太小了。\n可以放大嗎？", "email": "wang@example.com", "name": "王小姐"}


def written(client: Client, address: str = "/opinions/", **overrides: str):
    return client.post(address, WRITTEN | overrides)


def test_the_page_promises_when_it_is_answered(client: Client) -> None:
    assert "3 個工作天內回覆" in client.get("/opinions/").content.decode()


def test_a_message_is_taken_and_the_writer_is_told(client: Client) -> None:
    answer = client.post("/opinions/", WRITTEN, follow=True)

    opinion = Opinion.objects.get()
    assert (opinion.text, opinion.email, opinion.name) == tuple(WRITTEN.values())
    assert opinion.language == Language.CHINESE
    assert answer.redirect_chain[0][0] == "/opinions/sent/"
    assert "已收到您的意見" in answer.content.decode()
    assert "3 個工作天內" in answer.content.decode()
    letters = {letter.kind: letter.to_address for letter in Letter.objects.all()}
    assert letters[LetterKind.OPINION_RECEIVED] == "wang@example.com"
    assert LetterKind.OPINION in letters


def test_a_message_from_an_english_page_is_answered_in_english(client: Client) -> None:
    written(client, "/en/opinions/")

    assert Opinion.objects.get().language == Language.ENGLISH


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": ""}, "請填寫想告訴我們的事。"),
        ({"text": "字" * 2001}, "太長"),
        ({"email": ""}, "請填寫Email。"),
        ({"email": "wang@"}, "Email"),
        ({"name": "王" * 51}, "太長"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(
    client: Client, wrong: dict[str, str], said: str
) -> None:
    answer = written(client, **wrong)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "個欄位需要修正" in page
    assert "可以放大嗎？" in page or "text" in wrong
    assert not Opinion.objects.exists()


def test_a_name_is_not_needed(client: Client) -> None:
    written(client, name="")

    assert Opinion.objects.get().name == ""


def test_one_visitor_writes_only_so_often_and_keeps_what_was_typed(client: Client, settings) -> None:
    settings.PORT_OPTIONS = type(settings.PORT_OPTIONS)(opinions_an_hour=2)

    answers = [written(client) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert "這一則還沒有送出" in answers[-1].content.decode()
    assert "可以放大嗎？" in answers[-1].content.decode()
    assert Opinion.objects.count() == 2


def test_whoever_is_signed_in_need_not_type_their_address(client: Client) -> None:
    user = a_company_account().user
    client.force_login(user)

    page = client.get("/opinions/").content.decode()

    assert f'value="{user.email}"' in page
    assert f'value="{user.name}"' in page


def test_the_page_is_kept_by_nobody(client: Client) -> None:
    assert "no-store" in client.get("/opinions/")["Cache-Control"]


def test_it_is_refused_without_the_token_of_the_page() -> None:
    assert Client(enforce_csrf_checks=True).post("/opinions/", WRITTEN).status_code == 403
