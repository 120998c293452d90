"""Documents in a store of objects are backed up and brought back in the same way as those in a folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.database import Database
from tests.servers.objects import ObjectStore, new_object_store
from tests.tools.backup.places import a_place_of_production


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ObjectStore]:
    store = new_object_store(tmp_path)
    yield store
    store.stop()


def test_documents_move_from_a_store_of_objects_to_a_folder_and_back(
    database: Database, store: ObjectStore, tmp_path: Path
):
    full = a_place_of_production(tmp_path / "full", database, "full", **store.environment)
    held = full.inside("fill")
    folder = a_place_of_production(tmp_path / "folder", database, "folder")
    empty = a_place_of_production(tmp_path / "empty", database, "empty", **store.environment)

    first = full.backup(tmp_path / "first")
    into_folder = folder.restore(tmp_path / "first")
    second = folder.backup(tmp_path / "second")
    refused = empty.restore(tmp_path / "second")
    store.stop()
    store.start()
    into_store = empty.restore(tmp_path / "second")

    assert first.returncode == 0, first.stderr
    assert into_folder.returncode == 0, into_folder.stderr
    assert second.returncode == 0, second.stderr
    assert "The documents of this place are not empty." in refused.stderr
    assert into_store.returncode == 0, into_store.stderr
    assert folder.inside("look") == empty.inside("look") == held
