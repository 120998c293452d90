"""The figures as a page to be read."""

import platform
import resource
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from statistics import median, quantiles

from benchmarks.lies import Outcome, table
from benchmarks.measuring import Result
from port.documents.reading import engine
from tests.papers.conditions import Condition

HEAD = """# Reading of documents

Written by `python -m benchmarks.reading`; the set, and how to read these figures, are described in
[the README](../README.md). The pages are **drawn by a program, not scanned**: real papers are older, fuller and more
various, and will be read less well. {count} papers, of which {pictures} as pictures and {layers} with a text layer of their own.

Machine: {machine}, one core. Python {python}, rapidocr {rapidocr}, onnxruntime {onnxruntime}. Lines are looked for in
{side} pixels on the long side. Making the engine ready took {ready:.1f} s, once for a process; at most {memory} MB were used.
"""
GOALS = """
## Goals

| | goal | reached | |
|---|---|---|---|
"""
TABLE = """
## By {by}

| {by} | papers | 統編 | kind | name | representative | address | date | median s | p90 s |
|---|---|---|---|---|---|---|---|---|---|
"""
MISSED = """
## What was missed

| paper | what was not read as it stands |
|---|---|
"""
FIELDS = {
    "number": "number_read",
    "kind": "kind_read",
    "name": "name_read",
    "representative": "person_read",
    "address": "address_read",
    "date": "day_read",
}


def written(results: Sequence[Result], outcomes: Sequence[Outcome], *, ready: float) -> str:
    """`ready` is how many seconds the engine took to make."""
    conditions = [(str(condition), _of_condition(results, condition)) for condition in Condition]
    kinds = {result.paper.kind: str(result.paper.kind.label) for result in results}
    by_kind = [(label, [each for each in results if each.paper.kind is kind]) for kind, label in kinds.items()]
    by_font = [(font, [each for each in results if each.paper.family == font]) for font in ("Sans", "Serif")]
    traps = [("papers that speak of 營利事業登記證", [each for each in results if each.paper.trap is not None])]
    parts = [_head(results, ready), _goals(results, outcomes), _table("condition", conditions), _table("kind", by_kind)]
    parts += [_table("font", by_font), _table("trap", traps), table(outcomes), _missed(results)]
    return "".join(parts)


def _head(results: Sequence[Result], ready: float) -> str:
    digital = len(_of_condition(results, Condition.DIGITAL))
    return HEAD.format(
        count=len(results),
        pictures=len(results) - digital,
        layers=digital,
        machine=f"{platform.system()} {platform.machine()}",
        python=platform.python_version(),
        rapidocr=version("rapidocr"),
        onnxruntime=version("onnxruntime"),
        side=engine.LONGEST_SIDE,
        ready=ready,
        memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    )


def _goals(results: Sequence[Result], outcomes: Sequence[Outcome]) -> str:
    abolished = [result for result in results if result.paper.kind.is_abolished]
    others = [result for result in results if not result.paper.kind.is_abolished]
    seconds = [result.seconds for result in results]
    middle, ninth, ticked = median(seconds), _ninth(seconds), sum(outcome.ticked for outcome in outcomes)
    caught, false = _share(abolished, "abolished_alarm"), _share(others, "abolished_alarm")
    number, name = _share(results, "number_alarm"), _share(results, "name_alarm")
    noticed, placed = _share(results, "other_noticed"), _share(results, "name_placed")
    rows = [
        ("the abolished kind caught", "≥ 95 %", _percent(caught), caught >= 0.95),
        ("false alarm: an accepted paper taken for the abolished one", "≤ 1 %", _percent(false), false <= 0.01),
        ("false alarm: 統編 said not to fit a paper that it fits", "≤ 1 %", _percent(number), number <= 0.01),
        ("false alarm: name said not to fit a paper that it fits", "≤ 1 %", _percent(name), name <= 0.01),
        ("a lie of a PDF ticked as confirmed", "0", f"{ticked} of {len(outcomes)}", ticked == 0),
        ("seconds for a page, median", "≤ 3", f"{middle:.2f}", middle <= 3),
        ("seconds for a page, 90th percentile", "", f"{ninth:.2f}", None),
        ("the facts of another organisation noticed", "", _percent(noticed), None),
        ("the place of the typed name found", "", _percent(placed), None),
    ]
    said = {True: "reached", False: "**missed**", None: ""}
    return GOALS + "".join(f"| {what} | {goal} | {reached} | {said[holds]} |\n" for what, goal, reached, holds in rows)


def _table(by: str, groups: Iterable[tuple[str, Sequence[Result]]]) -> str:
    rows = []
    for name, results in groups:
        shares = " | ".join(_percent(_share(results, field)) for field in FIELDS.values())
        seconds = [result.seconds for result in results]
        rows.append(f"| {name} | {len(results)} | {shares} | {median(seconds):.2f} | {_ninth(seconds):.2f} |\n")
    return TABLE.format(by=by) + "".join(rows)


def _missed(results: Sequence[Result]) -> str:
    rows = []
    for result in results:
        fields = [name for name, field in FIELDS.items() if not getattr(result, field)]
        if fields:
            rows.append(f"| {result.paper.name} | {', '.join(fields)} |\n")
    return MISSED + ("".join(rows) or "| none | |\n")


def _of_condition(results: Iterable[Result], condition: Condition) -> list[Result]:
    return [result for result in results if result.paper.condition is condition]


def _share(results: Sequence[Result], field: str) -> float:
    return sum(getattr(result, field) for result in results) / len(results)


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _ninth(seconds: Sequence[float]) -> float:
    return quantiles(seconds, n=10)[-1]
