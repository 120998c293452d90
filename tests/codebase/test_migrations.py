"""A migration runs while people work, and beside the version before it: nobody waits for long, and nothing is missed.

The migrations of before the first deployment are listed by name; each one since then is looked at.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import models
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    CreateModel,
    DeleteModel,
    RemoveField,
    RenameField,
    RunPython,
)
from django.db.migrations.state import ModelState, ProjectState

from tests.codebase.migration_rules import faults
from tests.codebase.sources import ROOT
from tests.servers.database import Database, new_database

BEFORE = (Path(__file__).parent / "migrations_of_before.txt").read_text().split()
OURS = "port."
AN_INDEX = models.Index(fields=["name"], name="by_name")


class AddIndexWhileServing(AddIndex):
    """An operation of that kind, which is made beside Django's."""


@pytest.fixture(scope="module")
def loader() -> MigrationLoader:
    return MigrationLoader(None)


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    server = new_database()
    yield server
    server.stop()


def named(loader: MigrationLoader) -> dict[str, Migration]:
    ours = {key: each for key, each in loader.disk_migrations.items() if each.__module__.startswith(OURS)}
    return {f"{app}.{name}": migration for (app, name), migration in ours.items()}


def since(loader: MigrationLoader) -> dict[str, Migration]:
    return {name: migration for name, migration in named(loader).items() if name not in BEFORE}


def a_migration(*operations, atomic: bool = True) -> Migration:
    migration = Migration("0002_next", "quay")
    migration.operations, migration.atomic = list(operations), atomic
    return migration


def quays() -> ProjectState:
    fields = [("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=10, null=True))]
    state = ProjectState()
    state.add_model(ModelState("quay", "Quay", fields))
    return state


def a_field(**options) -> AddField:
    return AddField("Quay", "length", models.IntegerField(**options))


def a_changed_name(**options) -> AlterField:
    return AlterField("Quay", "name", models.CharField(**{"max_length": 10, "null": True} | options))


@pytest.mark.parametrize(
    ("migration", "because"),
    [
        (a_migration(a_field(default=0)), "writes rows without it"),
        (a_migration(a_field(null=True, db_index=True)), "while its index is made"),
        (a_migration(a_field(null=True, unique=True)), "while its index is made"),
        (a_migration(a_changed_name(max_length=9)), "does not fit"),
        (a_migration(AlterField("Quay", "name", models.IntegerField(null=True))), "written anew"),
        (a_migration(a_changed_name(null=False)), "may still write null"),
        (a_migration(a_changed_name(db_index=True)), "while its index is made"),
        (a_migration(AddIndex("Quay", AN_INDEX)), "use AddIndexWhileServing"),
        (a_migration(AddConstraint("Quay", models.UniqueConstraint(fields=["name"], name="once"))), "NOT VALID"),
        (a_migration(RemoveField("Quay", "name")), "one version later"),
        (a_migration(RenameField("Quay", "name", "title")), "one version later"),
        (a_migration(DeleteModel("Quay")), "one version later"),
        (a_migration(RunPython(RunPython.noop)), "set atomic = False"),
    ],
)
def test_what_would_hold_people_up_or_break_the_version_before_is_noticed(migration: Migration, because: str):
    found = faults(migration, quays())

    assert len(found) == 1
    assert because in found[0]


@pytest.mark.parametrize(
    "migration",
    [
        a_migration(a_field(null=True)),
        a_migration(a_field(db_default=0)),
        a_migration(a_changed_name(max_length=11)),
        a_migration(AddIndexWhileServing("Quay", AN_INDEX), atomic=False),
        a_migration(RunPython(RunPython.noop), atomic=False),
        a_migration(
            CreateModel("Crane", [("id", models.BigAutoField(primary_key=True)), ("name", models.TextField())]),
            AddIndex("Crane", AN_INDEX),
            AddConstraint("Crane", models.UniqueConstraint(fields=["name"], name="once")),
        ),
    ],
)
def test_what_holds_nobody_up_is_let_through(migration: Migration):
    assert faults(migration, quays()) == []


def test_the_migrations_of_before_are_all_there(loader: MigrationLoader):
    assert BEFORE
    assert [name for name in BEFORE if name not in named(loader)] == []


def test_each_migration_since_then_may_run_while_people_work(loader: MigrationLoader):
    new = since(loader)
    states = {name: loader.project_state((each.app_label, each.name), at_end=False) for name, each in new.items()}

    assert [fault for name, each in sorted(new.items()) for fault in faults(each, states[name])] == []


def test_the_statements_of_each_migration_since_then_lock_no_table_for_long(
    loader: MigrationLoader, database: Database, tmp_path: Path
):
    known_bad, new = "registration.0005_portal", sorted(since(loader))
    said = {"DJANGO_SETTINGS_MODULE": "tests.servers.settings", "PORTPASS_STAGE": str(tmp_path)}

    done = subprocess.run(
        [sys.executable, "-m", "tests.codebase.migration_statements", known_bad, *new],
        cwd=ROOT,
        env={**os.environ, **database.environment, **said},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found.pop(known_bad), "It adds columns that the version before does not fill, which must be noticed."
    assert {name: issues for name, issues in found.items() if issues} == {}
