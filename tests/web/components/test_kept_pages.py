"""A page that only tells is kept for every stranger until something is published, and for nobody else."""

import pytest
from django.test import Client

from port.audit.recorder import OPERATOR
from port.content.enums import EntryKind
from port.content.workflow import withdraw
from tests.factories import a_company_account
from tests.factories.content import an_entry

pytestmark = pytest.mark.django_db


def test_a_page_that_was_kept_asks_the_database_for_nothing(client: Client, django_assert_num_queries) -> None:
    item = an_entry(EntryKind.NEWS)
    addresses = [
        "/",
        "/news/",
        f"/news/{item.pk}/",
        "/en/",
        "/sitemap/",
        "/feed/",
        "/search/?q=照明",
        "/search/?q=" + "長" * 90,
        "/news/?topic=notice",
    ]
    first = [client.get(address).content for address in addresses]

    with django_assert_num_queries(0):
        again = [client.get(address).content for address in addresses]

    assert again == first


def test_what_is_published_is_read_at_once(client: Client) -> None:
    before = client.get("/news/")

    item = an_entry(EntryKind.NEWS, title="剛剛公布")
    published = client.get("/news/", headers={"If-None-Match": before["ETag"]})
    withdraw(item, by=OPERATOR)
    withdrawn = client.get("/news/")

    assert published.status_code == 200
    assert "剛剛公布" in published.content.decode()
    assert "剛剛公布" not in withdrawn.content.decode()


def test_a_page_is_kept_for_strangers_alone(client: Client) -> None:
    client.get("/")
    account = a_company_account()
    client.force_login(account.user)

    inside = client.get("/")
    stranger = Client().get("/")

    assert inside["Cache-Control"] == "private, no-store"
    assert not inside.has_header("ETag")
    assert "回系統" in inside.content.decode()
    assert "回系統" not in stranger.content.decode()
    assert stranger["Cache-Control"] == "public, no-cache"
    assert "Cookie" in stranger["Vary"]


def test_each_language_and_each_question_has_a_page_of_its_own(client: Client) -> None:
    an_entry(EntryKind.NEWS, title="照明", title_en="Better lighting", topic="notice")

    pages = [client.get(path).content for path in ("/news/", "/en/news/", "/news/?topic=maintenance", "/news/")]

    assert pages[0] == pages[3]
    assert len(set(pages)) == 3


def test_what_is_not_there_is_not_kept(client: Client) -> None:
    assert client.get("/faq/soon/").status_code == 404

    an_entry(EntryKind.FAQ, slug="soon")

    assert client.get("/faq/soon/").status_code == 200


@pytest.mark.parametrize("path", ["/login/", "/register/general/", "/opinions/", "/queries/progress/"])
def test_a_page_with_a_form_is_kept_by_nobody(client: Client, path: str) -> None:
    assert "no-store" in client.get(path)["Cache-Control"]


@pytest.mark.parametrize("path", ["/company/", "/company/data/", "/account/person/", "/account/devices/"])
def test_a_page_of_a_person_is_kept_by_nobody(client: Client, path: str) -> None:
    client.force_login(a_company_account().user)

    answer = client.get(path, follow=True)

    assert "no-store" in answer["Cache-Control"]
