"""Whatever anybody sends to any address: an answer for people, never a fault of ours, never a hang (R-52)."""

import re
import time
from collections import defaultdict
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, get_resolver, resolve, reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.answers import body_of
from tests.web.test_role_matrix import MATRIX, World

pytestmark = pytest.mark.django_db

HANG_SECONDS = 20
"""An answer takes milliseconds; this only tells a hang from a busy machine."""

SEEDS = [
    "",
    "1",
    "-1",
    "0",
    "9" * 30,
    "1.5",
    "NaN",
    "王小明",
    "０９１２３４５６７８",
    "00012345675",
    "on",
    "true",
    "yes",
    "approve",
    "2026-02-30",
    "0000-00-00",
    "\x00",
    "a\r\nBcc: all@example.com",
    "\u202e王明",
    "😀" * 20,
    "=cmd()|' /C calc'!A0",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "{{ 7*7 }}{% debug %}",
    "../../../etc/passwd",
    "%00%ff",
    "a" * 5_000,
    "00000000-0000-0000-0000-000000000000",
    "[1, {}]",
]
VALUES = st.one_of(st.sampled_from(SEEDS), st.text(max_size=40))
NEVER_SAID = re.compile(r"Traceback \(most recent call last\)|django\.db|site-packages|SELECT .* FROM|OperationalError")
BROUGHT = st.sampled_from([b"", b"%PDF-1.7\nnothing", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"\x00" * 64])
FILES = {"document", "files", "file"}


class Controls(HTMLParser):
    """The names that the forms of a page send, by the address they are sent to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, set[str]] = defaultdict(set)
        self.action = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "form":
            self.action = (said.get("action") or "").split("?")[0]
        if tag in {"input", "select", "textarea", "button"} and said.get("name"):
            self.found[self.action].add(str(said["name"]))


CONTROLS: dict[str, set[str]] = defaultdict(set)
"""The names that are sent to each view, learned once from every page that each role sees."""


def learn(clients: dict[str, Client], world: World) -> None:
    for name, row in MATRIX.items():
        path = reverse(name, args=row.arguments(world))
        seers = [role for role, status in zip(clients, row.get, strict=True) if status == 200]
        for role in seers[:1] + seers[-1:]:
            parser = Controls()
            parser.feed(body_of(clients[role].get(path)))
            for action, names in parser.found.items():
                CONTROLS[view_of(action or path)] |= names - {"csrfmiddlewaretoken"}


def view_of(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return path


class Visit:
    """One address of the world, with the roles that get furthest there."""

    def __init__(self, name: str) -> None:
        world = World()
        self.clients = {role: world.client(role) for role in world.people}
        if not CONTROLS:
            learn(self.clients, world)
        for client in self.clients.values():
            client.raise_request_exception = False
        self.path = reverse(name, args=MATRIX[name].arguments(world))
        known = CONTROLS.get(name) or set().union(*CONTROLS.values())
        self.names = sorted(known)
        self.readers = self._first(MATRIX[name].get)
        self.senders = self._first(MATRIX[name].post)

    def _first(self, statuses: tuple[int, ...]) -> list[Client]:
        """The last role that the address lets in, since the first are often strangers; and a stranger."""
        inside = [role for role, status in zip(self.clients, statuses, strict=True) if status not in (302, 403, 405)]
        return [self.clients[role] for role in dict.fromkeys([*inside[-1:], "stranger"])]


def honest(answer: HttpResponseBase, began: float, sent: Any) -> None:
    body = body_of(answer)
    assert answer.status_code < 500, sent
    assert not NEVER_SAID.search(body), sent
    assert time.monotonic() - began < HANG_SECONDS, sent


FUZZ = settings(
    max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True
)


@pytest.mark.parametrize("name", MATRIX)
def test_whatever_anybody_sends_to_an_address_is_answered(name: str) -> None:
    visit = Visit(name)
    asked_for = sorted({*visit.names, "after", "before", "next", "show", "q", "page", "from"})

    @FUZZ
    @given(
        st.dictionaries(st.sampled_from(visit.names), st.lists(VALUES, min_size=1, max_size=3), max_size=12), BROUGHT
    )
    def send(typed: dict[str, list[str]], brought: bytes) -> None:
        files = {key: SimpleUploadedFile("紙\u202e.pdf", brought) for key in FILES & typed.keys()}
        for client in visit.senders:
            began = time.monotonic()
            honest(client.post(visit.path, typed | files), began, (visit.path, typed))

    @FUZZ
    @given(st.dictionaries(st.sampled_from(asked_for), VALUES, max_size=6))
    def ask(asked: dict[str, str]) -> None:
        for client in visit.readers:
            began = time.monotonic()
            honest(client.get(visit.path, asked), began, (visit.path, asked))

    ask()
    send()
    for client in visit.senders:
        for kind, body in BODIES.items():
            began = time.monotonic()
            honest(client.generic("POST", visit.path, body, content_type=kind), began, (name, kind))


BODIES = {
    "application/json": b'{"username": ["x"]}',
    "text/xml": b"<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><x>&y;</x>",
    "multipart/form-data": b"no boundary",
    "multipart/form-data; boundary=x": b"--x\r\nContent-Disposition: form-data; name=\xff\r\n\r\n1\r\n--x--",
    "application/x-www-form-urlencoded": b"\xff\xfe=%zz&&&==&a=%00",
    "application/x-www-form-urlencoded; charset=utf-99": b"a=1",
}
WHO_COMES = {"company": ["company"], "account": ["company"], "staff": ["head", "content", "system", "auditor"]}
HOLE = re.compile(r"<(?:(\w+):)?\w+>")
PLACES = {
    "int": ["0", "1", "999999", str(2**31), str(2**63), "9" * 40],
    "str": ["x", "%00", "王", "a" * 3000, "..%2f..", "%ff", "' OR 1=1", "{{7*7}}"],
    "slug": ["x", "number", "a" * 300],
    "uuid": ["00000000-0000-0000-0000-000000000000", "ffffffff-ffff-4fff-bfff-ffffffffffff"],
}


def routes_with_holes() -> list[str]:
    def walk(resolver: Any, before: str) -> list[str]:
        found = []
        for entry in resolver.url_patterns:
            route = before + str(entry.pattern)
            found += walk(entry, route) if hasattr(entry, "url_patterns") else [route]
        return found

    return [route for route in walk(get_resolver(), "/") if "<" in route]


def filled_with_nothing(route: str, turn: int) -> str:
    """The route with values in its holes that belong to nothing, others with each turn."""
    values = iter([PLACES[kind or "str"][turn % len(PLACES[kind or "str"])] for kind in HOLE.findall(route)])
    return re.sub(r"<[^>]+>", lambda _: next(values), route)


def test_an_address_of_nothing_is_not_found() -> None:
    visit = Visit("public:home")
    for route in routes_with_holes():
        holes = HOLE.findall(route)
        for turn in range(max(len(PLACES[kind or "str"]) for kind in holes)):
            path = filled_with_nothing(route, turn)
            for role in WHO_COMES.get(route.split("/")[1], ["stranger"]):
                began = time.monotonic()
                honest(visit.clients[role].get(path), began, path)
                honest(visit.clients[role].post(path), began, path)


def test_more_fields_than_any_form_has_are_refused(client: Client) -> None:
    body = urlencode([(f"field{number}", "1") for number in range(5_000)])

    answer = client.post(reverse("public:login"), body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 400
