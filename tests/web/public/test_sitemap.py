"""網站導覽: every public page, every key."""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from port.content.enums import EntryKind
from tests.factories.content import an_entry

pytestmark = pytest.mark.django_db

REACHED_FROM_OTHERS = {
    *("healthz", "readyz", "metrics"),  # for machines
    "logout",
    "send_again",
    "second_factor",
    "second_factor_passkey",
    "second_factor_asked",
    "recovery_code",
    "secured",
    "forgotten_account_sent",
    "forgotten_password_sent",
    "lost_mailbox_sent",
    "opinions_sent",
    "register_sent",
    "verified",
    "progress_code",
    "progress_standing",
    "progress_send_link",
    "sitemap",
}
"""Steps of what a listed page begins; none can be begun with."""
PARTS_OF_FORMS = ("register_shared_", "register_", "lost_mailbox_")


def names_without_arguments() -> set[str]:
    patterns = {
        each.name: each
        for resolver in get_resolver().url_patterns
        for inner in getattr(resolver, "url_patterns", [])
        for each in getattr(inner, "url_patterns", [])
        if getattr(inner, "namespace", "") == "public"
        if isinstance(each, URLPattern)
    }
    return {name for name, each in patterns.items() if not each.pattern.converters}


def is_a_part(name: str) -> bool:
    return name.startswith(PARTS_OF_FORMS) and name not in {"register_general", "register_shared"}


def test_every_public_page_is_listed(client: Client) -> None:
    names = names_without_arguments() - REACHED_FROM_OTHERS

    page = client.get("/sitemap/").content.decode().partition("<main")[2]

    assert len(names) > 20
    wanted = {reverse(f"public:{name}") for name in names if not is_a_part(name)}
    assert sorted(address for address in wanted if f'href="{address}"' not in page) == []


def test_guides_and_topics_are_listed(client: Client) -> None:
    an_entry(EntryKind.PAGE, slug="how-to-apply", title="怎麼申請帳號")

    page = client.get("/sitemap/").content.decode()

    assert 'href="/pages/how-to-apply/"' in page
    assert 'href="/faq/topics/barred/"' in page
    assert 'href="/news/?topic=teaching"' in page


def test_every_accesskey_is_told_on_the_site_map(client: Client) -> None:
    page = client.get("/sitemap/").content.decode()

    keys = re.findall(r'accesskey="(\w)"', page)
    assert sorted(keys) == ["C", "U", "Z"]
    assert all(f"Alt+{key}" in page for key in keys)
    assert set(re.findall(r"Alt\+(\w)：", page)) == set(keys)


@pytest.mark.parametrize("path", ["/sitemap/", "/queries/", "/faq/"])
def test_looking_up_and_mending_are_found_from(client: Client, path: str) -> None:
    page = client.get(path).content.decode()

    assert 'href="/queries/progress/"' in page
    assert "補正" in page


def test_what_can_be_asked_is_a_menu(client: Client) -> None:
    page = client.get("/queries/").content.decode()

    ways = ["progress", "login", "forgotten_account", "forgotten_password", "lost_mailbox", "faq", "search", "opinions"]
    assert [name for name in ways if f'href="{reverse(f"public:{name}")}"' not in page] == []
    assert "再寄一次補正連結" in page
    assert 'href="tel:0809088568"' in page
