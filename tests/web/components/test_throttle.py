"""Whom a visit is counted against."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory

from web.components.origin import address_of
from web.components.throttle import within_limit


@pytest.mark.parametrize(
    ("behind_proxy", "forwarded", "address"),
    [
        (False, "198.51.100.7", "192.0.2.1"),
        (True, "198.51.100.7", "198.51.100.7"),
        (True, "made up by the visitor, 198.51.100.7", "198.51.100.7"),
        (True, "", "192.0.2.1"),
    ],
)
def test_only_what_the_proxy_itself_has_seen_is_believed(settings, behind_proxy, forwarded, address) -> None:
    settings.BEHIND_PROXY = behind_proxy
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)

    assert address_of(request) == address


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("other", "is_one_visitor"),
    [("2001:db8:0:1:ffff::9", True), ("2001:db8:0:2::1", False), ("192.0.2.1", False)],
)
def test_one_line_of_ipv6_is_one_visitor(other: str, is_one_visitor: bool) -> None:
    """A line at home has 2⁶⁴ addresses of IPv6 to choose from."""
    first = RequestFactory().get("/", REMOTE_ADDR="2001:db8:0:1::1")
    second = RequestFactory().get("/", REMOTE_ADDR=other)
    first.session, second.session = SessionStore(), SessionStore()

    within_limit(first, what="opinion", times=1)

    assert within_limit(second, what="opinion", times=1) is not is_one_visitor


@pytest.mark.django_db
def test_an_address_of_ipv4_is_the_same_visitor_in_the_dress_of_ipv6() -> None:
    first = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1")
    second = RequestFactory().get("/", REMOTE_ADDR="::ffff:192.0.2.1")
    first.session, second.session = SessionStore(), SessionStore()

    within_limit(first, what="opinion", times=1)

    assert not within_limit(second, what="opinion", times=1)
