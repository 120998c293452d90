"""A real streaming replica answers what may be a little old; where it is away or behind, nobody notices."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import psycopg
import pytest

from port.replica import is_near
from tests.servers.database import Database, new_database
from tests.servers.processes import HOST, wait_for
from tests.servers.product import Web, new_product
from tests.servers.replica import new_replica

ROLE = "somebody"


@dataclass
class Pair:
    database: Database
    replica: Database

    def write(self) -> None:
        ask(self.database, "SELECT pg_switch_wal(); DROP TABLE IF EXISTS written; CREATE TABLE written ()")

    def has_all(self) -> bool:
        (sent,), (replayed,) = (
            ask(self.database, "SELECT pg_current_wal_lsn()"),
            ask(self.replica, "SELECT pg_last_wal_replay_lsn()"),
        )
        return ask(self.database, f"SELECT '{replayed[0]}'::pg_lsn >= '{sent[0]}'::pg_lsn") == [(True,)]


def ask(server: Database, statement: str, *, user: str = "portpass") -> list[tuple]:
    with psycopg.connect(host=HOST, port=server.port, user=user, dbname="portpass", autocommit=True) as connection:
        answer = connection.execute(statement)
        return answer.fetchall() if answer.description else []


def said_to_be_near(server: Database, *, most: timedelta) -> bool:
    """As a role that may read and nothing else sees it."""
    with psycopg.connect(host=HOST, port=server.port, user=ROLE, dbname="portpass") as connection:
        return is_near(connection.cursor(), most=most)


def was_asked(server: Database) -> bool:
    """Whether one of its connections read content last."""
    statement = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%content_entry%' AND pid <> pg_backend_pid()"
    return ask(server, statement) != [(0,)]


@pytest.fixture(scope="module")
def pair() -> Iterator[Pair]:
    database = new_database()
    try:
        ask(database, f"CREATE ROLE {ROLE} LOGIN")
        replica = new_replica(database)
        yield Pair(database, replica)
        replica.stop()
    finally:
        database.stop()


@pytest.fixture(scope="module")
def web(pair: Pair, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    """The feed needs tables, and neither texts nor static files."""
    replica = {"PG_REPLICA_HOST": HOST, "PG_REPLICA_PORT": str(pair.replica.port)}
    product = new_product(tmp_path_factory.mktemp("product"), **pair.database.environment, **replica)
    product.manage("migrate", "--verbosity", "0")
    yield product.web(threads=1)
    product.stop()


def status_of(web: Web, path: str) -> int:
    connection = web.connection()
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


def test_one_that_has_all_is_near_and_one_that_waits_is_not(pair):
    wait_for(pair.has_all, what="replica that has all")
    assert said_to_be_near(pair.replica, most=timedelta(0))

    pair.write()
    wait_for(pair.has_all, what="replica that has all")
    ask(pair.replica, "SELECT pg_wal_replay_pause()")
    pair.write()
    wait_for(lambda: not said_to_be_near(pair.replica, most=timedelta(0)), what="replica that is behind")
    behind_by_little = said_to_be_near(pair.replica, most=timedelta(hours=1))
    ask(pair.replica, "SELECT pg_wal_replay_resume()")

    assert behind_by_little
    wait_for(pair.has_all, what="replica that has all")
    assert said_to_be_near(pair.replica, most=timedelta(0))


def test_a_database_that_follows_nobody_is_not_near(pair):
    assert not said_to_be_near(pair.database, most=timedelta(days=1))


def test_strangers_read_from_the_replica_and_when_it_dies_from_the_database(pair, web):
    wait_for(pair.has_all, what="replica that has all")
    wait_for(lambda: said_to_be_near(pair.replica, most=timedelta(0)), what="replica that is near")
    assert status_of(web, "/feed/") == 200
    assert was_asked(pair.replica)
    assert not was_asked(pair.database)

    pair.replica.kill()

    assert status_of(web, "/en/feed/") == 200
    assert was_asked(pair.database)


def test_a_replica_whose_database_is_gone_is_not_near(pair):
    """Comes last. It has all that it was sent, and does not know what it has missed."""
    pair.replica.kill()
    pair.replica.start()
    wait_for(lambda: said_to_be_near(pair.replica, most=timedelta(0)), what="replica that is near")

    pair.database.kill()

    wait_for(lambda: not said_to_be_near(pair.replica, most=timedelta(days=1)), what="replica that follows nobody")
