"""Somebody whose application was refused, on the way from the link to the mended one."""

from django.test import Client

from port.letters.models import Letter
from port.registration.models import AccountApplication
from tests.factories import a_company_document, a_stored_document_with_files, an_application
from tests.web.public.typing import CONFIRM, typed

LEFT_OUT = {"submission_id", "password", "password_again", "document"}


def an_applicant(**overrides) -> AccountApplication:
    """Sent with the words of `typed()`, and a document of two pages."""
    words = {name: value for name, value in typed().items() if name not in LEFT_OUT}
    document = a_company_document(file=a_stored_document_with_files(page_count=2))
    return an_application(**{"document": document} | words | overrides)


def link_address(application: AccountApplication) -> str:
    letter = Letter.objects.about(application).exclude(link="").last()
    return letter.link.removeprefix("http://testserver")


def opened(client: Client, application: AccountApplication) -> str:
    """The address of the form, after the button of the link was pressed."""
    return client.post(link_address(application)).headers["Location"]


def answers(client: Client, form: str, **overrides) -> dict:
    """The form as it comes, with passwords, and with what is mended."""
    page = client.get(form)
    sent = {name: value for name, value in typed().items() if name != "document"}
    shown = {field.name: field.value() for field in page.context["form"] if field.value() is not None}
    return sent | {name: str(value) for name, value in shown.items()} | overrides


def send(client: Client, form: str, sent: dict) -> AccountApplication:
    assert client.post(form, sent).status_code == 200
    answer = client.post(CONFIRM, {"submission_id": sent["submission_id"]}, follow=True)
    assert "帳號資料已經成功送出" in answer.content.decode()
    return AccountApplication.objects.latest("pk")
