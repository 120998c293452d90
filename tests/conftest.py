"""What holds for every test: a store of its own, a memory of its own, and no network."""

from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.core.cache import cache
from django.test import override_settings

from tests.record_guard import emptying_between_tests_is_no_tampering
from tools.translations import compile_translations

__all__ = ["emptying_between_tests_is_no_tampering"]

# How long an example takes says more of what else the machine does than of the product.
hypothesis.settings.register_profile("portpass", deadline=None)
hypothesis.settings.load_profile("portpass")


def pytest_sessionstart() -> None:
    """The translations as they stand in the repository, and not as somebody compiled them once."""
    compile_translations()


@pytest.fixture(autouse=True)
def a_store_of_its_own(settings, tmp_path: Path) -> Iterator[None]:
    documents = settings.STORAGES["documents"]
    own = {**settings.STORAGES, "documents": {**documents, "OPTIONS": {"location": tmp_path / "documents"}}}
    settings.MAILBOX_FOLDER = tmp_path / "mailbox"
    settings.AUDIT_HEADS_FOLDER = tmp_path / "audit-heads"
    with override_settings(STORAGES=own):
        yield


@pytest.fixture(autouse=True)
def a_memory_of_its_own() -> None:
    """The cache outlives the rows of a test, which are rolled back."""
    cache.clear()
