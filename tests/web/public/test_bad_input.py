"""Bad input and bad luck at the form: an honest answer each time, never a traceback, never a loss."""

import errno
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InterfaceError, OperationalError, connection
from django.test import Client

from port.accounts.models import User
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.documents.models import StoredDocument
from port.letters.models import Letter
from port.registration.enums import ApplicationState
from port.registration.models import AccountApplication
from tests.web.public.typing import CONFIRM, FORM, a_photo, send, typed

pytestmark = pytest.mark.django_db

HOSTILE = {
    "control": "王\x07小明",
    "nul": "王\x00小明",
    "bidi": "王\u202e明小",
    "zero width": "王\u200b小明",
    "surrogate": "王\\ud800明",
    "long": "王" * 20_000,
    "markup": "<script>alert(1)</script>",
    "formula": "=cmd()|' /C calc'!A0",
    "line break": "王小明\r\nBcc: all@example.com",
    "emoji": "王😀",
}


@pytest.mark.parametrize("name", [name for name in typed() if name != "document"])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_in_any_field_is_answered_with_a_page(client: Client, name: str, text: str) -> None:
    answers = {key: value for key, value in typed(**{name: text}).items() if key != "document"}

    answer = client.post(FORM, answers)

    assert answer.status_code == 422
    assert "<script>alert(1)</script>" not in answer.content.decode()


FILES = {
    "empty": SimpleUploadedFile("paper.pdf", b""),
    "html named pdf": SimpleUploadedFile("paper.pdf", b"<html><script>alert(1)</script></html>"),
    "damaged pdf": SimpleUploadedFile("paper.pdf", b"%PDF-1.7\nnothing of a document"),
    "truncated photo": SimpleUploadedFile("paper.png", a_photo().read()[:60]),
    "svg": SimpleUploadedFile("paper.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    "zip": SimpleUploadedFile("paper.pdf", b"PK\x03\x04" + bytes(100)),
}


@pytest.mark.parametrize("file", FILES.values(), ids=FILES.keys())
def test_a_file_that_cannot_be_taken_is_refused_at_its_field(client: Client, file: SimpleUploadedFile) -> None:
    file.seek(0)

    answer = client.post(FORM, typed(document=file))

    assert answer.status_code == 422
    assert "公司證明文件：" in answer.content.decode()
    assert 'value="晴海示範船務股份有限公司"' in answer.content.decode()
    assert not StoredDocument.objects.exists()


def test_a_file_that_is_too_large_is_answered_before_it_is_read(client: Client) -> None:
    length = 30 * 1024 * 1024

    page = client.post(FORM, {}, headers={"Content-Length": str(length)}, CONTENT_LENGTH=length)
    at_field = client.post(
        "/register/general/document/", {}, headers={"X-Requested-With": "XMLHttpRequest"}, CONTENT_LENGTH=length
    )

    assert page.status_code == at_field.status_code == 413
    assert "20 MB" in page.content.decode()
    assert "20 MB" in at_field.content.decode()


def test_a_disk_that_refuses_is_said_in_a_sentence_and_leaves_nothing(client: Client, monkeypatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("port.documents.storage.os.fsync", full)

    answer = client.post(FORM, typed())

    assert answer.status_code == 422
    assert "無法儲存" in answer.content.decode()
    assert not StoredDocument.objects.exists()


def test_a_repeated_parameter_counts_once(client: Client) -> None:
    answers = typed(username=["harbor2026", "harbor2027"])

    send(client, answers)

    assert AccountApplication.objects.get().username == "harbor2027"


def test_a_forged_state_or_role_changes_nothing(client: Client) -> None:
    send(client, typed(state="approved", is_staff="1", staff_role="head", decided_by="1", user="1"))

    assert AccountApplication.objects.get().state == ApplicationState.SUBMITTED
    assert not User.objects.exists()


def test_a_missing_token_is_refused_with_a_way_on() -> None:
    answer = Client(enforce_csrf_checks=True).post(FORM, typed())

    assert answer.status_code == 403
    assert "重新整理" in answer.content.decode()
    assert not AccountApplication.objects.exists()


def test_a_mail_server_that_is_down_stops_nobody(client: Client, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 9

    answer = send(client, typed())

    assert answer.status_code == 302
    assert Letter.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_identical_confirmations_at_once_give_one_of_each(client: Client) -> None:
    answers = typed()
    client.post(FORM, answers)
    cookies = client.cookies

    def confirm(_: int) -> int:
        one = Client()
        one.cookies = cookies
        try:
            return one.post(CONFIRM, {"submission_id": answers["submission_id"]}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        answered = list(pool.map(confirm, range(20)))

    assert set(answered) == {302}
    assert AccountApplication.objects.count() == Letter.objects.count() == 1
    assert AuditRecord.objects.filter(act=Act.APPLICATION_SUBMITTED).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_who_want_the_same_name_at_the_same_instant() -> None:
    people = [Client(), Client()]
    forms = [typed(), typed(email="lee@example.com", name="李小華")]
    for person, answers in zip(people, forms, strict=True):
        person.post(FORM, answers)

    def confirm(number: int) -> int:
        try:
            return people[number].post(CONFIRM, {"submission_id": forms[number]["submission_id"]}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answered = sorted(pool.map(confirm, range(2)))

    assert answered == [302, 409]
    assert AccountApplication.objects.count() == 1


def test_more_uploads_than_anybody_needs_are_refused_with_a_sentence(client: Client, settings) -> None:
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, uploads_an_hour=1)
    client.post("/register/general/document/", {"submission_id": str(uuid.uuid4()), "document": a_photo()})

    by_script = client.post("/register/general/document/", {"submission_id": str(uuid.uuid4()), "document": a_photo()})
    by_form = client.post(FORM, typed())

    assert by_script.status_code == 429
    assert "一小時後再試" in by_script.content.decode()
    assert by_form.status_code == 422
    assert "一小時後再試" in by_form.content.decode()
    assert 'value="晴海示範船務股份有限公司"' in by_form.content.decode()


@pytest.mark.parametrize("fault", [OperationalError, InterfaceError])
def test_a_database_that_cannot_be_reached_is_said_honestly(
    client: Client, monkeypatch, fault: type[Exception]
) -> None:
    def no_database(*_: Any, **__: Any) -> None:
        raise fault("could not connect to server at 10.0.0.5")

    monkeypatch.setattr("django.db.models.query.QuerySet._fetch_all", no_database)

    answer = client.get("/")

    page = answer.content.decode()
    assert answer.status_code == 503
    assert answer["Retry-After"] == "60"
    assert answer["X-Request-ID"] in page
    assert "系統暫時無法使用" in page
    assert "10.0.0.5" not in page


def test_a_refused_file_leaves_the_earlier_document_and_names_it(client: Client) -> None:
    submission_id = str(uuid.uuid4())
    client.post("/register/general/document/", {"submission_id": submission_id, "document": a_photo("good.png")})
    bad = SimpleUploadedFile("bad.pdf", b"nothing of a document")

    answer = client.post("/register/general/document/", {"submission_id": submission_id, "document": bad})

    assert answer.status_code == 422
    assert "先前上傳的「good.png」仍然保留。" in answer.content.decode()
    assert StoredDocument.objects.get().name == "good.png"
