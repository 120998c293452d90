"""Everything that SQLite and PostgreSQL do differently is decided here.

SQLite takes its one write lock at BEGIN (`transaction_mode: IMMEDIATE`), so rows need no lock of their own there and
Django leaves out `FOR UPDATE` by itself. PostgreSQL locks rows; what is no row is locked by a number.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ContextDecorator, suppress
from datetime import datetime
from typing import Any, TypeVar
from zlib import crc32

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.migrations import AddIndex
from django.db.models import BooleanField, Func, IntegerField, Model, QuerySet, Subquery
from django.utils import timezone

M = TypeVar("M", bound=Model)
V = TypeVar("V")


class CappedCount(Subquery):
    """How many rows the sliced query has; it stops at the slice, while `count(*)` would read the whole table."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) capped)"
    output_field = IntegerField()


class AddIndexWhileServing(AddIndex):
    """For migrations with `atomic = False`: nobody waits for the index, who writes to the table meanwhile. SQLite knows no such way."""

    atomic = False

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        model = to_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            schema_editor.add_index(model, self.index, concurrently=True)


class Together(Func):
    """What several sliced queries bring, each row once. Written by hand, since Django joins no sliced parts on SQLite."""

    arg_joiner = " AS part UNION SELECT * FROM "

    def __init__(self, *expressions: Any, **extra: Any) -> None:
        parts = [Subquery(each) if isinstance(each, QuerySet) else each for each in expressions]
        super().__init__(*parts, **extra)


class CountTogether(Together):
    """How many rows the sliced queries have together, a row of several counted once."""

    template = "(SELECT COUNT(*) FROM (SELECT * FROM %(expressions)s AS part) AS together)"
    output_field = IntegerField()


class WrittenOnce:
    """A statement that is put together once, for values that stand for others, and asked with those from then on.

    A stand-in must be a value that nothing else in the statement has.
    """

    def __init__(self, rows: "QuerySet[Any, Any]") -> None:
        self.sql, self.params = rows.query.sql_with_params()

    def first_row(self, values: Mapping[Any, Any]) -> Sequence[Any] | None:
        """`values`: what is asked with, by what stands for it; times have their zone."""
        said = {_as_said(stand_in): _as_said(value) for stand_in, value in values.items()}
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [said.get(param, param) for param in self.params])
            row: Sequence[Any] | None = cursor.fetchone()
        return row


def _as_said(value: Any) -> Any:
    """As Django hands it to the database."""
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


def _not_empty(parts: Iterable[Any], compiler: Any) -> Iterator[Any]:
    """Each compiled; what can bring nothing is left out. Raises `EmptyResultSet` when none can."""
    left = 0
    for part in parts:
        with suppress(EmptyResultSet):
            yield compiler.compile(part)
            left += 1
    if not left:
        raise EmptyResultSet


class IsAmong(Together):
    """`IsAmong("pk", *parts)`: the row is one that a sliced query brings.

    PostgreSQL reads the parts once, before anything else, and then only these rows: `IN` would be one more table to join,
    which it may well come to last of all.
    """

    output_field = BooleanField()

    template = "{key} IN (SELECT * FROM {rows} AS part)"

    def as_sql(
        self,
        compiler: Any,
        connection: Any,
        function: str | None = None,
        template: str | None = None,
        arg_joiner: str | None = None,
        **_: Any,
    ) -> Any:
        key, *of = self.get_source_expressions()
        (key, key_params), parts = compiler.compile(key), list(_not_empty(of, compiler))
        rows = self.arg_joiner.join(sql for sql, _params in parts)
        sql = (template or self.template).format(key=key, rows=rows)
        return sql, [*key_params, *(each for _sql, params in parts for each in params)]

    def as_postgresql(self, compiler: Any, connection: Any, **_: Any) -> Any:
        return self.as_sql(compiler, connection, template="{key} = ANY(ARRAY(SELECT * FROM {rows} AS part))")


def common_time() -> datetime:
    """The time by the clock of the database, which is one and the same for all machines.

    What falls due and which lease has ended is asked of it: a worker whose own clock is wrong must neither take from
    another what that one has in hand, nor be early. SQLite is on the machine that asks.
    """
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (now,) = cursor.fetchone()
    told: datetime = now
    return told


def lock_until_commit(name: str) -> None:
    """Let one transaction at a time pass this point until it ends.

    Whoever needs rows as well takes this first and the rows after it, so that no two wait for each other; the lock of the
    audit comes last of all. The next one waits for the whole rest of the transaction.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [crc32(name.encode())])


def first_one_locked(name: str, rows: "QuerySet[Any, V]") -> V | None:
    """`lock_until_commit` and the first of the rows as of after the wait, in one word with the server.

    Two statements for PostgreSQL, so that the second one sees what was committed meanwhile: one statement would take its
    picture of the table before it waits.
    """
    if connection.vendor != "postgresql":
        return next(iter(rows[:1]), None)
    query, params = rows[:1].query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock(%s); {query}", [crc32(name.encode()), *params])
        cursor.nextset()
        found = cursor.fetchone()
    return found[0] if found else None


class part_of_act(ContextDecorator):  # noqa: N801 - stands where `transaction.atomic` would
    """For an act that is mostly a part of a greater one: one transaction with it, and no savepoint of its own.

    What it raises undoes the greater act as well, unless somebody in between has a `transaction.atomic`. By itself it is
    a transaction of its own.
    """

    def _recreate_cm(self) -> "part_of_act":
        return type(self)()

    def __enter__(self) -> None:
        # A test case is no act: what a part raises there must leave the test a transaction that it can go on with.
        alone = all(getattr(block, "_from_testcase", False) for block in connection.atomic_blocks)
        self.block = transaction.atomic(savepoint=alone)
        self.block.__enter__()

    def __exit__(self, *fault: Any) -> None:
        self.block.__exit__(*fault)


def locked(rows: QuerySet[M]) -> QuerySet[M]:
    """The rows, locked until the transaction ends; joined rows are left alone.

    Whoever only refers to such a row goes on (`no_key`): PostgreSQL looks at foreign keys at the commit, when the lock of
    the audit is held already, and an act that has the row and waits for that lock would wait in a ring.
    """
    return rows.select_for_update(of=("self",), no_key=True)


def locked_if_free(rows: QuerySet[M]) -> QuerySet[M]:
    """The rows that nobody else holds, locked until the transaction ends (workers share a queue this way)."""
    return rows.select_for_update(skip_locked=True, of=("self",), no_key=True)
