"""Each published entry has an address, whatever staff called it."""

import pytest
from django.test import Client

from port.content.enums import EntryKind
from tests.factories.content import an_entry
from web.components.addresses import OWN_PAGES, address_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "slug"), [*((kind, "some-name") for kind in EntryKind), (EntryKind.FAQ, ""), (EntryKind.DOWNLOAD, "")]
)
def test_whatever_is_published_is_read_at_its_address(client: Client, kind: EntryKind, slug: str) -> None:
    entry = an_entry(kind, slug=slug, title="一個標題", body="它的內容。")

    page = client.get(address_of(entry).partition("#")[0])

    assert page.status_code == 200
    assert "它的內容。" in page.content.decode()


@pytest.mark.parametrize("slug", sorted(OWN_PAGES))
def test_a_policy_has_an_address_of_its_own(client: Client, slug: str) -> None:
    entry = an_entry(EntryKind.PAGE, slug=slug, body="它的內容。")

    assert address_of(entry) == f"/{slug}/"
    assert "它的內容。" in client.get(address_of(entry)).content.decode()
