"""Columns by week as SVG: what stands where, worked out on the server, so that the page needs no script and no style.

Across, places are shares of the width, so that a chart fits any screen while its letters keep their size; down, they
are pixels.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor, log10

HEIGHT = 160
LEFT = 9.0
"""The share of the width that the numbers beside the lines take."""
GROUP = 0.72
"""The share of its place that the columns of a week fill."""
LABELS = 4


@dataclass(frozen=True)
class Column:
    x: str
    y: float
    width: str
    height: float
    series: int
    told: str


@dataclass(frozen=True)
class Mark:
    """A word beside or below the chart, with its place."""

    place: str | float
    word: str


@dataclass(frozen=True)
class Series:
    """None where there is nothing to count."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True)
class Chart:
    """`key` names its elements; `told` is the chart in a sentence, for whoever does not see it."""

    key: str
    title: str
    told: str
    names: list[str]
    columns: list[Column]
    lines: list[Mark]
    labels: list[Mark]
    height: int = HEIGHT


def columns(
    *, key: str, title: str, told: str, weeks: Sequence[str], series: Sequence[Series], said: Callable[[float], str]
) -> Chart:
    """One group of columns for each of `weeks`; `said` puts a value into words."""
    top = _top([value for each in series for value in each.values if value is not None])
    place = (100 - LEFT) / len(weeks)
    width = place * GROUP / len(series)
    drawn = []
    for number, each in enumerate(series):
        for week, value in enumerate(each.values):
            if value is not None:
                x = LEFT + place * (week + (1 - GROUP) / 2) + width * number
                height = round(HEIGHT * value / top, 1)
                words = f"{weeks[week]} {each.name} {said(value)}"
                drawn.append(Column(_share(x), HEIGHT - height, _share(width), height, number, words))
    return Chart(
        key=key,
        title=title,
        told=told,
        names=[each.name for each in series],
        columns=drawn,
        lines=[Mark(HEIGHT * (1 - part), said(top * part)) for part in (0, 0.5, 1)],
        labels=_labels(weeks, place),
    )


def _labels(weeks: Sequence[str], place: float) -> list[Mark]:
    """Few enough to stand side by side on a phone, the last week always among them."""
    every = -(-len(weeks) // LABELS)
    shown = [number for number in range(len(weeks)) if (len(weeks) - 1 - number) % every == 0]
    return [Mark(_share(LEFT + place * (number + 0.5)), weeks[number]) for number in shown]


def _top(values: Sequence[float]) -> float:
    """The least of 2, 4, 6, 8, 10, 20, 40 … that no value exceeds; each has a half that is easily read."""
    highest = max([*values, 2])
    power = 10 ** floor(log10(highest))
    return float(next(step * power for step in (1, 2, 4, 6, 8, 10) if step * power >= highest and step * power > 1))


def _share(part: float) -> str:
    return f"{part:.2f}%"
