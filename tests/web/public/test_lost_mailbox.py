"""A lost mailbox: whatever is typed, the answer is the same, and the desk alone learns whose account it is."""

import re
import uuid

import pytest
from django.test import Client

from port.changes.models import ChangeRequest
from port.documents.models import StoredDocument
from port.letters.models import Letter
from tests.factories import a_company_account
from tests.port.documents import builders as build
from tests.port.documents.builders import upload

pytestmark = pytest.mark.django_db

PAGE = "/lost-mailbox/"
SENT = "/lost-mailbox/sent/"


@pytest.fixture(autouse=True)
def answered_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.components.evenly.time.sleep", lambda seconds: None)


def typed(**overrides: object) -> dict[str, object]:
    values = {"username": "harbour.one", "number": "12345675", "email": "moved@example.com"}
    return values | {"explanation": "原信箱停用。", "submission_id": str(uuid.uuid4())} | overrides


def sent(client: Client, **overrides: object):
    return client.post(PAGE, typed(document=upload(build.pdf()), **overrides), follow=True)


def text_without_numbers(answer) -> str:
    text = re.sub(r'(nonce|value|name="csrfmiddlewaretoken" value)="[^"]*"', "", answer.content.decode())
    text = re.sub(r"[0-9a-f]{12}", "", text)
    return re.sub(r"\d{3}-\d{4}-\d{5}|\d{2}:\d{2}", "", text)


def test_a_known_and_an_unknown_account_are_answered_alike():
    account = a_company_account()

    known = sent(Client(), username=account.user.username, number=account.company.number)
    unknown = sent(Client(), username="nobody.here", number=account.company.number)

    assert known.redirect_chain == unknown.redirect_chain == [(SENT, 302)]
    assert text_without_numbers(known) == text_without_numbers(unknown)
    assert [change.account for change in ChangeRequest.objects.order_by("pk")] == [account.user, None]


def test_the_new_mailbox_gets_the_receipt_and_the_old_one_a_warning(client):
    account = a_company_account()

    sent(client, username=account.user.username.upper(), number=account.company.number)

    readers = set(Letter.objects.values_list("to_address", flat=True))
    assert readers == {"moved@example.com", account.user.email}


def test_the_page_after_sending_names_the_reference_and_only_in_this_browser(client):
    answer = sent(client)

    assert ChangeRequest.objects.get().reference in answer.content.decode()
    assert Client().get(SENT).status_code == 302


def test_the_form_sent_twice_makes_one_request(client):
    form = str(uuid.uuid4())
    sent(client, submission_id=form)

    again = client.post(PAGE, typed(submission_id=form, document_id="gone"), follow=True)

    assert again.redirect_chain == [(SENT, 302)]
    assert ChangeRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("username", ""),
        ("username", "a" * 31),
        ("username", "harbour\r\nBcc: x"),
        ("username", "https://evil.example/x"),
        ("number", "1234567"),
        ("number", "12345678"),
        ("number", "A0102"),
        ("email", "no-address"),
        ("explanation", ""),
    ],
)
def test_what_cannot_be_is_told_at_its_field(client, field, value):
    answer = sent(client, **{field: value})

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not ChangeRequest.objects.exists()


def test_a_document_is_asked_for(client):
    answer = client.post(PAGE, typed())

    assert "尚未選擇檔案" in answer.content.decode()
    assert not ChangeRequest.objects.exists()


def test_an_upload_is_answered_with_its_receipt_and_its_pages(client):
    form = str(uuid.uuid4())

    answer = client.post("/lost-mailbox/document/", {"submission_id": form, "document": upload(build.pdf())})

    staged = StoredDocument.objects.staged_for(uuid.UUID(form)).get()
    assert 'data-filename="證明文件.pdf"' in answer.content.decode()
    assert client.get(f"/register/general/document/{staged.pk}/1/").status_code == 200


def test_one_visitor_asks_so_often_and_no_more(client, settings):
    for number in range(settings.PORT_OPTIONS.recoveries_an_hour):
        sent(client, email=f"moved{number}@example.com")

    answer = sent(client, email="once.more@example.com")

    assert answer.status_code == 429
    assert not ChangeRequest.objects.filter(new_email="once.more@example.com").exists()


def test_one_mailbox_is_written_to_so_often_a_day_and_no_more(settings):
    most = settings.PORT_OPTIONS.applications_a_day_per_email
    answers = [sent(Client(), email="Moved@example.com").status_code for _ in range(most + 1)]

    assert answers == [200] * most + [429]
    assert Letter.objects.count() == most


def test_a_document_that_was_forgotten_is_told_with_the_other_faults(client):
    answer = client.post(PAGE, typed(username="", explanation=""))

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"username", "explanation", "document"}
