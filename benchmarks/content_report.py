"""What the portal costs the server, as a page to be read."""

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

GOAL_MS = 15
BESIDE_HELLO = 47 / 0.6 / 20
"""A twentieth of what pretix's event page takes, 47 ms, where a page that does nothing takes 0.6."""
HEAD = """# Content: few and very many

Written by `python -m benchmarks.content`; how to read these figures stands in [the README](../README.md). {database}, {machine},
Python {python}. {few} and {many:,} news, and as many questions, beside the texts of the product. {rounds} rounds; in each, every page is
asked of both servers in turn, and a page that does nothing of the second. The machine was shared: take ratios.

## Goals

| | goal | reached | |
|---|---|---|---|
"""
TABLE = """
## Page by page

Milliseconds are medians inside the server. *Hello* is `/healthz`, which asks the database one thing. Statements: once it was read before; in brackets when it is read for the first time, or anew
after something was published.

| page | ms, few | ms, many | many / few | CPU ms, many | CPU / hello | statements, few | statements, many |
|---|---|---|---|---|---|---|---|
"""


@dataclass(frozen=True)
class Answer:
    status: int
    size: int
    wall: float
    cpu: float
    statements: int


@dataclass(frozen=True)
class Measured:
    """What was answered first, by either side; then in each round by few, by many, and by the page that does nothing."""

    first: tuple[Answer, Answer]
    rounds: Sequence[tuple[Answer, Answer, Answer]]

    def middle(self, side: int, what: str) -> float:
        return median(getattr(answers[side], what) for answers in self.rounds)

    @property
    def growth(self) -> float:
        """Of the CPU's time, in pairs of the same round: what else the machine does plays the least part there."""
        return median(many.cpu / few.cpu for few, many, _ in self.rounds)

    @property
    def beside_hello(self) -> float:
        return median(many.cpu / hello.cpu for _, many, hello in self.rounds)


def written(measured: Mapping[str, Measured], *, database: str, few: int, many: int, rounds: int) -> str:
    head = HEAD.format(
        database={"sqlite": "SQLite", "postgresql": "PostgreSQL"}[database],
        machine=f"{platform.system()} {platform.machine()}",
        python=platform.python_version(),
        few=few,
        many=many,
        rounds=rounds,
    )
    return head + _goals(measured) + TABLE + "".join(_row(name, each) for name, each in measured.items())


def _goals(measured: Mapping[str, Measured]) -> str:
    slowest = max(measured, key=lambda name: measured[name].middle(1, "wall"))
    slowest_cpu = max(measured, key=lambda name: measured[name].middle(1, "cpu"))
    grown = max(measured, key=lambda name: measured[name].growth)
    heavy = [f"{name} {each.beside_hello:.1f}" for name, each in measured.items() if each.beside_hello > BESIDE_HELLO]
    more = [name for name, each in measured.items() if each.first[1].statements > each.first[0].statements]
    wall, cpu = measured[slowest].middle(1, "wall"), measured[slowest_cpu].middle(1, "cpu")
    rows = [
        ("the slowest page, median", f"< {GOAL_MS} ms", f"{wall:.1f} ms ({slowest})", wall < GOAL_MS),
        ("the same in the CPU's time", f"< {GOAL_MS} ms", f"{cpu:.1f} ms ({slowest_cpu})", cpu < GOAL_MS),
        (
            "the page that grows most, many / few, CPU",
            "≤ 1.25",
            f"{measured[grown].growth:.2f} ({grown})",
            measured[grown].growth <= 1.25,
        ),
        (
            "pages whose CPU is more than a twentieth of pretix's beside a page that does nothing",
            f"0 above {BESIDE_HELLO:.1f}",
            ", ".join(heavy) or "0",
            not heavy,
        ),
        ("pages that ask the database more often with many", "0", ", ".join(more) or "0", not more),
    ]
    return "".join(
        f"| {what} | {goal} | {got} | {'reached' if holds else '**missed**'} |\n" for what, goal, got, holds in rows
    )


def _row(name: str, each: Measured) -> str:
    times = f"{each.middle(0, 'wall'):.2f} | {each.middle(1, 'wall'):.2f} | {each.growth:.2f}"
    cpu = f"{each.middle(1, 'cpu'):.2f} | {each.beside_hello:.1f}"
    few, many = (f"{each.middle(side, 'statements'):.0f} ({each.first[side].statements})" for side in (0, 1))
    return f"| {name} | {times} | {cpu} | {few} | {many} |\n"
