"""What was typed beside what stands on the paper: the same, nearly, something else, or not found. Pure; advice, no verdict.

Red is told only where the paper names its value with a label and that is clearly another; whatever the reader of
pictures may have got wrong by itself is amber.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from django.utils.translation import gettext as _

from port.companies.enums import MendableField
from port.companies.likeness import HAN, IN_CHINESE, ORGANISATION, bare_address, bare_name, core_of, distance, likeness
from port.documents.reading.extract import WEAK, Extract, extract
from port.documents.reading.found import Found, found_in
from port.documents.reading.lines import Box, Line
from port.documents.reading.plain import bare
from port.documents.reading.search import find_text
from port.documents.reading.strips import Strip
from port.taiwan.address import POSTCODES
from port.taiwan.ubn import is_valid_ubn

NEAR = 0.75
"""Likeness from which a piece of text is taken for a misread or mistyped form of what was typed."""
OTHER_NAME = 0.7
OTHER_ADDRESS = 0.6
"""Likeness below which a labelled value is another one; between the two, nobody is told more than to look."""


class Verdict(StrEnum):
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What is known of a company so far; what is empty is not compared. `number` may be a 機關代碼."""

    number: str = ""
    company_name: str = ""
    representative: str = ""
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class Match:
    """`found` is the text on the paper, on `page` (counted from 1) at `box` and `strip` (`Found` tells them apart).

    Empty and None where nothing was found.
    """

    field: MendableField
    label: str
    typed: str
    verdict: Verdict
    found: str = ""
    page: int | None = None
    box: Box | None = None
    strip: Strip | None = None
    sentence: str


Judgement = tuple[Verdict, Found[str] | None]
Judge = Callable[[str, Extract, list[Line]], Judgement]


def compare(lines: Iterable[Line], typed: Typed, found: Extract | None = None) -> list[Match]:
    """Each value that was typed, in the order of the form, with where it was found and how well it fits.

    `found` is what `extract` says of the lines, where that is known already.
    """
    read = list(lines)
    found = found or extract(read)
    return [
        _match(field, value, judge(value, found, read))
        for field, value, judge in (
            (MendableField.NUMBER, typed.number, _judge_number),
            (MendableField.COMPANY_NAME, typed.company_name, _judge_company_name),
            (MendableField.ADDRESS, typed.address, _judge_address),
            (MendableField.REPRESENTATIVE, typed.representative, _judge_representative),
        )
        if value.strip()
    ]


def _match(field: MendableField, typed: str, judgement: Judgement) -> Match:
    verdict, found = judgement
    return Match(
        field=field,
        label=str(field.label),
        typed=typed,
        verdict=verdict,
        found=found.value if found else "",
        page=found.page if found else None,
        box=found.box if found else None,
        strip=found.strip if found else None,
        sentence=_sentence(verdict, found),
    )


def _sentence(verdict: Verdict, found: Found[str] | None) -> str:
    told = {"found": found.value if found else ""}
    match verdict:
        case Verdict.GREEN:
            return _("與文件相符")
        case Verdict.AMBER:
            return _("和文件不完全相同，請核對：文件上看起來是「%(found)s」") % told
        case Verdict.RED:
            return _("與文件不同：文件上是「%(found)s」") % told
    return _("文件上沒有找到")


def _judge_number(typed: str, paper: Extract, lines: list[Line]) -> Judgement:
    """A number that is one digit off may be a misreading; one further off, with label and check sum, is another one."""
    wanted = bare(typed)
    for number in paper.numbers:
        if bare(number.value) == wanted:
            return Verdict.GREEN, number
    if elsewhere := _written_exactly(typed, lines):
        return Verdict.GREEN, elsewhere
    others = [number for number in paper.numbers if number.label and is_valid_ubn(number.value)]
    if not others or not is_valid_ubn(wanted):
        return _judge_by_text(typed, lines)
    nearest = min(others, key=lambda number: distance(number.value, wanted))
    return (Verdict.AMBER if distance(nearest.value, wanted) == 1 else Verdict.RED), nearest


def _judge_company_name(typed: str, paper: Extract, lines: list[Line]) -> Judgement:
    wanted, labelled = bare_name(typed), paper.company_name
    if not labelled:
        return _judge_by_text(typed, lines)
    named = bare_name(labelled.value)
    if named == wanted:
        return Verdict.GREEN, labelled
    if wanted not in named and (elsewhere := _written_exactly(typed, lines)):
        return Verdict.GREEN, elsewhere
    return _otherwise(labelled, is_another=_is_another_company(wanted, named))


def _is_another_company(wanted: str, named: str) -> bool:
    """A branch named with its company, half a name, or a name in two scripts is not another company."""
    if not (ORGANISATION.search(named) and IN_CHINESE.fullmatch(wanted) and IN_CHINESE.fullmatch(named)):
        return False
    one, other = core_of(wanted), core_of(named)
    if one in other or other in one:
        return False
    return distance(one, other) > 1 and likeness(one, other) < OTHER_NAME


def _judge_representative(typed: str, paper: Extract, lines: list[Line]) -> Judgement:
    wanted, labelled = bare(typed), paper.representative
    if not labelled:
        return _judge_by_text(typed, lines)
    named = bare(labelled.value)
    if wanted in named:
        return Verdict.GREEN, labelled
    if elsewhere := _written_exactly(typed, lines):
        return Verdict.GREEN, elsewhere
    both_are_names = all(HAN.fullmatch(name) and 2 <= len(name) <= 4 for name in (wanted, named))
    return _otherwise(labelled, is_another=both_are_names and distance(wanted, named) > 1)


def _judge_address(typed: str, paper: Extract, lines: list[Line]) -> Judgement:
    wanted, labelled = bare_address(typed), paper.address
    for line in lines:
        if wanted in bare_address(line.text):
            return Verdict.GREEN, found_in([line], line.text)
    if not labelled:
        return _judge_by_text(typed, lines)
    named = bare_address(labelled.value)
    if named.startswith(wanted):
        return Verdict.GREEN, labelled
    return _otherwise(labelled, is_another=_is_another_place(wanted, named))


def _is_another_place(wanted: str, named: str) -> bool:
    """In another county, or alike in hardly anything. Counties that are no more (臺北縣) are not compared."""
    if wanted in named:
        return False
    counties = {address[:3] for address in (wanted, named) if address[:3] in POSTCODES}
    return len(counties) == 2 or likeness(wanted, named) < OTHER_ADDRESS


def _otherwise(labelled: Found[str], *, is_another: bool) -> Judgement:
    """The recipient of a letter, or the office that writes it, is not what a company is compared with."""
    return (Verdict.RED if is_another and labelled.label not in WEAK else Verdict.AMBER), labelled


def _judge_by_text(typed: str, lines: list[Line]) -> Judgement:
    """No label says so: it may still stand somewhere, whole or nearly."""
    near = find_text(lines, typed)
    if near is None or near.similarity < NEAR:
        return Verdict.UNKNOWN, None
    return (Verdict.GREEN if near.similarity == 1 else Verdict.AMBER), replace(near, value=near.text)


def _written_exactly(typed: str, lines: list[Line]) -> Found[str] | None:
    found = find_text(lines, typed)
    return replace(found, value=found.text) if found and found.similarity == 1 else None
