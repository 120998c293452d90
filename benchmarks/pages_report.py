"""What the visits cost, as a page to be read."""

from collections.abc import Mapping, Sequence
from statistics import median

from benchmarks.long_pages import UNTHROTTLED, Read
from benchmarks.visits import Line, Typed, Visit

KB = 1000
HEAD = """# Pages in a browser

Written by `python -m benchmarks.pages`; how to read these figures stands in [the README](../README.md). Chromium {version},
360 × 740 pixels, each page with a browser that has seen nothing of the portal. Bytes are those on the line, heads of answers
included; static files as `collectstatic` compresses them.

## Goals

| | goal | reached | |
|---|---|---|---|
"""
LINES = """
## The form on a slow line

Median of {runs} visits with nothing kept, [least to most]. *Typed* is when a field had taken six signs and the page was drawn; *ready* when the
scripts stand by that check a field as it is left.

| line | drawn s | typed s | ready s |
|---|---|---|---|
"""
READ = """
## Long pages with pictures

Without scrolling, what the browser fetches by itself (Chromium takes pictures that wait 1,250 pixels below the window along, and 2,500 on a slow
line); then read to the end.

| page | window | line | first KB | pictures | to the end KB | pictures |
|---|---|---|---|---|---|---|
"""
TABLE = """
## Page by page

| page | first KB | requests | HTML | CSS | scripts | pictures, other | again KB | layout shift | waits for, before drawing |
|---|---|---|---|---|---|---|---|---|---|
"""


def written(visits: Sequence[Visit], typed: Mapping[Line, Sequence[Typed]], read: Sequence[Read], version: str) -> str:
    runs = len(next(iter(typed.values())))
    return (
        HEAD.format(version=version)
        + _goals(visits, typed, read)
        + LINES.format(runs=runs)
        + _lines(typed)
        + READ
        + "".join(_read(each) for each in read)
        + TABLE
        + _rows(visits)
    )


def _goals(visits: Sequence[Visit], typed: Mapping[Line, Sequence[Typed]], read: Sequence[Read]) -> str:
    longest = max((each for each in read if each.line == UNTHROTTLED), key=lambda each: each.first)
    first, again = max(visits, key=lambda each: each.first), max(visits, key=lambda each: each.again)
    shifted = max(visits, key=lambda each: each.shift)
    waiting = [each.name for each in visits if any(not name.endswith(".css") for name in each.blocking)]
    sheets = max(len(each.blocking) for each in visits)
    rows = [
        ("first visit, the heaviest", "≤ 100 KB", f"{_kb(first.first)} ({first.name})", first.first <= 100 * KB),
        (
            "the same of a manual, 360 and 1280 pixels wide",
            "≤ 100 KB",
            f"{_kb(longest.first)} ({longest.name}, {longest.width})",
            longest.first <= 100 * KB,
        ),
        ("again, the heaviest", "≤ 30 KB", f"{_kb(again.again)} ({again.name})", again.again <= 30 * KB),
        ("layout shift, the most", "0", f"{shifted.shift:.4f} ({shifted.name})", shifted.shift == 0),
        ("scripts that hold the drawing up", "0", f"{len(waiting)}", not waiting),
        ("style sheets that do, for a page", "1", f"{sheets}", sheets <= 1),
        *(_form(line, median(each.typed for each in runs)) for line, runs in typed.items()),
    ]
    return "".join(
        f"| {what} | {goal} | {got} | {'reached' if holds else '**missed**'} |\n" for what, goal, got, holds in rows
    )


def _form(line: Line, seconds: float) -> tuple[str, str, str, bool]:
    return f"the form can be typed into, {line.name}", "< 3 s", f"{seconds:.2f}", seconds < 3


def _read(read: Read) -> str:
    first, whole = (_kb(size) for size in (read.first, read.whole))
    return f"| {read.name} | {read.width} | {read.line} | {first} | {read.first_pictures} | {whole} | {read.whole_pictures} |\n"


def _lines(typed: Mapping[Line, Sequence[Typed]]) -> str:
    return "".join(
        f"| {line.name} | "
        + " | ".join(_seconds([getattr(each, name) for each in runs]) for name in ("painted", "typed", "ready"))
        + " |\n"
        for line, runs in typed.items()
    )


def _seconds(values: Sequence[float]) -> str:
    return f"{median(values):.2f} [{min(values):.2f} to {max(values):.2f}]"


def _rows(visits: Sequence[Visit]) -> str:
    return "".join(_row(each) for each in visits)


def _row(each: Visit) -> str:
    page, sheets, scripts = (each.kinds.get(kind, 0) for kind in ("Document", "Stylesheet", "Script"))
    rest = each.first - page - sheets - scripts
    sizes = " | ".join(_kb(size) for size in (page, sheets, scripts, rest, each.again))
    waits = ", ".join(name.rsplit("/", 1)[-1].split(".")[0] for name in each.blocking)
    return f"| {each.name} | {_kb(each.first)} | {each.requests} | {sizes} | {each.shift:.4f} | {waits} |\n"


def _kb(size: int) -> str:
    return f"{size / KB:.1f}"
