"""The gallery shows every component in its states, and is there in the local run only."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import a_reviewer
from web.gallery.contracts import component_files, contract_of
from web.gallery.views import FAULTS, HEADS, LAST_PAGES, STANDINGS

pytestmark = pytest.mark.django_db


def test_every_component_is_shown(client: Client) -> None:
    page = client.get("/components/").content.decode()

    assert len(component_files()) > 50
    assert [name for name in component_files() if f'data-component="{name}"' not in page] == []


@pytest.mark.parametrize("name", component_files())
def test_every_component_says_what_it_is_for_and_how_it_is_called(name: str) -> None:
    assert len(contract_of(name)) > 20


@pytest.mark.parametrize("name", [*HEADS, *(f"company--{name}" for name in STANDINGS)])
def test_a_head_stands_on_a_page_of_its_own(client: Client, name: str) -> None:
    a_reviewer()

    page = client.get(reverse("gallery:head", args=[name]))

    assert page.status_code == 200
    assert page.content.decode().count("<h1>") == 1


def test_the_end_of_a_sign_in_can_be_seen_in_each_of_its_states(client: Client) -> None:
    page = client.get("/components/heads/company--warned/").content.decode()

    assert 'data-ask="/components/standing/warned/"' in page
    assert client.get("/components/standing/warned/").json()["idle_left"] < 120


@pytest.mark.parametrize("code", [*FAULTS, *LAST_PAGES])
def test_every_error_page_can_be_seen(client: Client, code: int) -> None:
    page = client.get(reverse("gallery:error", args=[code])).content.decode()

    assert f'<span class="num">{code}</span>' in page


@pytest.mark.parametrize("path", ["heads/nothing/", "heads/company--nothing/", "errors/418/", "standing/nothing/"])
def test_what_the_gallery_does_not_have_is_not_found(client: Client, path: str) -> None:
    assert client.get(f"/components/{path}").status_code == 404
