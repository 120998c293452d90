"""The whole set: each kind in both designs, in every condition, and papers that only speak of the abolished one."""

from collections.abc import Iterator
from dataclasses import dataclass

from port.documents.reading.papers import PaperKind
from tests.papers.conditions import Condition, file_of
from tests.papers.facts import Facts, made_up
from tests.papers.layouts import drawn
from tests.papers.sheet import FAMILIES, Sheet, pdf_of, picture_of
from tests.papers.tables import Rows

TRAPS: tuple[Rows, ...] = (
    [("備註", "原營利事業登記證自98年4月13日起停止使用，請改用本表。")],
    [("營利事業登記證字號", "高市建二營字第08812345號")],
    [("繳回證件", "營利事業登記證")],
)


@dataclass(frozen=True, kw_only=True)
class Paper:
    """`design` and `lot` make it one of its kind; `trap` counts in `TRAPS`, None has none."""

    kind: PaperKind
    design: int
    family: str
    condition: Condition
    lot: int = 0
    trap: int | None = None

    @property
    def name(self) -> str:
        trap = "" if self.trap is None else f"-trap{self.trap}"
        return f"{self.kind}-{self.design}-{self.family}-{self.condition}-{self.lot}{trap}"

    @property
    def facts(self) -> Facts:
        return made_up(self.kind, self.name)

    @property
    def sheet(self) -> Sheet:
        trap = None if self.trap is None else TRAPS[self.trap]
        return drawn(self.kind, self.design, self.family, self.facts, trap=trap)

    def file(self) -> bytes:
        """As it is uploaded: PDF or JPEG."""
        if self.condition is Condition.DIGITAL:
            return pdf_of(self.sheet)
        return file_of(picture_of(self.sheet), self.condition, self.name)


def all_papers(lots: int = 1) -> Iterator[Paper]:
    """112 papers and 21 with traps for each lot; fonts alternate so that each design appears in both."""
    for lot in range(lots):
        for number, condition in enumerate(Condition):
            for kind in PaperKind:
                for design in (0, 1):
                    family = FAMILIES[(number + design + lot) % 2]
                    yield Paper(kind=kind, design=design, family=family, condition=condition, lot=lot)
        yield from _with_traps(lot)


def _with_traps(lot: int) -> Iterator[Paper]:
    honest = [kind for kind in PaperKind if not kind.is_abolished]
    for place, condition in enumerate(Condition):
        for trap in range(len(TRAPS)):
            number = place * len(TRAPS) + trap + lot
            kind, design = honest[number % len(honest)], number % 2
            family = FAMILIES[number // 2 % 2]
            yield Paper(kind=kind, design=design, family=family, condition=condition, lot=lot, trap=trap)
