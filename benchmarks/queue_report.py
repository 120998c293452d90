"""What the desk costs the server, as a page and a picture."""

import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from benchmarks.charts import RESULTS, bars
from benchmarks.content_report import Answer
from benchmarks.interleaved import Ratio, Rounds, middle, ratio

MOST_GROWTH, MOST_SEARCH, MOST_STATEMENTS, LEAST_FASTER = 1.10, 2.0, 6, 10
HEAD = """# The desk: a thousand applications and a million

Written by `python -m benchmarks.queue`; how to read these figures stands in [the README](../README.md). PostgreSQL, {machine},
Python {python}. {few:,} and {many:,} applications. {rounds} rounds; in each, every page is asked of both desks in turn. The
machine was shared with other work: take the CPU's time and the ratios, which are medians over pairs of the same round, with what the middle half of
the pairs lies between.

## Goals

| | goal | reached | |
|---|---|---|---|
"""
TABLE = """
## Page by page

CPU is that of the web process, ms by the clock have the database in them. Growth: many / few. One statement more once a
minute, which notes that the desk is used. Both desks show equally many rows, but for
the account: 35 with the few and 47 with the many; and what a row says differs with its state.

| page | KB | CPU ms, few | CPU ms, many | growth, CPU | ms, few | ms, many | growth, ms | statements, few | statements, many |
|---|---|---|---|---|---|---|---|---|---|
"""
BESIDE = """
## Beside Django's admin, over the {many:,}

| page | KB | CPU ms | ms | statements | the product's own page is so many times faster, by the clock |
|---|---|---|---|---|---|
"""


@dataclass(frozen=True)
class Figures:
    """Rounds of `few: <page>` and `many: <page>`; and of two of the pages and their like in the admin, over the many."""

    pages: Rounds[Answer]
    admin: Rounds[Answer]
    few: int
    many: int

    def of_page(self, side: str, page: str, what: str) -> float:
        return middle(self.pages, f"{side}: {page}", of=lambda answer: getattr(answer, what))

    def growth(self, page: str, what: str) -> Ratio:
        return ratio(self.pages, f"many: {page}", f"few: {page}", of=lambda answer: getattr(answer, what))

    def beside_first(self, page: str, what: str) -> Ratio:
        return ratio(self.pages, f"many: {page}", "many: first page", of=lambda answer: getattr(answer, what))

    def most_statements(self) -> int:
        """Of any page, as a rule; who uses the desk is noted once a minute by one more (`port.accounts.sessions.use`)."""
        return max(int(middle(self.pages, name, of=lambda answer: answer.statements)) for name in self.pages[0])

    def faster(self, page: str, admin: str) -> Ratio:
        return ratio(self.admin, f"admin: {admin}", page, of=lambda answer: answer.wall)


def written(figures: Figures, pages: Iterable[str]) -> None:
    names = list(pages)
    head = HEAD.format(
        machine=f"{platform.system()} {platform.machine()}",
        python=platform.python_version(),
        few=figures.few,
        many=figures.many,
        rounds=len(figures.pages),
    )
    rows = "".join(_row(figures, name) for name in names)
    text = head + _goals(figures, names) + TABLE + rows + BESIDE.format(many=figures.many) + _beside(figures)
    (RESULTS / "queue.md").write_text(text, encoding="utf-8")


def drawn(figures: Figures, pages: Mapping[str, str]) -> None:
    names = list(pages)
    series = {
        f"{amount:,} applications": [round(figures.of_page(side, name, "cpu"), 1) for name in names]
        for side, amount in (("few", figures.few), ("many", figures.many))
    }
    bars("queue", title="The desk: CPU of the web process, ms a page", labels=names, series=series, unit="CPU ms")


def _goals(figures: Figures, names: list[str]) -> str:
    searches = [name for name in names if name.startswith("search")]
    by_cpu = max(names, key=lambda name: figures.growth(name, "cpu").middle)
    by_clock = max(names, key=lambda name: figures.growth(name, "wall").middle)
    search_cpu = max(searches, key=lambda name: figures.beside_first(name, "cpu").middle)
    search_clock = max(searches, key=lambda name: figures.beside_first(name, "wall").middle)
    faster, statements = figures.faster("first page", "list"), figures.most_statements()
    rows = [
        _limit("the page that grows most, CPU", MOST_GROWTH, figures.growth(by_cpu, "cpu"), by_cpu),
        _limit("the same by the clock", MOST_GROWTH, figures.growth(by_clock, "wall"), by_clock),
        _limit(
            "the slowest search / the first page, CPU", MOST_SEARCH, figures.beside_first(search_cpu, "cpu"), search_cpu
        ),
        _limit("the same by the clock", MOST_SEARCH, figures.beside_first(search_clock, "wall"), search_clock),
        ("statements of any page", f"≤ {MOST_STATEMENTS}", str(statements), statements <= MOST_STATEMENTS),
        (
            "the admin's list / the first page, by the clock",
            f"≥ {LEAST_FASTER}",
            str(faster),
            faster.middle >= LEAST_FASTER,
        ),
    ]
    return "".join(
        f"| {what} | {goal} | {got} | {'reached' if holds else '**missed**'} |\n" for what, goal, got, holds in rows
    )


def _limit(what: str, most: float, got: Ratio, page: str) -> tuple[str, str, str, bool]:
    return what, f"≤ {most:.2f}", f"{got} ({page})", round(got.middle, 2) <= most


def _row(figures: Figures, name: str) -> str:
    cpu, clock = ([f"{figures.of_page(side, name, what):.1f}" for side in ("few", "many")] for what in ("cpu", "wall"))
    few, many = (f"{figures.of_page(side, name, 'statements'):.0f}" for side in ("few", "many"))
    size = f"{figures.of_page('many', name, 'size') / 1024:.0f}"
    cells = [name, size, *cpu, figures.growth(name, "cpu"), *clock, figures.growth(name, "wall"), few, many]
    return "| " + " | ".join(map(str, cells)) + " |\n"


def _beside(figures: Figures) -> str:
    rivals = {"admin: list": ("first page", "list"), "admin: search": ("search: two signs, two companies", "search")}
    rows = []
    for name in figures.admin[0]:
        size, cpu, clock = (
            middle(figures.admin, name, of=lambda answer, what=what: getattr(answer, what))
            for what in ("size", "cpu", "wall")
        )
        statements = f"{middle(figures.admin, name, of=lambda answer: answer.statements):.0f}"
        faster = str(figures.faster(*rivals[name])) if name in rivals else ""
        rows.append(f"| {name} | {size / 1024:.0f} | {cpu:.1f} | {clock:.1f} | {statements} | {faster} |\n")
    return "".join(sorted(rows))
