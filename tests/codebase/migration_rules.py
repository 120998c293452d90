"""What a migration may do while people go on working, with the version before it still running on the same tables.

Two things are asked: does the version before still work on the new tables, and does nobody wait for long? A table that
the same migration makes is nobody's yet, so anything may be done to it.
"""

from collections.abc import Iterator

from django.db import models
from django.db.migrations import Migration
from django.db.migrations.operations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    AlterModelTable,
    AlterUniqueTogether,
    CreateModel,
    DeleteModel,
    RemoveField,
    RenameField,
    RenameModel,
    RunPython,
    RunSQL,
    SeparateDatabaseAndState,
)
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

NOT_READ_ANY_MORE: dict[str, str] = {}
"""Migrations that take something away (app.name), each with the version since which nobody reads or writes it."""

TAKES_AWAY = (RemoveField, DeleteModel, RenameField, RenameModel, AlterModelTable)


def faults(migration: Migration, before: ProjectState) -> list[str]:
    """A sentence for each; `before` are the models as the migration finds them."""
    new = {operation.name_lower for operation in migration.operations if isinstance(operation, CreateModel)}
    state, found = before.clone(), []
    for operation in _flat(migration.operations):
        if _model_of(operation) not in new:
            found += _faults_of(operation, migration, state)
        operation.state_forwards(migration.app_label, state)
    return found


def _flat(operations: list[Operation]) -> Iterator[Operation]:
    for operation in operations:
        if isinstance(operation, SeparateDatabaseAndState):
            yield from _flat(operation.database_operations)
        else:
            yield operation


def _model_of(operation: Operation) -> str:
    return str(getattr(operation, "model_name", "") or getattr(operation, "name", "") or "").lower()


def _faults_of(operation: Operation, migration: Migration, state: ProjectState) -> Iterator[str]:
    name = f"{migration.app_label}.{migration.name}: {operation.describe()}"
    if isinstance(operation, TAKES_AWAY) and f"{migration.app_label}.{migration.name}" not in NOT_READ_ANY_MORE:
        yield f"{name}: the version before still needs it; take it away one version later (NOT_READ_ANY_MORE)."
    if isinstance(operation, AddField):
        yield from (f"{name}: {fault}" for fault in _faults_of_a_new_field(operation.field))
    if isinstance(operation, AlterField):
        old = state.models[migration.app_label, operation.model_name_lower].fields[operation.name]
        yield from (f"{name}: {fault}" for fault in _faults_of_a_changed_field(old, operation.field))
    if type(operation) is AddIndex:  # AddIndexWhileServing is one as well, of another class
        yield f"{name}: nobody can write meanwhile; use AddIndexWhileServing."
    if isinstance(operation, AddConstraint | AlterUniqueTogether):
        yield f"{name}: nobody can write while all rows are looked at; add it NOT VALID, and validate it apart."
    if isinstance(operation, RunPython | RunSQL) and migration.atomic:
        yield f"{name}: locks are kept until all rows are done; set atomic = False and write in parts."


def _faults_of_a_new_field(field: models.Field) -> Iterator[str]:
    if field.many_to_many:
        return
    if not field.null and not field.has_db_default():
        yield "the version before writes rows without it; let it be null, or give it a db_default."
    if field.db_index or field.unique:
        yield "nobody can write while its index is made; leave that to AddIndexWhileServing."


def _faults_of_a_changed_field(old: models.Field, new: models.Field) -> Iterator[str]:
    if old.get_internal_type() != new.get_internal_type() or _narrower(old, new):
        yield "the whole table is written anew, or what the version before writes does not fit."
    if old.null and not new.null:
        yield "the version before may still write null."
    if (new.unique and not old.unique) or (new.db_index and not old.db_index):
        yield "nobody can write while its index is made; leave that to AddIndexWhileServing."


def _narrower(old: models.Field, new: models.Field) -> bool:
    unlimited = float("inf")
    return (new.max_length or unlimited) < (old.max_length or unlimited)
