"""What happens to a session while the files of an upload are read."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from port.documents.models import StoredDocument
from port.registration.models import AccountApplication
from tests.factories import a_company_account, everything_acknowledged
from tests.web.public.typing import CONFIRM, FORM, a_photo, typed
from web.components import uploads

pytestmark = pytest.mark.django_db

RECEIVE = "/register/general/document/"


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Let something happen in another tab after the files of the next upload have been read."""
    read = uploads.stage

    def arrange(act: Callable[[], object]) -> None:
        def stage(**given: Any) -> StoredDocument:
            document = read(**given)
            monkeypatch.setattr(uploads, "stage", read)
            act()
            return document

        monkeypatch.setattr(uploads, "stage", stage)

    return arrange


def other_tab(client: Client) -> Client:
    tab = Client()
    tab.cookies = client.cookies.copy()
    return tab


def upload(client: Client, submission_id: str):
    return client.post(RECEIVE, {"submission_id": submission_id, "document": a_photo()})


def test_signing_out_in_the_middle_of_an_upload_stays_signed_out(client: Client, meanwhile) -> None:
    account = a_company_account()
    everything_acknowledged(account)
    client.force_login(account.user)
    before = client.cookies["sessionid"].value
    meanwhile(lambda: other_tab(client).post("/logout/"))

    answer = upload(client, typed()["submission_id"])

    assert answer.status_code == 409
    assert "您已經登出" in answer.content.decode()
    assert client.get("/company/").status_code == 302
    assert not Session.objects.filter(pk=before).exists()
    assert not any("_auth_user_id" in session.get_decoded() for session in Session.objects.all())


def test_a_confirmation_in_the_middle_of_an_upload_survives(client: Client, meanwhile) -> None:
    answers = typed()
    client.post(FORM, answers)
    meanwhile(lambda: other_tab(client).post(CONFIRM, {"submission_id": answers["submission_id"]}))

    answer = upload(client, typed()["submission_id"])

    assert answer.status_code == 200
    assert client.session["application_sent"] == AccountApplication.objects.get().pk
    assert client.session["application_drafts"] == {}
    assert len(client.session["staged_documents"]) == 2


def test_an_upload_that_signs_nobody_in_begins_a_session(client: Client) -> None:
    answer = upload(client, typed()["submission_id"])

    assert answer.status_code == 200
    assert client.session["staged_documents"] == [str(StoredDocument.objects.get().pk)]


def test_an_upload_with_the_cookie_of_a_session_that_ended_long_ago_is_taken(client: Client) -> None:
    upload(client, typed()["submission_id"])
    Session.objects.all().delete()

    answer = upload(client, typed()["submission_id"])

    assert answer.status_code == 200
    assert len(client.session["staged_documents"]) == 1
