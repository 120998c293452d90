"""The database at one moment: what it holds, a dump of just that, and how a dump is brought back.

PostgreSQL: one transaction reads, and pg_dump is given the same snapshot, while everybody else goes on writing. SQLite:
its own way of copying a database in use; what is read is read from the copy.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection, connections, transaction
from django.utils import timezone

from tools.backup.manifest import DATABASE
from tools.sentences import Unable

COPY = "copy"
SQLITE_FILE = "database.sqlite3"
JOBS = "2"  # tables at a time, on a machine that has other work
NO_LIMITS = ("statement_timeout", "idle_in_transaction_session_timeout")


@dataclass(frozen=True)
class Snapshot:
    """`alias` is the connection that sees this moment and nothing later; `name` is what PostgreSQL calls it."""

    alias: str
    moment: datetime
    name: str = ""

    def rows(self) -> dict[str, int]:
        """How many rows each table has."""
        with connections[self.alias].cursor() as cursor:
            return {table: _count(cursor, table) for table in sorted(tables(self.alias))}

    def dump(self, folder: Path) -> None:
        """SQLite's copy lies there already."""
        if self.name:
            options = ("--format=directory", f"--jobs={JOBS}", "--no-owner", "--no-privileges")
            run_program("pg_dump", *options, f"--snapshot={self.name}", f"--file={folder / DATABASE}")


def tables(alias: str = "default") -> list[str]:
    with connections[alias].cursor() as cursor:
        return list(connections[alias].introspection.table_names(cursor))


@contextmanager
def snapshot(folder: Path) -> Iterator[Snapshot]:
    with _snapshot_of_postgresql() if connection.vendor == "postgresql" else _copy_of_sqlite(folder) as taken:
        yield taken


@contextmanager
def _snapshot_of_postgresql() -> Iterator[Snapshot]:
    if connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"]:
        raise Unable(
            "pg_dump needs a session of its own: set PGHOST and PGPORT to the server itself, not to its pooler."
        )
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for limit in NO_LIMITS:
            cursor.execute(f"SET LOCAL {limit} = 0")
        cursor.execute("SELECT pg_export_snapshot(), clock_timestamp()")
        name, moment = cursor.fetchone()
        yield Snapshot("default", moment, name)


@contextmanager
def _copy_of_sqlite(folder: Path) -> Iterator[Snapshot]:
    """A writer waits for nobody meanwhile (WAL), and the copy is of the moment in which it began."""
    target = folder / DATABASE / SQLITE_FILE
    target.parent.mkdir(exist_ok=True)
    target.unlink(missing_ok=True)
    moment = timezone.now()
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    connections.databases[COPY] = {**connection.settings_dict, "NAME": target, "OPTIONS": {}}
    try:
        yield Snapshot(COPY, moment)
    finally:
        connections[COPY].close()
        del connections[COPY], connections.databases[COPY]


def bring_back(folder: Path) -> None:
    """Into the empty database of the settings."""
    if connection.vendor == "postgresql":
        options = ("--exit-on-error", "--no-owner", "--no-privileges", f"--jobs={JOBS}", "--dbname")
        run_program("pg_restore", *options, connection.settings_dict["NAME"], str(folder / DATABASE))
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
            cursor.execute("ANALYZE")
        return
    place = Path(connection.settings_dict["NAME"])
    connection.close()
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = place.with_name(f".{place.name}.part")
    shutil.copyfile(folder / DATABASE / SQLITE_FILE, unfinished)
    unfinished.chmod(0o600)
    unfinished.rename(place)
    os.sync()


def run_program(name: str, *arguments: str) -> None:
    """A program of PostgreSQL, with the address that the settings have. Raises `Unable` with its last words."""
    settings = connection.settings_dict
    known = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGDATABASE": "NAME", "PGPASSWORD": "PASSWORD"}
    address = {variable: str(settings[key]) for variable, key in known.items() if settings[key]}
    command = [name, *arguments]
    try:
        process = subprocess.Popen(command, env={**os.environ, **address}, stderr=subprocess.PIPE, text=True)
    except FileNotFoundError:
        raise Unable(
            f"There is no {name} here. Install PostgreSQL's client programs, of the server's version."
        ) from None
    with process:
        said = process.stderr.read() if process.stderr else ""
    if process.returncode != 0:
        last = said.strip().splitlines()[-1:] or ["it said nothing"]
        raise Unable(f"{name} failed: {last[0]}")


def _count(cursor: object, table: str) -> int:
    asked = f"SELECT count(*) FROM {connection.ops.quote_name(table)}"  # noqa: S608  # nosec B608 - a name of ours
    cursor.execute(asked)  # type: ignore[attr-defined]
    return int(cursor.fetchone()[0])  # type: ignore[attr-defined]
