"""Kills with -9, at moments that a seed draws: a web process, a worker, all of PostgreSQL, or everything at one stroke.

What it killed it starts again, as the supervisor of a deployment does.
"""

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Thread

from tests.servers.database import Database
from tests.servers.processes import Program
from tests.servers.product import Web

SHARES = {"web": 9, "worker": 5, "database": 5, "everything": 1}
"""Of twenty strokes, each of which counts as one kill."""
STARTS_AT_MOST = 5
REGISTRATIONS_BETWEEN = 75
"""At most, between two strokes: about 27 of them in a thousand registrations, however fast the machine is."""


@dataclass
class Nemesis:
    """`acknowledged` says how many registrations there have been."""

    seed: int
    webs: list[Web]
    workers: list[Program]
    database: Database
    over: Event
    acknowledged: Callable[[], int]
    kills: Counter[str] = field(default_factory=Counter)
    fault: BaseException | None = None

    def __post_init__(self) -> None:
        self.dice = random.Random(f"{self.seed} nemesis")

    def start(self) -> Thread:
        thread = Thread(target=self._work, name="nemesis")
        thread.start()
        return thread

    def _work(self) -> None:
        try:
            due = 0
            while not self.over.wait(self.dice.uniform(0, 1)):
                if self.acknowledged() >= due:
                    self.strike()
                    due = self.acknowledged() + self.dice.randrange(REGISTRATIONS_BETWEEN)
        except BaseException as fault:  # noqa: BLE001 - told by whoever waits for the end
            self.fault = fault

    def strike(self) -> None:
        what = self.dice.choices(list(SHARES), weights=list(SHARES.values()))[0]
        everything = what == "everything"
        webs = self.webs if everything else [self.dice.choice(self.webs)] * (what == "web")
        workers = self.workers if everything else [self.dice.choice(self.workers)] * (what == "worker")
        for program in [*webs, *workers]:
            program.kill()
        if what in ("database", "everything"):
            self.database.kill()
        time.sleep(self.dice.uniform(0, 0.5))  # how long it stays away is drawn as well
        if what in ("database", "everything"):
            self._start_database()
        for program in [*webs, *workers]:
            program.start()
        for web in webs:
            web.wait()
        self.kills[what] += 1

    def _start_database(self) -> None:
        """One that starts too soon meets what the dead one has left of itself, and gives up; a supervisor tries again."""
        for _ in range(STARTS_AT_MOST):
            self.database.program.start()
            while self.database.program.runs:
                if self.database.answers():
                    return
                time.sleep(0.05)
        raise RuntimeError(f"PostgreSQL does not start:\n{self.database.program.said()[-2000:]}")
