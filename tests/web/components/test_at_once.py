"""The form is drawn from its first answer alone, and nothing but its own styles is let in for that."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from web.components.at_once import styles_of
from web.components.sheets import IMPORT

pytestmark = pytest.mark.django_db

STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
HOLDS_UP = re.compile(r'<link rel="stylesheet"(?! media="print")')
FORMS = ["/register/general/", "/register/shared/", "/en/register/general/"]


@pytest.mark.parametrize("path", FORMS)
def test_the_form_of_a_newcomer_waits_for_no_style_sheet(client: Client, path: str) -> None:
    page = client.get(path).content.decode()

    assert len(STYLE.findall(page)) == 1
    assert not HOLDS_UP.search(page)


@pytest.mark.parametrize("path", FORMS)
def test_its_styles_are_let_in_by_their_hash_and_by_nothing_wider(client: Client, path: str) -> None:
    answer = client.get(path)

    (text,) = STYLE.findall(answer.content.decode())
    source = f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
    assert f"style-src 'self' {source};" in answer["Content-Security-Policy"] + ";"


def test_whoever_comes_again_gets_the_sheet_that_is_kept(client: Client) -> None:
    client.get("/register/general/")

    again = client.get("/register/general/")

    assert "<style" not in again.content.decode()
    assert HOLDS_UP.search(again.content.decode())
    assert "sha256" not in again["Content-Security-Policy"]


def test_the_styles_are_whole_and_point_at_what_is_there() -> None:
    html = str(styles_of("css/sheet-portal.css").html)

    assert not IMPORT.search(html)
    addresses = [address for address in re.findall(r'url\("([^"]+)"\)', html) if not address.startswith("data:")]
    assert addresses
    assert all(finders.find(address.removeprefix("/static/")) for address in addresses)


def test_other_pages_have_no_styles_of_their_own(client: Client) -> None:
    for path in ("/", "/register/", "/login/"):
        assert "<style" not in client.get(path).content.decode()
