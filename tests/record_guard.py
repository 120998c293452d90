"""How tests get past the triggers of the record: to empty the database between two tests, and to tamper with a record."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations

TABLE = "audit_auditrecord"


@contextmanager
def lifted_guard() -> Iterator[None]:
    """Without the triggers, until the block ends; on PostgreSQL the rest of the suite keeps them meanwhile."""
    lift, put_back = _statements()
    _run(lift)
    try:
        yield
    finally:
        _run(put_back)


@pytest.fixture(autouse=True, scope="session")
def emptying_between_tests_is_no_tampering() -> Iterator[None]:
    """Django empties all tables after a test that commits: the triggers are lifted for that statement, and for no other."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", _flush(BaseDatabaseOperations.execute_sql_flush))
        yield


def _flush(execute):
    def execute_sql_flush(operations, statements):
        with lifted_guard():
            return execute(operations, statements)

    return execute_sql_flush


def _statements() -> tuple[list[str], list[str]]:
    if connection.vendor == "postgresql":
        return [f"ALTER TABLE {TABLE} DISABLE TRIGGER USER"], [f"ALTER TABLE {TABLE} ENABLE TRIGGER USER"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [TABLE])
        triggers = cursor.fetchall()
    return [f"DROP TRIGGER {name}" for name, _ in triggers], [sql for _, sql in triggers]


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
