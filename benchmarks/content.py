"""What the portal costs the server with few and with very many entries, page by page.

`python -m benchmarks.content [--database postgresql] [--entries 10000] [--rounds 41]`; writes results/content.md and .svg (or content-postgresql).
Two servers stand side by side, one for each amount, and are asked in turn, with a page that does nothing between them.
"""

import argparse
import json
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from benchmarks.charts import RESULTS, bars
from benchmarks.content_report import Answer, Measured, written
from benchmarks.serving import Served, environment_in, run, served

FEW = 200
"""Enough to fill every page and every list of what was found: then more of them is all that differs."""
ANEW = "{round}"
HELLO = "/healthz"
ACCEPTS = {"Accept-Encoding": "br", "Host": "localhost"}


def main() -> None:
    wishes = argparse.ArgumentParser(description=__doc__)
    wishes.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    wishes.add_argument("--entries", type=int, default=10_000)
    wishes.add_argument("--rounds", type=int, default=41)
    wish = wishes.parse_args()
    with ExitStack() as stack:
        sides = [stack.enter_context(_side(wish.database, entries)) for entries in (FEW, wish.entries)]
        measured = _measured([server for server, _ in sides], _shared([pages for _, pages in sides]), wish.rounds)
    name = "content" if wish.database == "sqlite" else "content-postgresql"
    text = written(measured, database=wish.database, few=FEW, many=wish.entries, rounds=wish.rounds)
    (RESULTS / f"{name}.md").write_text(f"{text}\n![chart]({name}.svg)\n", encoding="utf-8")
    series = {"times": [each.beside_hello for each in measured.values()]}
    bars(name, title="CPU beside a page that does nothing", labels=list(measured), series=series, unit="times")


@contextmanager
def _side(database: str, entries: int) -> Iterator[tuple[Served, dict[str, str]]]:
    """A server with so many news and as many questions; and its addresses."""
    with TemporaryDirectory() as folder, ExitStack() as stack:
        environment = environment_in(Path(folder), **_database(database, stack))
        run(environment, "manage.py", "collectstatic", "--noinput", "--verbosity", "0")
        pages = json.loads(run(environment, "-m", "benchmarks.seeding", str(entries)))
        more = {"news, a category": "/news/?topic=notice", "search, two words": "/search/?q=通行證+申請"}
        more["search, never asked before"] = f"/search/?q=通行證+申請&round={ANEW}"
        yield stack.enter_context(served(environment)), pages["public"] | more


def _database(name: str, stack: ExitStack) -> dict[str, str]:
    if name == "sqlite":
        return {}
    from tests import postgresql

    server = postgresql.start()
    stack.callback(server.stop)
    there = {"PGHOST": str(server.folder), "PGPORT": "5432", "PGUSER": "portpass", "PGDATABASE": "postgres"}
    return {**there, "PATH": os.environ["PATH"]}


def _shared(sides: list[dict[str, str]]) -> dict[str, tuple[str, str]]:
    """The same page of either side; the longest news of one need not be that of the other."""
    few, many = sides
    return {name: (few[name], many[name]) for name in few if name in many}


def _measured(servers: list[Served], pages: Mapping[str, tuple[str, str]], rounds: int) -> dict[str, Measured]:
    few, many = (server.connection() for server in servers)
    answers: dict[str, list[tuple[Answer, Answer, Answer]]] = defaultdict(list)
    first = {name: (_asked(few, pair[0]), _asked(many, pair[1])) for name, pair in pages.items()}
    for number in range(rounds):
        for name, pair in pages.items():
            of_few, of_many = (path.replace(ANEW, str(number)) for path in pair)
            answers[name].append((_asked(few, of_few), _asked(many, of_many), _asked(many, HELLO)))
    return {name: Measured(first[name], answers[name]) for name in pages}


def _asked(connection: HTTPConnection, path: str) -> Answer:
    connection.request("GET", quote(path, safe="/?=&+%"), headers=ACCEPTS)
    answer = connection.getresponse()
    size = len(answer.read())
    told = dict(part.strip().split(";dur=") for part in (answer.getheader("Server-Timing") or "").split(","))
    return Answer(answer.status, size, float(told["wall"]), float(told["cpu"]), int(told["sql"]))


if __name__ == "__main__":
    main()
