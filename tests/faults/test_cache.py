"""The shared cache is away, hangs, or is back: nothing depends on it, so nobody is turned away or signed out."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.factories import PASSWORD
from tests.faults.stage import Stage
from tests.faults.visitor import Answer, Visitor, is_acknowledged
from tests.servers.cache import CacheServer, new_cache

HOLDER = """
import json, random
from itertools import count
from port.taiwan.ubn import is_valid_ubn
from tests.factories import a_company, a_company_account, a_user, everything_acknowledged
number = next(n for n in (f"{{random.randrange(10**8):08}}" for _ in count()) if is_valid_ubn(n))
user = a_user(username={name!r}, email="{name}@example.com")
account = a_company_account(user=user, company=a_company(number=number))
everything_acknowledged(account)
print(json.dumps(account.user.pk))
"""
NUMBERS = count(1)
HOME = "/company/"


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[CacheServer]:
    server = new_cache(tmp_path)
    yield server
    server.stop()


@pytest.fixture
def holder(stage: Stage) -> str:
    """The name of an account that may come in."""
    name = f"cacheholder{next(NUMBERS)}"
    stage.make(HOLDER.format(name=name))
    return name


def is_inside(answer: Answer) -> bool:
    return answer.status == 200 and answer.path.endswith(HOME)


def test_without_the_cache_people_sign_in_stay_signed_in_and_register(
    stage: Stage, cache: CacheServer, holder: str, tmp_path: Path
) -> None:
    cache.stop()
    product = stage.with_servers(tmp_path, CACHE_URL=cache.url)
    first, second = product.web(), product.web()
    visitor = Visitor(first)

    assert is_inside(visitor.sign_in(holder, PASSWORD))
    visitor.web = second
    assert is_inside(visitor.get(HOME)), "the session is in the database"
    assert is_acknowledged(Visitor(second).register("cacheaway"))


@pytest.mark.parametrize("fault", [CacheServer.stop, CacheServer.pause], ids=["goes away", "hangs"])
def test_a_cache_that_fails_signs_nobody_out_and_revives_nobody_when_it_is_back(
    stage: Stage, cache: CacheServer, holder: str, tmp_path: Path, fault
) -> None:
    web = stage.with_servers(tmp_path, CACHE_URL=cache.url).web()
    visitor, leaves = Visitor(web), Visitor(web)
    assert is_inside(visitor.sign_in(holder, PASSWORD))
    assert is_inside(leaves.sign_in(holder, PASSWORD))
    kept = next(cookie.value for cookie in leaves.cookies if cookie.name == "session")

    fault(cache)
    assert is_inside(visitor.get(HOME))
    assert leaves.post("/logout/", {}).status == 200
    cache.resume() if fault is CacheServer.pause else cache.start()

    assert is_inside(visitor.get(HOME))
    next(cookie for cookie in leaves.cookies if cookie.name == "session").value = kept
    assert "/login/" in leaves.get(HOME).path, "what the cache still knows of a session opens nothing"


def test_limits_are_counted_without_the_cache(stage: Stage, cache: CacheServer, tmp_path: Path) -> None:
    """They are in the database, so that a cache that fails lets nobody guess more passwords."""
    cache.stop()
    web = stage.with_servers(tmp_path, CACHE_URL=cache.url).web()
    before = stage.number("select coalesce(sum(times), 0) from accounts_visitorcount")

    answers = [Visitor(web).sign_in("nobody.there", "不對的密碼一二三四五") for _ in range(3)]

    assert [answer.status for answer in answers] == [422] * 3
    assert stage.number("select sum(times) from accounts_visitorcount") == before + 3
