"""One place of each kind that is full, and one set of it; the tests restore it wherever they want."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.servers.database import Database, new_database
from tests.tools.backup.places import Place, a_place_of_production, an_embedded_place


@dataclass
class Taken:
    """A full place, what it held, its set, and how another, empty place of that kind is made."""

    place: Place
    held: dict[str, Any]
    folder: Path
    said: str
    elsewhere: Callable[[], Place]


@pytest.fixture(scope="session")
def database() -> Iterator[Database]:
    server = new_database()
    yield server
    server.stop()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def taken(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Taken:
    here, numbers = tmp_path_factory.mktemp(request.param), count(1)

    def place() -> Place:
        name = f"place{next(numbers)}"
        if request.param == "sqlite":
            return an_embedded_place(here / name)
        return a_place_of_production(here / name, request.getfixturevalue("database"), name)

    full = place()
    held = full.inside("fill")
    done = full.backup(here / "set")
    assert done.returncode == 0, done.stderr
    return Taken(full, held, here / "set", done.stdout, place)
