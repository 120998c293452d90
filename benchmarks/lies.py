"""Papers that show one thing and tell programs another: whether a lie that somebody typed would get a green tick."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measuring import PAGES, made_safe
from port.companies.comparison import Typed, Verdict, compare
from port.companies.enums import MendableField
from port.documents.intake import layout
from port.documents.reading.lines import Line, lines_of_json
from port.documents.reading.pages import read_pages
from tests.papers.facts import Facts
from tests.papers.lying import Lie, LyingPaper

TABLE = """
## PDFs that lie

Whoever types the lie and hands in such a PDF; and whoever types what is seen on it.

| the text layer | papers | would be ticked by the layer alone | ticked | the truth ticked |
|---|---|---|---|---|
"""


@dataclass(frozen=True)
class Outcome:
    """`by_layer` and `ticked`: a lie about any field is green, by the layer alone and as it is read; `true`: all are that were typed as shown."""

    lie: Lie
    by_layer: bool
    ticked: bool
    true: bool


def judged(paper: LyingPaper) -> Outcome:
    with TemporaryDirectory() as name:
        folder = Path(name)
        made_safe(paper.name, paper.file(), folder)
        text = (folder / layout.TEXT).read_text(encoding="utf-8")
        lines, _ = read_pages(text, lambda number: (folder / layout.page(number)).read_bytes(), PAGES, PAGES)
    shown, told = paper.facts, paper.told
    lies = {field for field, value in _typed(told).items() if value != _typed(shown)[field]}
    return Outcome(
        lie=paper.lie,
        by_layer=bool(lies & _green(lines_of_json(json.loads(text)), told)),
        ticked=bool(lies & _green(lines, told)),
        true=_green(lines, shown) == set(_typed(shown)),
    )


def table(outcomes: Sequence[Outcome]) -> str:
    rows = []
    for lie in Lie:
        of_lie = [outcome for outcome in outcomes if outcome.lie is lie]
        counts = (sum(getattr(outcome, name) for outcome in of_lie) for name in ("by_layer", "ticked", "true"))
        rows.append(f"| {lie} | {len(of_lie)} | {' | '.join(map(str, counts))} |\n")
    return TABLE + "".join(rows)


def _typed(facts: Facts) -> dict[MendableField, str]:
    return {
        MendableField.NUMBER: facts.number,
        MendableField.COMPANY_NAME: facts.company_name,
        MendableField.REPRESENTATIVE: facts.representative,
    }


def _green(lines: list[Line], facts: Facts) -> set[MendableField]:
    typed = Typed(number=facts.number, company_name=facts.company_name, representative=facts.representative)
    return {match.field for match in compare(lines, typed) if match.verdict is Verdict.GREEN}
