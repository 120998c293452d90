"""How long a connection to a real PostgreSQL waits, and for whom; how many connections there are."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.codebase.sources import ROOT
from tests.codebase.test_settings import PRODUCTION
from tests.servers.database import Database, new_database

LIMITS = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
SAYS_ITS_LIMITS = f"""
import django, json
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    print(json.dumps([cursor.execute("SHOW " + name).fetchone()[0] for name in {LIMITS}]))
"""
AS_THE_WEB = "import config.wsgi\n"
EIGHT_ASK_AT_ONCE = """
import django, json
from concurrent.futures import ThreadPoolExecutor
django.setup()
from django.db import connection

def ask(_number):
    with connection.cursor() as cursor:
        pid = cursor.execute("SELECT pg_backend_pid() FROM pg_sleep(0.1)").fetchone()[0]
    connection.close()
    return pid

with ThreadPoolExecutor(8) as people:
    print(json.dumps(len(set(people.map(ask, range(16))))))
"""


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    database = new_database()
    yield database
    database.stop()


def answer_of(program: str, database: Database, **environment: str) -> object:
    known = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        **PRODUCTION,
        **database.environment,
        **environment,
    }
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=known, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("beginning", "limits"), [(AS_THE_WEB, ["15s", "10s", "1min"]), ("", ["5min", "30s", "2min"])], ids=["web", "job"]
)
def test_a_page_waits_less_long_than_a_job(database: Database, beginning: str, limits: list[str]) -> None:
    assert answer_of(beginning + SAYS_ITS_LIMITS, database) == limits


def test_an_upgrade_may_take_its_time_and_still_waits_for_no_lock(database: Database) -> None:
    assert answer_of(SAYS_ITS_LIMITS, database, DATABASE_PATIENCE="upgrade") == ["0", "10s", "0"]


def test_behind_a_pooler_the_limits_of_the_role_hold(database: Database) -> None:
    database.run("psql", "-q", "-c", "ALTER ROLE portpass SET statement_timeout = '17s'", "portpass")

    limits = answer_of(AS_THE_WEB + SAYS_ITS_LIMITS, database, DATABASE_POOLER="yes")

    assert limits == ["17s", "0", "0"]


def test_threads_share_as_many_connections_as_the_pool_has(database: Database) -> None:
    assert answer_of(EIGHT_ASK_AT_ONCE, database, DATABASE_POOL="2") == 2


def test_without_a_pool_each_thread_has_its_own(database: Database) -> None:
    assert answer_of(EIGHT_ASK_AT_ONCE, database) == 16
