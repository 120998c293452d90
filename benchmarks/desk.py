"""A desk with so many applications: a PostgreSQL as in production, the product in front of it, and Django's admin beside it."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse, RemoteDisconnected
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from benchmarks.content_report import Answer
from benchmarks.serving import Served, environment_in, run, served
from tests.servers.database import new_database

ADMIN = "benchmarks.admin_settings"
COOKIE = "sessionid"


@dataclass(frozen=True)
class Desk:
    """`session` is the cookie of a reviewer. `deep` is the key of a case far down in what waits."""

    product: Served
    admin: Served
    session: str
    deep: str

    def asks(self, path: str, *, admin: bool = False) -> Callable[[int], Answer]:
        """What asks for the page, over one connection that stays open."""
        connection = (self.admin if admin else self.product).connection()
        return lambda _round: asked(connection, path, self.session)


@contextmanager
def desk(applications: int, *, deep: int) -> Iterator[Desk]:
    """Seeded, which takes some minutes for a million; it is thrown away afterwards."""
    with ExitStack() as stack:
        database = new_database("max_wal_size=4GB")
        stack.callback(database.stop)
        folder = Path(stack.enter_context(TemporaryDirectory()))
        environment = environment_in(folder, **database.environment)
        run(environment, "manage.py", "collectstatic", "--noinput", "--verbosity", "0")
        said = json.loads(run(environment, "-m", "benchmarks.queue_seeding", str(applications), str(deep)))
        with running(environment, said) as made:
            yield made


@contextmanager
def running(environment: dict[str, str], said: dict[str, str]) -> Iterator[Desk]:
    with ExitStack() as stack:
        product = stack.enter_context(served(environment))
        admin = stack.enter_context(served({**environment, "DJANGO_SETTINGS_MODULE": ADMIN}))
        yield Desk(product, admin, said["session"], said["deep"])


def asked(connection: HTTPConnection, path: str, session: str) -> Answer:
    answer = _answered(connection, quote(path, safe="/?=&+%:"), session)
    size = len(answer.read())
    told = dict(part.strip().split(";dur=") for part in (answer.getheader("Server-Timing") or "").split(","))
    if answer.status != 200:
        raise RuntimeError(f"{path} was answered {answer.status}.")
    return Answer(answer.status, size, float(told["wall"]), float(told["cpu"]), int(told["sql"]))


def _answered(connection: HTTPConnection, path: str, session: str) -> HTTPResponse:
    """A server ends a connection that nobody used for some seconds, which a slow round brings about."""
    headers = {"Host": "localhost", "Cookie": f"{COOKIE}={session}"}
    try:
        connection.request("GET", path, headers=headers)
        return connection.getresponse()
    except (RemoteDisconnected, ConnectionError):
        connection.close()
        connection.request("GET", path, headers=headers)
        return connection.getresponse()
