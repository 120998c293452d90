"""What was typed about the account and the company, line by line, with what the machine found about it on the paper."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from port.accounts.models import User
from port.companies.comparison import Verdict
from port.companies.enums import MendableField, NumberKind
from port.companies.models import Company, CompanyDocument
from port.documents.enums import ScanVerdict
from port.registration.models import AccountApplication
from port.review.cases import application_of
from port.taiwan.dates import roc_date
from port.taiwan.ubn import is_valid_ubn
from web.staff.paper import KINDS, Paper, Piece


@dataclass(frozen=True)
class Mark:
    """What the machine found, in a word; `kind` is good, warn, bad or quiet."""

    kind: str
    words: str


@dataclass(frozen=True)
class Fact:
    """A value with its marks; `piece` is the place of the paper that the marks speak of, `read` what stands there."""

    label: str
    value: str
    marks: list[Mark] = field(default_factory=list)
    read: str = ""
    piece: Piece | None = None


def facts_of(case: CompanyDocument, paper: Paper | None = None) -> list[Fact]:
    """As typed in the application; for a document that was handed in later, as the company stands by now."""
    paper = paper or Paper(state="")
    application = application_of(case)
    known, person = application or case.company, application or case.submitted_by
    company = _company(known, case.company_name, paper) if known else []
    return [*_kind(paper), *company, *_date(paper), *(_person(person) if person else [])]


def findings_on_file(case: CompanyDocument) -> list[Fact]:
    """What the virus scanner said, never shown as clean when it is not (U-08), and the check sums of what was received."""
    kinds = {ScanVerdict.CLEAN: "good", ScanVerdict.INFECTED: "bad", ScanVerdict.UNSCANNED: "warn"}
    scan = Mark(kinds.get(ScanVerdict(case.file.scan), "quiet"), case.file.get_scan_display())
    locked = "" if case.file.originals_may_be_opened else _("原檔不能下載；各頁圖片由系統重新繪製，可以照常審核。")
    sums = [Fact("SHA-256", original["sha256"]) for original in case.file.originals]
    return [Fact(_("掃毒"), locked, [scan]), *sums]


def _company(known: AccountApplication | Company, name: str, paper: Paper) -> list[Fact]:
    return [
        _number(known, paper),
        _compared(MendableField.COMPANY_NAME, name, paper),
        _compared(MendableField.REPRESENTATIVE, known.representative, paper),
        _compared(MendableField.ADDRESS, known.address, paper),
        Fact(_("公司電話"), known.phone),
    ]


def _compared(
    name: MendableField, value: str, paper: Paper, *, label: str = "", marks: list[Mark] | None = None
) -> Fact:
    marks = marks or []
    match = paper.matches.get(name.value)
    if match is None:
        return Fact(label or str(name.label), value, marks)
    words = {
        Verdict.GREEN: _("與文件相符"),
        Verdict.AMBER: _("請核對"),
        Verdict.RED: _("與文件不同"),
        Verdict.UNKNOWN: _("文件上沒有找到"),
    }
    differs = match.verdict in {Verdict.AMBER, Verdict.RED}
    return Fact(
        label=label or str(name.label),
        value=value,
        marks=[*marks, Mark(KINDS[match.verdict], words[match.verdict])],
        read=match.found if differs else "",
        piece=paper.pieces.get(name.value),
    )


def _number(known: AccountApplication | Company, paper: Paper) -> Fact:
    label, mark = str(MendableField.NUMBER.label), Mark("bad", _("檢查碼不符"))
    if known.number_kind == NumberKind.AGENCY:
        label, mark = _("機關代碼"), Mark("good", _("政府機關"))
    elif is_valid_ubn(known.number):
        mark = Mark("good", _("檢查碼正確"))
    return _compared(MendableField.NUMBER, known.number, paper, label=label, marks=[mark])


def _kind(paper: Paper) -> list[Fact]:
    found = paper.found.kind
    if not paper.is_read:
        return []
    if found is None:
        return [Fact(_("文件種類"), _("看不出來"), [Mark("quiet", _("請看文件"))])]
    mark = Mark("bad", _("98.4.13 起停止使用")) if found.value.is_abolished else Mark("good", _("可用的文件"))
    return [Fact(_("文件種類"), str(found.value.label), [mark], piece=paper.pieces.get("kind"))]


def _date(paper: Paper) -> list[Fact]:
    if paper.found.issued_on is None:
        return []
    return [Fact(_("文件日期"), roc_date(paper.found.issued_on.value), piece=paper.pieces.get("date"))]


def _person(person: AccountApplication | User) -> list[Fact]:
    return [
        Fact(_("帳號"), person.username),
        Fact(_("姓名"), person.name),
        Fact("Email", person.email),
        Fact(_("手機電話"), person.mobile),
        Fact(_("通知信語言"), person.get_language_display()),
    ]
