"""Charts of measured figures as SVG files, which need no script, no font and nobody else's server."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pygal import Bar, Line  # type: ignore[import-untyped]
from pygal.style import Style  # type: ignore[import-untyped]

RESULTS = Path(__file__).parent / "results"
FONT = "Noto Sans CJK TC, Noto Sans TC, sans-serif"
COLOURS = ("#0b5394", "#c55a11", "#38761d", "#741b47", "#7f6000", "#444444")
"""Dark enough on white, and told apart by people who see colours in another way."""
LOOK = Style(
    background="white",
    plot_background="white",
    foreground="#222222",
    foreground_strong="#111111",
    foreground_subtle="#666666",
    colors=COLOURS,
    font_family=FONT,
    value_font_size=14,
    label_font_size=14,
    major_label_font_size=14,
    legend_font_size=15,
    title_font_size=18,
)


def bars(
    name: str, *, title: str, labels: Sequence[str], series: Mapping[str, Sequence[float | None]], unit: str = "ms"
) -> Path:
    """`results/<name>.svg`: under each label a bar of each series."""
    return _drawn(Bar, name, title, labels, series, unit)


def lines(
    name: str, *, title: str, labels: Sequence[str], series: Mapping[str, Sequence[float | None]], unit: str = "ms"
) -> Path:
    """`results/<name>.svg`: a line of each series over the labels."""
    return _drawn(Line, name, title, labels, series, unit)


def _drawn(
    kind: Any,
    name: str,
    title: str,
    labels: Sequence[str],
    series: Mapping[str, Sequence[float | None]],
    unit: str,
) -> Path:
    chart = kind(
        title=title,
        y_title=unit,
        style=LOOK,
        width=1000,
        height=460,
        js=[],  # else it would fetch its script from elsewhere
        no_prefix=True,  # else every run gives it other names, and the file differs though nothing has changed
        print_values=len(labels) * len(series) <= 24,
        value_formatter=_written,
        legend_at_bottom=True,
        x_label_rotation=20 if len(labels) > 5 else 0,
        range=(0, None) if kind is Line else None,
        include_x_axis=True,
    )
    chart.x_labels = list(labels)
    for label, values in series.items():
        chart.add(label, list(values))
    file = RESULTS / f"{name}.svg"
    file.write_text(re.sub(r"<!--.*?-->", "", chart.render(is_unicode=True)), encoding="utf-8")
    return file


def _written(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f}" if value >= 100 else f"{value:.1f}"
