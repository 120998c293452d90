"""Papers that show one thing and tell programs another, as somebody would make them to have a lie confirmed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from io import BytesIO
from random import Random

import pikepdf
from PIL import Image

from port.documents.reading.papers import PaperKind
from port.taiwan.ubn import is_valid_ubn
from tests.papers.conditions import jpeg
from tests.papers.facts import FAMILIES as FAMILY_NAMES
from tests.papers.facts import GIVEN, WORDS, Facts, made_up
from tests.papers.layouts import drawn
from tests.papers.sheet import A4_POINTS, FAMILIES, Sheet, Words, instructions, office_font, pdf_of, picture_of

DIGITS = "0123456789"
IN_NAMES = "".join(dict.fromkeys(WORDS + "物流報櫃運輸船代械倉儲貿環科"))
TO_UNICODE = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Told def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
{count} beginbfchar {pairs} endbfchar
endcmap end end"""

Table = dict[str, str]
"""Which letter is told for one that is shown."""


class Lie(StrEnum):
    NUMBER = "letters told wrong: 統編"
    NAME = "letters told wrong: name"
    ALL = "letters told wrong: 統編, name and representative"
    COVERED = "another paper under a picture of this one"
    WHITE = "統編 and name of another in white on white"


@dataclass(frozen=True, kw_only=True)
class LyingPaper:
    """`facts` are what is shown, `told` what programs would read; what is not lied about is the same in both."""

    kind: PaperKind
    design: int
    family: str
    lie: Lie

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.design}-{self.family}-{self.lie}"

    @property
    def facts(self) -> Facts:
        return made_up(self.kind, self.name)

    @property
    def sheet(self) -> Sheet:
        return self._sheet_of(self.facts)

    @property
    def told(self) -> Facts:
        facts = self.facts
        told = {name: _as_told(getattr(facts, name), table) for name, table in self._tables().items()}
        return replace(facts, **told) if told else made_up(self.kind, f"told by {self.name}")

    def file(self) -> bytes:
        match self.lie:
            case Lie.COVERED:
                return covered(self._sheet_of(self.told), picture_of(self.sheet, scale=1.0))
            case Lie.WHITE:
                return with_white_words(
                    self.sheet, [f"統一編號：{self.told.number}", f"名稱：{self.told.company_name}"]
                )
        return _told_wrong(self.sheet, [(_speaks_of(name, self.facts), each) for name, each in self._tables().items()])

    def _sheet_of(self, facts: Facts) -> Sheet:
        return drawn(self.kind, self.design, self.family, facts)

    def _tables(self) -> dict[str, Table]:
        """By the name of the fact."""
        chance = Random(self.name)
        number, name = _other_digits(self.facts.number, chance), _moved(IN_NAMES, 7)
        match self.lie:
            case Lie.NUMBER:
                return {"number": number}
            case Lie.NAME:
                return {"company_name": name}
            case Lie.ALL:
                person = _moved(FAMILY_NAMES, 3) | _moved(GIVEN, 5)
                return {"number": number, "company_name": name, "representative": person}
        return {}


def lying_papers() -> Iterator[LyingPaper]:
    """Each lie on each kind in both designs."""
    for place, lie in enumerate(Lie):
        for kind in PaperKind:
            for design in (0, 1):
                yield LyingPaper(kind=kind, design=design, family=FAMILIES[(place + design) % 2], lie=lie)


def covered(sheet: Sheet, picture: Image.Image) -> bytes:
    """The page with a picture laid over all of it."""
    with pikepdf.open(BytesIO(pdf_of(sheet))) as document:
        page = document.pages[0]
        page.Resources.XObject = pikepdf.Dictionary(
            Cover=document.make_stream(
                jpeg(picture, quality=85),
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Image,
                Width=picture.width,
                Height=picture.height,
                ColorSpace=pikepdf.Name.DeviceRGB,
                BitsPerComponent=8,
                Filter=pikepdf.Name.DCTDecode,
            )
        )
        width, height = A4_POINTS
        page.contents_add(f"q {width} 0 0 {height} 0 0 cm /Cover Do Q".encode("ascii"))
        return _saved(document)


def with_white_words(sheet: Sheet, lines: list[str]) -> bytes:
    """The page with words at its very top that have the colour of the paper."""
    white = Sheet(sheet.family)
    for number, line in enumerate(lines):
        white.write(120, 24 + number * 40, line, 26)
    with pikepdf.open(BytesIO(pdf_of(sheet))) as document:
        document.pages[0].contents_add(f"1 1 1 rg\n{instructions(white)}".encode("ascii"))
        return _saved(document)


def _told_wrong(sheet: Sheet, lies: list[tuple[Callable[[Words], bool], Table]]) -> bytes:
    """Each lie is a font of its own, for the words that it speaks of: it draws what is shown, and says other letters."""
    honest = replace(sheet, words=[words for words in sheet.words if not any(speaks(words) for speaks, _ in lies)])
    with pikepdf.open(BytesIO(pdf_of(honest))) as document:
        page = document.pages[0]
        for number, (speaks, table) in enumerate(lies):
            liar = Sheet(sheet.family, words=[words for words in sheet.words if speaks(words)])
            page.Resources.Font[f"/Lie{number}"] = _lying_font(document, table)
            page.contents_add(instructions(liar).replace("/F1 ", f"/Lie{number} ").encode("ascii"))
        return _saved(document)


def _lying_font(document: pikepdf.Pdf, table: Table) -> pikepdf.Object:
    pairs = [f"<{shown.encode('utf-16-be').hex()}> <{told.encode('utf-16-be').hex()}>" for shown, told in table.items()]
    font = office_font(document)
    font.ToUnicode = document.make_stream(TO_UNICODE.format(count=len(pairs), pairs=" ".join(pairs)).encode("ascii"))
    return font


def _speaks_of(fact: str, facts: Facts) -> Callable[[Words], bool]:
    """A number may be set digit by digit, and a name be broken into two lines."""
    value: str = getattr(facts, fact)
    match fact:
        case "number":
            return lambda words: value in words.text or (len(words.text) == 1 and words.text in DIGITS)
        case "company_name":
            return lambda words: len(set(value) & set(words.text) & set(IN_NAMES)) > 1
    return lambda words: value in words.text


def _other_digits(number: str, chance: Random) -> Table:
    """Such that another number is told whose check sum holds as well."""
    while True:
        table = dict(zip(DIGITS, chance.sample(DIGITS, len(DIGITS)), strict=True))
        told = _as_told(number, table)
        if is_valid_ubn(told) and sum(one != other for one, other in zip(number, told, strict=True)) > 2:
            return table


def _moved(letters: str, by: int) -> Table:
    return dict(zip(letters, letters[by:] + letters[:by], strict=True))


def _as_told(shown: str, table: Table) -> str:
    return shown.translate(str.maketrans(table))


def _saved(document: pikepdf.Pdf) -> bytes:
    target = BytesIO()
    document.save(target)
    return target.getvalue()
