from collections.abc import Iterator

import pytest

from tests.faults.stage import Stage, new_stage
from tests.servers.database import new_database


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """For all files of this folder that one process of the suite has, since preparing it takes half a minute."""
    database = new_database()
    stage = new_stage(tmp_path_factory.mktemp("stage"), database)
    yield stage
    database.stop()


@pytest.fixture
def stage(prepared: Stage) -> Iterator[Stage]:
    """Its programs end with the test."""
    yield prepared
    prepared.end()
