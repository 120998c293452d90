"""Everything that SQLite and PostgreSQL do differently is decided here.

SQLite takes its one write lock at BEGIN (`transaction_mode: IMMEDIATE`), so rows need no lock of their own there and
Django leaves out `FOR UPDATE` by itself. PostgreSQL locks rows; what is no row is locked by a number.
"""

from datetime import datetime
from typing import TypeVar
from zlib import crc32

from django.db import connection
from django.db.models import IntegerField, Model, QuerySet, Subquery
from django.utils import timezone

M = TypeVar("M", bound=Model)


class CappedCount(Subquery):
    """How many rows the sliced query has; it stops at the slice, while `count(*)` would read the whole table."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) capped)"
    output_field = IntegerField()


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


def locked(rows: QuerySet[M]) -> QuerySet[M]:
    """The rows, locked until the transaction ends; joined rows are left alone.

    Whoever only refers to such a row goes on (`no_key`): PostgreSQL looks at foreign keys at the commit, when the lock of
    the audit is held already, and an act that has the row and waits for that lock would wait in a ring.
    """
    return rows.select_for_update(of=("self",), no_key=True)


def locked_if_free(rows: QuerySet[M]) -> QuerySet[M]:
    """The rows that nobody else holds, locked until the transaction ends (workers share a queue this way)."""
    return rows.select_for_update(skip_locked=True, of=("self",), no_key=True)
