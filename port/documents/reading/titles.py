"""What kind of paper it is, by its title: what it says of itself in large letters, not what it says of others."""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from port.documents.reading.found import Found, found_in
from port.documents.reading.labels import label_at_start
from port.documents.reading.papers import PaperKind
from port.documents.reading.rows import Cell, rows_of

TITLES: dict[PaperKind, tuple[str, ...]] = {
    PaperKind.CHANGE_REGISTRATION: ("變更登記表", "變更事項登記表", "變更登記事項表"),
    PaperKind.BUSINESS_TRANSCRIPT: ("商業登記抄本", "商業登記事項抄本"),
    PaperKind.LEGAL_PERSON: ("法人登記證書",),
    PaperKind.FACTORY: ("工廠登記證", "工廠登記證明書"),
    PaperKind.COMPANY_CERTIFICATE: ("公司登記證明書",),
    PaperKind.EDUCATION_LETTER: ("教育部證明函", "教育部證明書", "教育部函"),
    PaperKind.ASSOCIATION: ("人民團體立案證書", "社會團體立案證書", "職業團體立案證書", "團體立案證書"),
    PaperKind.BUSINESS_LICENCE: ("營利事業登記證",),
}
LONGEST_BEFORE = 20  # characters, such as the office or the form of the company
OFFICES = ("府", "市", "縣", "局", "處", "部", "署", "院")
AFTERWARDS = ("", "(正本)", "(副本)", "(影本)", "正本", "副本", "影本")
SPEAKS_OF = "原舊領持附檢繳換補廢撤銷之與及或、，,。:;"
"""In front of the words: somebody mentions such a paper."""

LARGE, VERY_LARGE = 1.2, 1.5  # times the usual height of a line on the page
UPPER_PART = 0.25  # of the page
LETTERS_TO_ONE_WRONG = 6


@dataclass(frozen=True)
class Candidate:
    kind: PaperKind
    cells: list[Cell]
    size: float

    @property
    def top(self) -> float:
        return self.cells[0].middle


def kind_of_page(cells: list[Cell]) -> Found[PaperKind] | None:
    """By the largest title of the page; None when nothing on it is one."""
    if not cells:
        return None
    usual = median(cell.height for cell in cells)
    first_label = min((cell.middle for cell in cells if _is_fact(cell)), default=1.0)
    titles = [each for each in _candidates(cells, usual) if _is_title(each, first_label)]
    best = max(titles, key=lambda title: (title.size, -title.top), default=None)
    return found_in([cell.line for cell in best.cells], best.kind) if best else None


def _candidates(cells: list[Cell], usual: float) -> Iterator[Candidate]:
    """Single lines, and whole rows since letters set far apart come as several lines."""
    rows = [row for row in rows_of(cells) if len(row) > 1]
    for group in [*([cell] for cell in cells), *rows]:
        kind = _kind_named("".join(cell.plain for cell in group))
        if kind and (kind is not PaperKind.EDUCATION_LETTER or _proves_something(cells)):
            yield Candidate(kind, group, median(cell.height for cell in group) / usual)


def _is_fact(cell: Cell) -> bool:
    label = label_at_start(cell.plain)
    return cell.is_label and label is not None and label[1] != "受文者"


def _is_title(title: Candidate, first_label: float) -> bool:
    leads = title.top < first_label
    return (leads and (title.size >= LARGE or title.top < UPPER_PART)) or title.size >= VERY_LARGE


def _proves_something(cells: list[Cell]) -> bool:
    """The ministry writes many letters."""
    return any("證明" in cell.plain for cell in cells)


def _kind_named(text: str) -> PaperKind | None:
    for kind, titles in TITLES.items():
        for title in titles:
            if any(_names(text.removesuffix(after), title, kind) for after in AFTERWARDS):
                return kind
    return None


def _names(text: str, title: str, kind: PaperKind) -> bool:
    """Whether the text ends with the title, and before it stands nothing but an office or the like."""
    before, end = text[: -len(title)], text[-len(title) :]
    wrong = sum(one != other for one, other in zip(end, title, strict=False)) + len(title) - len(end)
    if wrong > len(title) // LETTERS_TO_ONE_WRONG or len(before) > LONGEST_BEFORE:
        return False
    if any(sign in before for sign in SPEAKS_OF):
        return False
    return not kind.is_abolished or not before or before.endswith(OFFICES)
