"""kill -9 of web processes, workers and PostgreSQL under load (R-11, R-21): nothing acknowledged is lost.

`make test` runs the short form, `make faults` the long one. The seed of a run is printed; PORTPASS_FAULTS_SEED repeats
its choices, though not its exact moments, since the machine has its own.
"""

import os
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from tests.faults.checker import World, violations
from tests.faults.clerks import Clerk
from tests.faults.history import History, Outcome
from tests.faults.nemesis import Nemesis
from tests.faults.world import world_after
from tests.servers.database import Database, new_database
from tests.servers.mail import MailServer
from tests.servers.product import Product, new_product
from tools.places import VAR


@dataclass(frozen=True)
class Form:
    """How long a run is. Of 100 registrations `papers` are of a general account, with a document, which costs most."""

    kills: int
    acknowledged: int
    papers: int
    clerks: int = 8


FORMS = {
    "short": Form(kills=20, acknowledged=1_000, papers=8),
    "long": Form(kills=200, acknowledged=10_000, papers=25),
}
HISTORY = VAR / "faults" / "history.jsonl"
SECONDS_WITHOUT_PROGRESS = 300


@pytest.fixture
def mail() -> Iterator[MailServer]:
    server = MailServer().start()
    yield server
    server.stop()


@pytest.fixture
def database() -> Iterator[Database]:
    server = new_database()
    yield server
    server.stop()


@pytest.fixture
def product(tmp_path: Path, database: Database, mail: MailServer) -> Iterator[Product]:
    made = new_product(tmp_path, **database.environment, EMAIL_PORT=str(mail.port), PORTPASS_STAGE_CROWD="yes")
    made.prepare()
    yield made
    made.stop()


@dataclass
class Run:
    """Clerks and a nemesis, until both have had enough."""

    form: Form
    history: History
    nemesis: Nemesis
    clerks: list[Clerk]
    over: Event

    def go(self) -> None:
        threads = [each.start() for each in (*self.clerks, self.nemesis)]
        try:
            while self._goes_on():
                time.sleep(1)
        finally:
            self.over.set()
            for thread in threads:
                thread.join()

    def faults(self) -> list[BaseException]:
        """What ended one of them before its time."""
        return [each.fault for each in (*self.clerks, self.nemesis) if each.fault]

    def is_long_enough(self) -> bool:
        enough = self.history.count(Outcome.OK) >= self.form.acknowledged
        return enough and self.nemesis.kills.total() >= self.form.kills

    def _goes_on(self) -> bool:
        newest = self.history.operations[-1].ended if self.history.operations else 0.0
        stands_still = time.monotonic() - self.clerks[0].began - newest > SECONDS_WITHOUT_PROGRESS
        return not (self.is_long_enough() or stands_still or self.faults())


def test_what_was_acknowledged_is_there_once_and_whole_whatever_is_killed(
    product: Product, database: Database, mail: MailServer
) -> None:
    run = a_run(product, database)

    run.go()

    world, swept = world_after(product=product, database=database, mail=mail)
    about = figures(run, world) | {"folders_swept": swept}
    run.history.write(HISTORY, about)
    sys.stdout.write(f"{about}\n")
    assert violations(run.history.operations, world) == [], about
    assert run.faults() == [], about
    assert run.is_long_enough(), about


def a_run(product: Product, database: Database) -> Run:
    form = FORMS[os.environ.get("PORTPASS_FAULTS", "short")]
    seed = int(os.environ.get("PORTPASS_FAULTS_SEED") or random.SystemRandom().randrange(1000))
    sys.stdout.write(f"PORTPASS_FAULTS_SEED={seed}\n")
    webs, workers = [product.web(), product.web()], [product.worker(), product.worker()]
    history, over, began, ports = History(), Event(), time.monotonic(), [web.port for web in webs]
    nemesis = Nemesis(seed, webs, workers, database, over, lambda: history.count(Outcome.OK))
    clerks = [Clerk(number, seed, ports, history, over, began, form.papers) for number in range(1, form.clerks + 1)]
    return Run(form, history, nemesis, clerks, over)


def figures(run: Run, world: World) -> dict[str, Any]:
    forms = {each.submission_id for each in world.applications}
    untold = [each for each in run.history.operations if each.outcome is Outcome.INFO]
    return {
        "seed": run.nemesis.seed,
        "seconds": round(time.monotonic() - run.clerks[0].began),
        "kills": dict(run.nemesis.kills),
        "acknowledged": run.history.count(Outcome.OK),
        "refused": run.history.count(Outcome.FAIL),
        "untold": len(untold),
        "untold_and_in": sum(each.submission_id in forms for each in untold),
        "pressed_again": sum(each.tries > 1 for each in run.history.operations),
        "double_clicks": sum(bool(each.twin) for each in run.history.operations),
        "with_document": sum(bool(each.paper) for each in world.applications),
        "letters": len(world.letters),
        "letters_that_came_twice": sum(times - 1 for times in world.arrived.values()),
    }
