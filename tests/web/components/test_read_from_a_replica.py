"""Pages that only tell may be read from a replica, unless it may not know yet what was just published."""

import pytest
from django.core.cache import cache
from django.test import Client

from port.content import reading
from web.components import content_pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One word for each page that might have been read from a replica."""
    words: list[str] = []
    monkeypatch.setattr(content_pages, "perhaps_a_little_old", lambda make: words.append("read") or make())
    return words


def test_what_only_tells_may_be_read_from_it_once_a_minute(read, client: Client) -> None:
    client.get("/feed/")
    client.get("/feed/")

    assert read == ["read"]


def test_what_was_just_published_is_read_where_it_was_written(read, client: Client) -> None:
    reading.forget_what_was_read()

    assert client.get("/feed/").status_code == 200
    assert read == []

    cache.delete(reading.JUST_CHANGED)
    client.get("/en/feed/")
    assert read == ["read"]


def test_whoever_has_a_session_is_answered_by_the_database(read, client: Client) -> None:
    client.cookies["sessionid"] = "anything"

    assert client.get("/feed/").status_code == 200
    assert read == []
