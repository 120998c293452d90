"""What every page carries to the browser, and that nothing but what says so is open to strangers (V-33, V-53)."""

import inspect
import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.codebase.sources import ROOT
from tests.web.answers import body_of
from tests.web.test_role_matrix import MATRIX, ROLES, World

pytestmark = pytest.mark.django_db

WITH_PAGES = [name for name, row in MATRIX.items() if 200 in row.get]
HASH = re.compile(r" 'sha256-[A-Za-z0-9+/]{43}='")
"""Of one text, which lets in nothing else (`web/components/at_once.py`)."""


def shown(world: World, name: str) -> tuple[str, HttpResponse]:
    """The page of that name, as the last of the roles sees it that may."""
    row = dict(zip(ROLES, MATRIX[name].get, strict=True))
    role = [role for role, status in row.items() if status == 200][-1]
    return role, world.client(role).get(reverse(name, args=MATRIX[name].arguments(world)))


@pytest.mark.parametrize("name", WITH_PAGES)
def test_every_page_carries_the_headers_of_the_fence(name: str) -> None:
    role, page = shown(World(), name)

    body_of(page)
    policy = dict(part.strip().partition(" ")[::2] for part in page["Content-Security-Policy"].split(";"))
    assert "unsafe" not in page["Content-Security-Policy"]
    assert policy["default-src"] == "'none'"
    styles = HASH.sub("", policy.get("style-src", "'self'"))
    assert {policy.get("script-src", "'self'"), styles} == {"'self'"}
    kept_out = ("object-src", "base-uri", "frame-ancestors") if "html" in page["Content-Type"] else ()
    assert {policy[name] for name in kept_out} <= {"'none'"}
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["X-Frame-Options"] == "DENY"
    assert page["Referrer-Policy"] == "same-origin"
    assert page["Cross-Origin-Opener-Policy"] == "same-origin"
    assert page["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in page["Permissions-Policy"]
    assert role == "stranger" or "no-store" in page["Cache-Control"]


@pytest.mark.parametrize("path", ["/nothing/here/", "/staff/nothing/", "/company/nothing/"])
def test_a_page_of_an_error_carries_them_too(client: Client, path: str) -> None:
    page = client.get(path)

    assert page.status_code in (302, 404)
    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert page["X-Content-Type-Options"] == "nosniff"


def test_a_file_of_style_or_script_carries_them_too(client: Client) -> None:
    answer = client.get("/static/css/base.css")

    body_of(answer)
    assert answer.status_code == 200
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_nobody_is_echoed_what_they_sent() -> None:
    world = World()
    people = [world.client(role) for role in ("stranger", "company", "head")]
    paths = [reverse(name, args=row.arguments(world)) for name, row in MATRIX.items()]

    answered = {(path, person.trace(path).status_code) for path in paths for person in people}

    assert {(path, status) for path, status in answered if status not in (302, 403, 404, 405)} == set()


def views(resolver: URLResolver, space: str = "") -> dict[str, object]:
    found: dict[str, object] = {}
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            found |= views(entry, f"{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            found[f"{space}{entry.name}"] = entry.callback
    return found


def test_only_what_says_so_is_open_to_strangers() -> None:
    open_to_strangers = {name for name, row in MATRIX.items() if row.get[0] != 302 or row.post[0] not in (302, 405)}

    says_so = {name for name, view in views(get_resolver()).items() if not getattr(view, "login_required", True)}

    assert {name for name in open_to_strangers if not name.startswith("mailbox:")} <= says_so
    inside = {name for name in says_so if name.startswith(("staff:", "company:", "account:"))}
    assert inside == {
        "account:confirm_email",
        "account:standing",
    }  # the one asks for the password, the other says yes or no


@pytest.mark.parametrize("name", [name for name in WITH_PAGES if "token" in inspect.getsource(MATRIX[name].arguments)])
def test_the_address_of_a_secret_link_is_told_to_nobody(name: str) -> None:
    _, page = shown(World(), name)

    assert page["Referrer-Policy"] == "same-origin"
    assert "no-store" in page["Cache-Control"]
    assert "http://" not in page.content.decode().replace("http://www.w3.org", "").replace("http://testserver", "")


def test_no_template_writes_a_script_or_a_style_into_the_page() -> None:
    inline = ["<script>", "<style", " style=", " onclick=", " onload=", " onsubmit=", "javascript:", "|safe"]
    templates = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("web/**/templates/**/*.html")]
    pages = [path for path in templates if "letters" not in path.parts]

    found = [f"{path.name}: {bad}" for path in pages for bad in inline if bad in path.read_text(encoding="utf-8")]

    assert found == []
