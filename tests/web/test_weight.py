"""No page is heavy, none keeps the browser waiting for a script, and what comes with one is kept (issue 5, speed).

Counted from what is sent, so no figure depends on the machine. What a browser makes of it is measured in `benchmarks/`.
"""

import re
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.test import Client

from port.language import Language
from tests.factories import a_company_account, a_company_document, everything_acknowledged
from tests.web.public_pages import public_pages
from tests.web.weighing import Weight, weight_of

pytestmark = pytest.mark.django_db

KB = 1000
FIRST_VISIT = 100 * KB
SECOND_VISIT = 30 * KB
BROWSER = {"Accept-Encoding": "gzip"}
"""A little heavier than brotli, which is what most browsers get."""
INSIDE = [
    "/company/",
    "/company/data/",
    "/company/documents/",
    "/company/bindings/",
    "/account/person/",
    "/account/rights/",
]
SCRIPT = re.compile(r"<script\b[^>]*>")
PICTURE = re.compile(r"<img\b[^>]*>")


@pytest.fixture
def portal() -> None:
    """With all the words that come with the product."""
    call_command("load_reference_data", verbosity=0)


def _weights(client: Client, pages: dict[str, str]) -> Iterator[tuple[str, str, Weight]]:
    for name, path in pages.items():
        answer = client.get(path, headers=BROWSER)
        assert answer.status_code == 200, path
        yield name, _page(client, path), weight_of(answer)


def _page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def _too_heavy(weights: list[tuple[str, str, Weight]]) -> list[str]:
    return [
        f"{name}: {weight.first} at first, {weight.again} again"
        for name, _, weight in weights
        if weight.first > FIRST_VISIT or weight.again > SECOND_VISIT
    ]


@pytest.mark.usefixtures("portal")
@pytest.mark.parametrize("language", Language)
def test_a_public_page_is_light_and_waits_for_nothing(client: Client, language: Language) -> None:
    weights = list(_weights(client, public_pages(language)))

    assert len(weights) > 30
    assert _too_heavy(weights) == []
    scripts = {script for _, page, _ in weights for script in SCRIPT.findall(page)}
    assert [script for script in scripts if "defer" not in script and 'type="module"' not in script] == []
    pictures = {picture for _, page, _ in weights for picture in PICTURE.findall(page)}
    assert [picture for picture in pictures if "width=" not in picture or "height=" not in picture] == []


@pytest.mark.usefixtures("portal")
def test_a_page_that_asks_for_nothing_brings_no_script_of_forms(client: Client) -> None:
    for path in ("/", "/news/", "/faq/", "/search/?q=帳號"):
        scripts = SCRIPT.findall(_page(client, path))

        assert len(scripts) == 3, scripts
        assert not [script for script in scripts if "htmx" in script or "upload" in script]


def test_a_page_of_a_company_is_light(client: Client) -> None:
    account = a_company_account()
    a_company_document(company=account.company)
    everything_acknowledged(account)
    client.force_login(account.user)

    weights = list(_weights(client, {path: path for path in INSIDE}))

    assert _too_heavy(weights) == []


def test_too_much_is_noticed() -> None:
    heavy, light = Weight(20 * KB, {"a.css": 81 * KB}), Weight(20 * KB, {"a.css": 80 * KB})
    long = Weight(31 * KB, {})

    assert len(_too_heavy([("heavy", "", heavy), ("light", "", light), ("long", "", long)])) == 2
