"""Every test here has a store of its own, empty, and gone afterwards."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django import Settings

from port.options import options
from tests.port.documents.clamd import Clamd


@pytest.fixture(autouse=True)
def store(settings: Settings, tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    documents = {**settings.STORAGES["documents"], "OPTIONS": {"location": folder}}
    settings.STORAGES = {**settings.STORAGES, "documents": documents}
    return folder


@pytest.fixture
def clamd(settings: Settings) -> Iterator[Clamd]:
    """A virus scanner that runs and that the product asks."""
    with Clamd() as scanner:
        settings.PORT_OPTIONS = replace(options(), clamd=scanner.address)
        yield scanner
