"""What holds for every test: a store of its own, and no network."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings


@pytest.fixture(autouse=True)
def a_store_of_its_own(settings, tmp_path: Path) -> Iterator[None]:
    documents = settings.STORAGES["documents"]
    own = {**settings.STORAGES, "documents": {**documents, "OPTIONS": {"location": tmp_path / "documents"}}}
    settings.MAILBOX_FOLDER = tmp_path / "mailbox"
    with override_settings(STORAGES=own):
        yield
