"""Places with a database and documents of their own, as the commands meet them: each command is a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.servers.database import Database
from tools.places import ROOT

SECRET = "only-for-a-place-" + "0123456789abcdef" * 3
ASKS = "tests.tools.backup.inside"


@dataclass
class Place:
    """`folder` holds its documents, and its SQLite where it has one."""

    folder: Path
    environment: Mapping[str, str]

    def run(self, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
        environment = {**self.environment, **more}
        return subprocess.run([sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True)

    def backup(self, folder: Path, *base: Path) -> "subprocess.CompletedProcess[str]":
        return self.run("-m", "tools.backup", "make", str(folder), *map(str, base))

    def restore(self, folder: Path, **more: str) -> "subprocess.CompletedProcess[str]":
        return self.run("-m", "tools.backup", "restore", str(folder), **more)

    def inside(self, what: str, *words: str) -> dict[str, object]:
        """The answer of a function of `inside.py`, which runs at this place."""
        done = self.run("-m", ASKS, what, *words)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    @property
    def documents(self) -> Path:
        return self.folder / "documents"


def an_embedded_place(folder: Path) -> Place:
    """The local run, which has a SQLite; empty."""
    folder.mkdir()
    (folder / "secret_key").write_text(SECRET)
    return Place(
        folder, without_a_place() | {"DJANGO_SETTINGS_MODULE": "config.settings.local", "PORTPASS_VAR": str(folder)}
    )


def a_place_of_production(folder: Path, database: Database, name: str, **more: str) -> Place:
    """Production's settings with a new database of that name on the server; empty."""
    folder.mkdir()
    database.create(name)
    said = {"DJANGO_SETTINGS_MODULE": "tests.servers.settings", "PORTPASS_STAGE": str(folder)}
    programs = {"PATH": f"{database.programs}{os.pathsep}{os.environ['PATH']}"}
    return Place(folder, without_a_place() | said | database.environment | {"PGDATABASE": name} | programs | more)


def without_a_place() -> dict[str, str]:
    """What the suite's own database is called is nobody's business here."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PG", "DATABASE_", "PORTPASS_"))}
