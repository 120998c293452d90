"""What a person is told of a document before it is sent: advice in whole sentences, never a wall (design decision 6)."""

from dataclasses import dataclass, replace
from enum import StrEnum

from django.utils.translation import gettext as _

from port.companies.comparison import Match, Typed, Verdict, compare
from port.companies.enums import MendableField
from port.documents.enums import ReadingState
from port.documents.findings import Findings, findings_in
from port.documents.models import DocumentReading, StoredDocument
from port.documents.reading.extract import Extract, extract
from port.documents.reading.lines import Line
from port.documents.reading.papers import PaperKind

LEGIBLE_LETTERS = 20
"""A paper that a company proves itself with says more than this; where fewer are found, people hardly read it either."""


class AdviceState(StrEnum):
    WAITING = "waiting"
    READY = "ready"
    UNREADABLE = "unreadable"


class CautionCode(StrEnum):
    ABOLISHED = "abolished"
    OTHER_NUMBER = "other_number"
    OTHER_NAME = "other_name"
    OTHER_REPRESENTATIVE = "other_representative"
    ILLEGIBLE = "illegible"
    SIDEWAYS = "sideways"


@dataclass(frozen=True, kw_only=True)
class Caution:
    """What does not fit, in a line; and in whole sentences, the weightiest first, that say what to do."""

    code: CautionCode
    title: str
    text: str

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()


@dataclass(frozen=True, kw_only=True)
class Advice:
    """`found` says what the paper looks like; empty when that is not known (yet)."""

    state: AdviceState
    cautions: tuple[Caution, ...] = ()
    found: str = ""


def advice_on(document: StoredDocument, typed: Typed) -> Advice:
    """What is known of the document by now; it does not wait for the reader."""
    return advice_of(DocumentReading.objects.filter(document=document).defer("lines").first(), typed)


def advice_of(reading: DocumentReading | None, typed: Typed) -> Advice:
    """The same of a reading at hand; its lines are fetched only when they have not been gone through before."""
    if reading is None or reading.read_at is None:
        failed = reading is not None and reading.state == ReadingState.FAILED
        return Advice(state=AdviceState.UNREADABLE if failed else AdviceState.WAITING)
    try:
        return _advice_from(findings_in(reading.document_id, reading.read_at), typed)
    except DocumentReading.DoesNotExist:  # replaced in this very moment
        return Advice(state=AdviceState.WAITING)


def advice_from(lines: list[Line], typed: Typed) -> Advice:
    """The same of lines that have been read."""
    return _advice_from(Findings(lines, extract(lines)), typed)


def _advice_from(findings: Findings, typed: Typed) -> Advice:
    lines, paper = findings.lines, findings.found
    if not _is_legible(lines):
        return Advice(state=AdviceState.UNREADABLE, cautions=(_illegible(),))
    kind = paper.kind.value if paper.kind else None
    cautions = [_abolished()] if kind and kind.is_abolished else []
    matches = compare(lines, _comparable(typed, paper), paper)
    cautions += [_another(match) for match in matches if match.verdict is Verdict.RED]
    cautions += _turned_pages(lines)
    return Advice(state=AdviceState.READY, cautions=tuple(cautions), found=_summary(kind, paper))


def cautions_on_pages(lines: list[Line]) -> list[Caution]:
    """What makes the paper hard to read, whatever stands on it."""
    return _turned_pages(lines) if _is_legible(lines) else [_illegible()]


def _is_legible(lines: list[Line]) -> bool:
    return sum(len(line.text) for line in lines) >= LEGIBLE_LETTERS


def _summary(kind: PaperKind | None, paper: Extract) -> str:
    number = paper.numbers[0].value if paper.numbers else ""
    told = {"kind": str(kind.label) if kind else "", "number": number}
    if kind and number:
        return _("看起來是%(kind)s，統編 %(number)s") % told
    if kind:
        return _("看起來是%(kind)s") % told
    if number:
        return _("看不出是哪一種文件，統編 %(number)s") % told
    return _("看不出是哪一種文件")


def _abolished() -> Caution:
    """In the words of the manual; where the other papers come from is what the registration offices themselves say."""
    accepted = "、".join(str(kind.label) for kind in PaperKind if not kind.is_abolished)
    return Caution(
        code=CautionCode.ABOLISHED,
        title=_("這份文件看起來是「營利事業登記證」，可能不會通過審核"),
        text=_(
            "「營利事業登記證」自98年4月13日起停止使用，不再作為證明文件，請改提出其他最新版本之「商業登記證明文件」。\n"
            "可用的文件例如：%(accepted)s。\n"
            "申請處所：公司向登記主管機關（經濟部、直轄市政府等），行號向所在地縣市政府。"
            "不確定是哪個機關，可在經濟部「商工登記公示資料查詢服務」查詢。"
        )
        % {"accepted": accepted},
    )


def _comparable(typed: Typed, paper: Extract) -> Typed:
    """What the paper names with a label; looking for the rest takes long, and is no ground for a caution.

    Addresses are left to the reviewer: a company may be reached elsewhere than where it is registered.
    """
    return replace(
        typed,
        number=typed.number if paper.numbers else "",
        company_name=typed.company_name if paper.company_name else "",
        representative=typed.representative if paper.representative else "",
        address="",
    )


def _another(match: Match) -> Caution:
    codes = {
        MendableField.NUMBER: CautionCode.OTHER_NUMBER,
        MendableField.COMPANY_NAME: CautionCode.OTHER_NAME,
        MendableField.REPRESENTATIVE: CautionCode.OTHER_REPRESENTATIVE,
    }
    told = {"label": match.label, "found": match.found, "typed": match.typed}
    return Caution(
        code=codes[match.field],
        title=_("文件上的%(label)s和公司資料裡的不一樣") % told,
        text=_(
            "文件上看到的是「%(found)s」，公司資料填的是「%(typed)s」。\n請對照文件再看一次；若是選錯了檔案，請重新上傳正確的文件。"
        )
        % told,
    )


def _illegible() -> Caution:
    return Caution(
        code=CautionCode.ILLEGIBLE,
        title=_("這份文件幾乎讀不到文字"),
        text=_(
            "可能太暗、太小、模糊，或不是文件，審核人員也可能看不清楚。\n"
            "請在光線充足處從正上方重新拍攝，讓四邊完整、文字清楚，或改用掃描，再上傳一次。"
        ),
    )


def _turned_pages(lines: list[Line]) -> list[Caution]:
    """The first page says how the paper was laid; a table across a later page may well lie on its side."""
    turns = {line.turn for line in lines if line.page == 1}
    if not turns - {0}:
        return []
    lying = _("第 1 頁上下顛倒") if turns == {180} else _("第 1 頁是橫躺的")
    return [
        Caution(
            code=CautionCode.SIDEWAYS, title=lying, text=_("請把第 1 頁轉正，審核人員比較容易看清楚，審核也比較快。")
        )
    ]
