"""A backup during which the worker sweeps: `python -m tests.tools.backup.meanwhile FOLDER` answers with the swept keys.

One document was there when the first walk began; one came after it. Both are gone right after the moment of the set.
"""

import json
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import connections  # noqa: E402

from tests.tools.backup.inside import stage, sweep  # noqa: E402
from tools.backup import taking  # noqa: E402
from tools.backup.databases import Snapshot, snapshot  # noqa: E402

TOLD: dict[str, Any] = {"moments": 0}


@contextmanager
def disturbed_snapshot(folder: Path) -> Iterator[Snapshot]:
    TOLD["moments"] += 1
    if TOLD["moments"] == 1:
        TOLD["after"] = elsewhere(stage)["key"]
    with snapshot(folder) as taken:
        elsewhere(sweep)
        yield taken


def elsewhere(act: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """On a connection of its own, as another process would."""

    def alone() -> dict[str, Any]:
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(alone).result()


def main() -> None:
    TOLD["before"] = stage()["key"]
    taking.snapshot = disturbed_snapshot
    taking.take_set(Path(sys.argv[1]))
    sys.stdout.write(json.dumps(TOLD))


if __name__ == "__main__":
    main()
