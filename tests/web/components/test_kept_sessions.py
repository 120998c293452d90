"""What is said when the database goes away after a page was made, while its session is written down."""

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.test import Client

from tests.factories import a_reviewer


@pytest.fixture
def client(client: Client) -> Client:
    """Its next page changes the session."""
    client.raise_request_exception = False
    client.force_login(a_reviewer())
    session = client.session
    session["messages"] = []
    session.save()
    return client


@pytest.mark.django_db
def test_a_database_that_goes_away_is_an_outage_and_no_fault_of_the_form(client: Client, monkeypatch, settings) -> None:
    settings.SESSION_SAVE_EVERY_REQUEST = True

    def away(*_: object, **__: object) -> None:
        try:
            raise ConnectionError  # as Django wraps what the driver says
        except ConnectionError as fault:
            raise OperationalError("no route to 10.0.0.7") from fault

    monkeypatch.setattr(Session, "save", away)

    answer = client.get("/")

    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "系統暫時無法使用" in answer.content.decode()
    assert "10.0.0.7" not in answer.content.decode()


@pytest.mark.django_db
def test_a_session_that_has_ended_meanwhile_is_none(client: Client, monkeypatch, settings) -> None:
    settings.SESSION_SAVE_EVERY_REQUEST = True
    keep = Session.save

    def after_its_end(self: Session, **how: object) -> None:
        Session.objects.all().delete()
        keep(self, **how)

    monkeypatch.setattr(Session, "save", after_its_end)

    assert client.get("/").status_code == 400
