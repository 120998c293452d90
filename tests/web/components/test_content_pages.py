"""Pages that say the same to every stranger may be kept, and are asked for again; all others are kept by nobody."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from port.content.enums import EntryKind
from tests.factories import a_company_account
from tests.factories.content import an_entry

pytestmark = pytest.mark.django_db

PAGES = ["/", "/news/", "/faq/", "/rules/", "/downloads/", "/search/?q=a", "/sitemap/", "/privacy/", "/feed/", "/en/"]


@pytest.mark.parametrize("address", PAGES)
def test_a_stranger_is_given_no_session_and_a_page_to_keep(client: Client, address: str) -> None:
    answer = client.get(address)

    assert answer["Cache-Control"] == "public, no-cache"
    assert answer["ETag"]
    assert "Cookie" in answer["Vary"]
    assert not answer.cookies
    assert not Session.objects.exists()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_that_still_holds_is_not_sent_again(client: Client, address: str) -> None:
    an_entry(EntryKind.NEWS)
    tag = client.get(address)["ETag"]

    again = client.get(address, headers={"If-None-Match": tag})

    assert again.status_code == 304
    assert again.content == b""
    assert again["Cache-Control"] == "public, no-cache"


def test_a_page_that_says_something_else_by_now_is_sent_again(client: Client) -> None:
    tag = client.get("/news/")["ETag"]
    an_entry(EntryKind.NEWS, title="剛剛發布")

    again = client.get("/news/", headers={"If-None-Match": tag})

    assert again.status_code == 200
    assert "剛剛發布" in again.content.decode()


def test_a_page_of_somebody_who_is_signed_in_is_kept_by_nobody(client: Client) -> None:
    tag = client.get("/news/")["ETag"]
    client.force_login(a_company_account().user)

    answer = client.get("/news/", headers={"If-None-Match": tag})

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"


def test_a_page_of_a_visitor_with_a_session_is_not_for_others(client: Client) -> None:
    """It may carry a message for this visitor alone."""
    session = client.session
    session["anything"] = 1
    session.save()

    assert "public" not in client.get("/news/").get("Cache-Control", "")


def test_what_is_not_there_is_not_kept(client: Client) -> None:
    assert "public" not in client.get("/news/999999/").get("Cache-Control", "")
