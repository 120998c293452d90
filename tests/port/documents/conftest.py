"""Every test here has a store of its own, empty, and gone afterwards."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def store(settings: Settings, tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    documents = {**settings.STORAGES["documents"], "OPTIONS": {"location": folder}}
    settings.STORAGES = {**settings.STORAGES, "documents": documents}
    return folder
