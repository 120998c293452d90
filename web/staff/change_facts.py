"""A change request as the desk shows it: a line of the list, and what is on record beside what is asked for."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from port.accounts.models import User
from port.changes.checks import may_have_number
from port.changes.enums import ChangeKind, ChangeState
from port.changes.models import ChangeRequest
from port.companies.comparison import Typed, Verdict
from port.companies.enums import MendableField, NumberKind
from port.companies.models import Company
from port.taiwan.dates import roc_datetime
from port.taiwan.ubn import is_valid_ubn
from web.staff.ages import Age, Yardstick
from web.staff.facts import Mark
from web.staff.paper import KINDS, Paper, paper_on

STATE_KINDS = {ChangeState.SUBMITTED: "now", ChangeState.APPROVED: "good", ChangeState.REJECTED: "bad"}


@dataclass(frozen=True)
class ChangeRow:
    change: ChangeRequest
    yardstick: Yardstick

    @property
    def whom(self) -> str:
        """The company or the account that it is about; the account name is as typed."""
        company = self.change.company
        return " ".join(part for part in (company.name if company else "", self.change.username) if part)

    @property
    def kind_of_state(self) -> str:
        return STATE_KINDS.get(ChangeState(self.change.state), "quiet")

    @property
    def age(self) -> Age:
        return self.yardstick.age_since(self.change.submitted_at)

    @property
    def sent(self) -> str:
        return roc_datetime(self.change.submitted_at)


@dataclass(frozen=True)
class Asked:
    """A value as it is on record, and what it is asked to become; empty where it stays."""

    label: str
    now: str
    wanted: str = ""
    marks: list[Mark] = field(default_factory=list)


def asked_of(change: ChangeRequest, paper: Paper) -> list[Asked]:
    """A constant number of statements, whatever was asked for."""
    match change.kind:
        case ChangeKind.COMPANY:
            return list(_identity(change, paper))
        case ChangeKind.HANDOVER:
            return list(_person(change))
    return list(_mailbox(change))


def paper_of_change(change: ChangeRequest) -> Paper:
    """What the reader found on the paper, compared with the company as it would be."""
    company = change.company or _company_of(change.account)
    if company is None:
        return paper_on(change.file_id, Typed(number=change.number))
    typed = Typed(
        number=change.new_number or company.number,
        company_name=change.new_company_name or company.name,
        representative=company.representative,
        address=company.address,
    )
    return paper_on(change.file_id, typed)


def _identity(change: ChangeRequest, paper: Paper) -> Iterator[Asked]:
    company = change.company
    if company is None:
        return
    name, number = change.former_company_name or company.name, change.former_number or company.number
    yield Asked(
        _("公司名稱"), name, change.new_company_name, _found(paper, MendableField.COMPANY_NAME, change.new_company_name)
    )
    marks = _number_marks(change, company) if change.new_number else []
    yield Asked(
        _("公司統編"), number, change.new_number, [*marks, *_found(paper, MendableField.NUMBER, change.new_number)]
    )
    yield Asked(_("公司負責人"), company.representative, marks=_found(paper, MendableField.REPRESENTATIVE, "-"))
    yield Asked(_("公司地址"), company.address, marks=_found(paper, MendableField.ADDRESS, "-"))
    yield Asked(_("公司電話"), company.phone)


def _number_marks(change: ChangeRequest, company: Company) -> list[Mark]:
    if change.new_number_kind == NumberKind.AGENCY:
        sum_mark = Mark("good", _("政府機關"))
    elif is_valid_ubn(change.new_number):
        sum_mark = Mark("good", _("檢查碼正確"))
    else:
        sum_mark = Mark("bad", _("檢查碼不符"))
    free = may_have_number(company, number_kind=change.new_number_kind, number=change.new_number)
    return [sum_mark] if free.yes else [sum_mark, Mark("bad", _("已由另一家公司使用"))]


def _person(change: ChangeRequest) -> Iterator[Asked]:
    former, company = change.account, change.company
    if former is None or company is None:
        return
    yield Asked(_("帳號"), change.username)
    yield Asked(_("使用人姓名"), former.name, change.new_name)
    yield Asked(_("手機電話"), former.mobile, change.new_mobile)
    yield Asked("Email", former.email, change.new_email)
    yield Asked(_("公司"), f"{company.name} {company.number}")
    yield _last_seen(former)


def _mailbox(change: ChangeRequest) -> Iterator[Asked]:
    account, company = change.account, _company_of(change.account)
    if account is None:
        unknown = Mark("bad", _("系統沒有這個帳號，或統編與帳號不符"))
        yield Asked(_("帳號"), "", change.username, [unknown])
        yield Asked(_("公司統編"), "", change.number)
        yield Asked("Email", "", change.new_email)
        return
    yield Asked(_("帳號"), account.username, marks=[Mark("good", _("有這個帳號"))])
    yield Asked(_("使用人姓名"), account.name)
    if company:
        matches = Mark("good", _("統編與帳號相符"))
        yield Asked(_("公司"), f"{company.name} {company.number}", marks=[matches])
    else:
        yield Asked(_("公司"), _("共用帳號，沒有公司統編"), marks=[Mark("warn", _("請以文件核對使用人"))])
    yield Asked("Email", change.former_email or account.email, change.new_email)
    yield _last_seen(account)


def _last_seen(account: User) -> Asked:
    """Somebody who signed in lately with the account may not know of the request."""
    seen: datetime | None = account.sign_ins.newest_first().values_list("seen_at", flat=True).first()
    return Asked(_("最近使用"), roc_datetime(seen) if seen else _("沒有登入紀錄"))


def _company_of(account: User | None) -> Company | None:
    return Company.objects.filter(accounts__user=account).first() if account else None


def _found(paper: Paper, name: MendableField, wanted: str) -> list[Mark]:
    """Whether it stands on the paper; nothing is said of what nobody asks for."""
    match = paper.matches.get(name.value)
    if match is None or not wanted:
        return []
    words = {
        Verdict.GREEN: _("與文件相符"),
        Verdict.AMBER: _("請核對"),
        Verdict.RED: _("與文件不同"),
        Verdict.UNKNOWN: _("文件上沒有找到"),
    }
    read = f"（{match.found}）" if match.verdict in {Verdict.AMBER, Verdict.RED} else ""
    return [Mark(KINDS[match.verdict], f"{words[match.verdict]}{read}")]
