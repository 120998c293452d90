"""What the record keeps of where a request came from: no address, and yet the same visitor is known again (C9)."""

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from port.audit.enums import Act
from port.audit.models import AuditRecord
from tests.factories import a_user
from web.components.origin import origin_of


def origin(address: str) -> str:
    return origin_of(RequestFactory().get("/", REMOTE_ADDR=address))


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:12:34:56:78:9a:bc", "2001:db8:12::/48"),
        ("fe80::1%eth0", "fe80::/48"),
    ],
)
def test_the_network_is_told_and_the_address_is_not(address, network) -> None:
    told, hashed = origin(address).split()

    assert told == network
    assert len(hashed) == 16
    assert address not in origin(address)


def test_two_visitors_of_one_network_are_told_apart_and_one_is_known_again() -> None:
    assert origin("192.0.2.1") == origin("192.0.2.1") == origin("::ffff:192.0.2.1")
    assert origin("192.0.2.1") != origin("192.0.2.2")


def test_the_hash_is_good_for_nothing_without_the_key(settings) -> None:
    before = origin("192.0.2.1")

    settings.SECRET_KEY = "another"

    assert origin("192.0.2.1") != before


def test_the_visitor_is_whom_the_proxy_has_seen(settings) -> None:
    settings.BEHIND_PROXY = True
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR="203.0.113.9, 198.51.100.7")

    assert origin_of(request).startswith("198.51.100.0/24 ")


@pytest.mark.parametrize("address", ["", "unix:", "not an address\nat all", "999.1.1.1", "192.0.2.1:8080"])
def test_what_is_no_address_leaves_no_origin(address) -> None:
    assert origin(address) == ""


@pytest.mark.django_db
def test_a_record_says_where_the_request_came_from(client: Client) -> None:
    person = a_user()

    client.post(
        reverse("public:login"), {"username": person.username, "password": "not that"}, REMOTE_ADDR="192.0.2.77"
    )

    row = AuditRecord.objects.get(act=Act.ACCOUNT_SIGN_IN_FAILED)
    assert row.origin == origin("192.0.2.77")
    assert len(row.request_id) == 12
