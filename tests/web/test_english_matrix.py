"""Every address answers every role in English as it does in Chinese (`test_role_matrix.py`), in one world for all of them."""

from collections.abc import Callable, Iterator

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from port.language import CHINESE_ALONE, Language
from tests.web.test_fuzz import PLACES, filled_with_nothing, routes_with_holes
from tests.web.test_role_matrix import MATRIX, ROLES, World, closing_all, posted_statuses

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


def in_english(name: str, world: World) -> str:
    with translation.override(Language.ENGLISH.value):
        return reverse(name, args=MATRIX[name].arguments(world))


def english_addresses(world: World) -> Iterator[tuple[str, str]]:
    """View names with the English address of each; what there is in Chinese alone is left out."""
    for name in MATRIX:
        if (path := in_english(name, world)).startswith("/en/"):
            yield name, path


def asked(world: World, ask: Callable[[Client, str], HttpResponse]) -> dict[str, tuple[int, ...]]:
    """What each address answers each role. Closed at the end, since an answer that is closed takes the database with it."""
    with closing_all() as answers:
        found = {}
        for name, path in english_addresses(world):
            own = {f"{name} {role}": ask(world.client(role), path) for role in ROLES}
            answers.update(own)
            found[name] = tuple(answer.status_code for answer in own.values())
        return found


def test_every_page_of_the_public_and_of_companies_has_an_english_address(world: World) -> None:
    in_chinese_alone = [name for name in MATRIX if in_english(name, world).startswith(CHINESE_ALONE)]
    others = set(MATRIX) - set(in_chinese_alone)

    assert {name.partition(":")[0] for name in in_chinese_alone} <= {"staff", "mailbox", "gallery"}
    assert {name.partition(":")[0] for name in others} == {"public", "company", "account"}


def test_what_is_for_staff_alone_is_in_chinese_alone(client: Client) -> None:
    assert {client.get("/en" + path).status_code for path in CHINESE_ALONE} == {404}


def test_get(world: World) -> None:
    answered = asked(world, lambda client, path: client.get(path))

    assert answered == {name: MATRIX[name].get for name in answered}


def test_post(world: World) -> None:
    answered = asked(world, lambda client, path: client.post(path))

    assert answered == {name: posted_statuses(name) for name in answered}


def test_an_english_address_of_nothing_is_answered_in_words(world: World) -> None:
    clients = {"public": world.client("stranger"), "inside": world.client("company")}
    for route in routes_with_holes():
        for turn in range(max(len(values) for values in PLACES.values())):
            path = "/en" + filled_with_nothing(route, turn)
            client = clients["inside" if path.startswith(("/en/company/", "/en/account/")) else "public"]

            assert client.get(path).status_code < 500, path
            assert client.post(path).status_code < 500, path
