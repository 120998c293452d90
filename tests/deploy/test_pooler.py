"""The PgBouncer that the suite runs through shares sessions out as promised, so that what relies on one is found out."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import psycopg
import pytest

from tests.servers.database import Database, new_database
from tests.servers.pooler import PORT, Pooler, new_pooler

ROLE = "portpass_web"


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    server = new_database()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def pooler(database: Database) -> Iterator[Pooler]:
    running = new_pooler(database.environment, users=("portpass", ROLE))
    yield running
    running.stop()


def connect(pooler: Pooler, **more: Any) -> "psycopg.Connection[tuple]":
    usual = {"user": "portpass", "prepare_threshold": None}  # as Django has it
    place = {"host": str(pooler.folder), "port": PORT, "dbname": "portpass"}
    return psycopg.connect(autocommit=True, **place, **(usual | more))


def test_a_client_meets_another_session_in_each_transaction(pooler):
    with connect(pooler) as one, connect(pooler) as other:
        with other.transaction():  # holds the one session, so that there are two
            other.execute("SELECT 1")
            one.execute("SELECT 1")
        sessions = [one.execute("SELECT pg_backend_pid()").fetchone() for _ in range(6)]

    assert len(set(sessions)) > 1
    assert all(before != after for before, after in pairwise(sessions))


def test_what_is_left_in_a_session_is_lost(pooler):
    with connect(pooler) as one, connect(pooler) as other:
        with other.transaction():
            other.execute("SELECT 1")
            one.execute("SELECT 1")
        one.execute("SET lock_timeout = '1234ms'")
        seen = {one.execute("SHOW lock_timeout").fetchone() for _ in range(6)}

    assert ("0",) in seen


def test_a_statement_that_was_prepared_in_a_session_is_lost(pooler):
    with connect(pooler, prepare_threshold=0) as one, connect(pooler) as other:
        with other.transaction():
            other.execute("SELECT 1")
            one.execute("SELECT 2")

        with pytest.raises(psycopg.errors.InvalidSqlStatementName):
            list(map(one.execute, ["SELECT 2"] * 6))


def test_limits_of_time_cannot_come_with_a_connection(pooler):
    with pytest.raises(psycopg.OperationalError, match="options"):
        connect(pooler, options="-c statement_timeout=1s")


def test_limits_of_time_that_belong_to_a_role_hold(pooler, database):
    database.run("psql", "--quiet", "--command", f"CREATE ROLE {ROLE} LOGIN")
    database.run("psql", "--quiet", "--command", f"ALTER ROLE {ROLE} SET statement_timeout = '50ms'")

    with connect(pooler, user=ROLE) as connection, pytest.raises(psycopg.errors.QueryCanceled):
        connection.execute("SELECT pg_sleep(30)")
