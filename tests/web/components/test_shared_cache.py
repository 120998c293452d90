"""Several processes share a cache; when it is away, slow or back, everything goes on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from config.caches import caches
from tests.servers.cache import CacheServer, new_cache
from web.components.shared_cache import SharedCache


@pytest.fixture
def server(tmp_path: Path) -> Iterator[CacheServer]:
    running = new_cache(tmp_path)
    yield running
    running.stop()


@pytest.fixture(autouse=True)
def rested(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SharedCache, "_rests_until", 0.0)


def cache_of(server: CacheServer) -> SharedCache:
    told = caches(server.url)["default"]
    return SharedCache(told["LOCATION"], {"KEY_PREFIX": told["KEY_PREFIX"]})


def test_what_one_process_keeps_another_one_finds(server: CacheServer) -> None:
    cache_of(server).set("place", "高雄港", 60)

    assert cache_of(server).get("place") == "高雄港"
    assert cache_of(server).get_many(["place", "none"]) == {"place": "高雄港"}


def test_a_cache_that_is_away_is_a_miss(server: CacheServer, caplog: pytest.LogCaptureFixture) -> None:
    cache = cache_of(server)
    cache.set("place", "高雄港", 60)
    server.stop()

    assert cache.get("place", "otherwise") == "otherwise"
    assert cache.get_or_set("place", "read anew", 60) == "read anew"
    assert cache.set_many({"one": 1}) == ["one"]
    assert not cache.delete("place")
    assert "place" not in cache
    assert [record.getMessage().split(" (")[0] for record in caplog.records] == ["the shared cache does not answer"]


def test_a_cache_that_hangs_is_waited_for_once(server: CacheServer, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = cache_of(server)
    server.pause()
    assert cache.get("place") is None

    asked = []
    monkeypatch.setattr(cache._cache, "get", lambda *rest: asked.append(rest))
    assert [cache.get("place") for _ in range(20)] == [None] * 20

    assert asked == []


def test_a_cache_that_is_back_is_asked_again_after_its_rest(
    server: CacheServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = cache_of(server)
    server.stop()
    assert cache.get("place") is None
    server.start()

    monkeypatch.setattr(SharedCache, "_rests_until", 0.0)
    cache.set("place", "基隆港", 60)

    assert cache.get("place") == "基隆港"


def test_without_an_address_each_process_remembers_for_itself() -> None:
    assert {name: told["BACKEND"].rpartition(".")[2] for name, told in caches().items()} == {
        "default": "LocMemCache",
        "pages": "LocMemCache",
        "asked": "LocMemCache",
    }
