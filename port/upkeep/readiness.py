"""Whether this process can do its work: each thing that it leans on is asked, and has a second to answer.

What the product can do without for a while is not asked: letters wait for the mail server, documents for the scanner.
"""

import logging
import os
from collections.abc import Callable
from pathlib import Path
from secrets import token_hex

from django.core.cache import cache
from django.core.files.storage import FileSystemStorage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from port.documents.storage import document_storage
from port.upkeep.limited import TookTooLong, within

logger = logging.getLogger(__name__)

SECONDS = 1.0
"""For each. Whoever asks is seldom patient for longer than three."""

FINE = "ok"
PROBE = "readyz"
"""The name of what is looked for in the cache and in the store; it need not be there."""


class NotReady(Exception):
    """Something answers, but not as it must; `str()` says how, in a word or two."""


def readiness(*, without: frozenset[str] = frozenset()) -> dict[str, str]:
    """`ok` or what is wrong, by name. Names in `without` are left out."""
    migrations.read_ours()
    return {name: _answer(name, look) for name, look in LOOKS.items() if name not in without}


def _answer(name: str, look: Callable[[], None]) -> str:
    """In words of ours: what a server says of its own fault is for the log, not for whoever asks."""
    try:
        within(SECONDS, look, name=name)
    except TookTooLong:
        return "no answer"
    except NotReady as fault:
        return str(fault)
    except Exception as fault:  # noqa: BLE001 - whatever is wrong with it, the others are asked as well
        logger.warning("%s is not ready: %s", name, type(fault).__name__)
        return "not reachable"
    return FINE


def database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


class Migrations:
    """Once they are all applied, this process needs not ask again: newer ones belong to newer code."""

    def __init__(self) -> None:
        self.known = self.applied = False

    def __call__(self) -> None:
        if self.applied:
            return
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise NotReady("not applied")
        self.applied = True

    def read_ours(self) -> None:
        """The files of the migrations; that takes a while the first time, and waits for nobody."""
        if not self.known:
            MigrationLoader(None, ignore_no_migrations=True)
            self.known = True


migrations = Migrations()


def shared_cache() -> None:
    said = token_hex(8)
    cache.set(PROBE, said, timeout=60)
    if cache.get(PROBE) != said:
        raise NotReady("does not keep")


def storage() -> None:
    """That it can be reached; a disk must take files as well. `manage.py doctor` writes one."""
    store = document_storage()
    if isinstance(store, FileSystemStorage):
        _must_be_writable(Path(store.location))
    store.exists(PROBE)


def _must_be_writable(folder: Path) -> None:
    there = next(place for place in (folder, *folder.parents) if place.exists())
    if not (os.access(there, os.W_OK | os.X_OK)):
        raise NotReady("not writable")


LOOKS: dict[str, Callable[[], None]] = {
    "database": database,
    "migrations": migrations,
    "cache": shared_cache,
    "storage": storage,
}
