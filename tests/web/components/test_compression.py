"""What is compressed says the same to every stranger; whatever else a page may say goes as it is (0021)."""

import gzip

import brotli
import pytest
from django.test import Client

from port.accounts.verification import issue
from tests.factories import a_company_account, an_approved_application
from tests.factories.content import an_entry

pytestmark = pytest.mark.django_db

BROWSER = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.mark.parametrize("path", ["/", "/faq/", "/register/general/", "/feed/"])
def test_what_every_stranger_reads_is_compressed(client: Client, path: str) -> None:
    an_entry(body="字" * 800)
    plain = client.get("/faq/").content

    answer = client.get(path, headers=BROWSER)

    assert answer["Content-Encoding"] == "br"
    assert "Accept-Encoding" in answer["Vary"]
    if path == "/faq/":
        assert brotli.decompress(answer.content) == plain


def test_a_browser_that_knows_gzip_alone_gets_gzip(client: Client) -> None:
    plain = client.get("/faq/").content

    answer = client.get("/faq/", headers={"Accept-Encoding": "gzip, br;q=0"})

    assert answer["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.content) == plain


def test_whoever_names_no_encoding_gets_the_page_as_it_is(client: Client) -> None:
    answer = client.get("/faq/")

    assert not answer.has_header("Content-Encoding")
    assert "Accept-Encoding" in answer["Vary"]


def test_a_compressed_page_that_still_holds_is_not_sent_again(client: Client) -> None:
    etag = client.get("/faq/", headers=BROWSER)["ETag"]

    answer = client.get("/faq/", headers=BROWSER | {"If-None-Match": etag})

    assert etag.startswith('W/"')
    assert answer.status_code == 304
    assert answer.content == b""


@pytest.mark.parametrize("path", ["/", "/faq/", "/company/", "/account/person/", "/register/general/"])
def test_nothing_is_compressed_for_whoever_has_a_session(client: Client, path: str) -> None:
    client.force_login(a_company_account().user)

    answer = client.get(path, headers=BROWSER, follow=True)

    assert not answer.has_header("Content-Encoding")


def test_nothing_that_was_sent_is_answered_compressed(client: Client) -> None:
    answer = client.post("/login/", {"username": "somebody"}, headers=BROWSER)

    assert answer.status_code == 422
    assert not answer.has_header("Content-Encoding")


def test_a_page_behind_a_secret_address_is_not_compressed(client: Client) -> None:
    application = an_approved_application()
    token = issue(application.user)

    answer = client.get(f"/verify/{token}/", headers=BROWSER)

    assert answer.status_code == 200
    assert not answer.has_header("Content-Encoding")
