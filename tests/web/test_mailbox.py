"""The mailbox of the local run."""

import re

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from port.language import Language
from port.letters.enums import LetterKind
from port.letters.language import written_in
from port.letters.workflow import post, send_due
from tests.factories import a_company

pytestmark = pytest.mark.django_db


def _send(settings, *, company_name: str) -> None:
    settings.EMAIL_BACKEND = "web.mailbox.backend.MaildirBackend"
    with transaction.atomic(), written_in(Language.CHINESE):
        context = {"company_name": company_name, "note": ""}
        post(LetterKind.DOCUMENT_APPROVED, to="wang@example.com", about=a_company(), context=context)
    send_due(at=timezone.now())


def test_letters_are_shown_newest_first_with_their_links_live(client: Client, settings) -> None:
    _send(settings, company_name="先寄的公司")
    _send(settings, company_name="後寄的公司")

    page = client.get("/mailbox/").content.decode()

    assert page.index("後寄的公司") < page.index("先寄的公司")
    assert 'href="http://testserver/login/"' in page


def test_the_same_can_be_had_as_json(client: Client, settings) -> None:
    _send(settings, company_name="晴海示範船務")

    letters = client.get("/mailbox/?format=json").json()

    assert [sorted(letter) for letter in letters] == [["html", "sent_at", "subject", "text", "to"]]
    assert letters[0]["to"] == "wang@example.com"
    assert letters[0]["subject"] == "通行證系統公司文件審核通知"
    assert "晴海示範船務" in letters[0]["text"]
    assert "http://testserver/login/" in letters[0]["html"]


def test_the_html_of_a_letter_can_be_read_in_its_own_style(client: Client, settings) -> None:
    _send(settings, company_name="晴海示範船務")
    link = re.search(r'href="/mailbox/([^"]+/html/)"', client.get("/mailbox/").content.decode())[1]

    answer = client.get(f"/mailbox/{link}")

    assert answer.status_code == 200
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert "style-src 'unsafe-inline'" in answer["Content-Security-Policy"]


def test_a_letter_that_is_not_there_is_not_found(client: Client) -> None:
    assert client.get("/mailbox/../secret_key/html/").status_code == 404


def test_a_folder_that_stands_empty_is_an_empty_mailbox(client: Client, settings) -> None:
    settings.MAILBOX_FOLDER.mkdir()

    answer = client.get("/mailbox/")

    assert answer.status_code == 200
    assert "還沒有信" in answer.content.decode()
