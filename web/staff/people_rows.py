"""One staff account in the words that the pages and the list to take along show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from port.accounts.enums import StaffEnding, StaffRole
from port.accounts.models import StaffReview, User
from port.accounts.roster import StaffState, inviters, state_of
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.taiwan.dates import roc_date, roc_datetime
from web.staff.figure_tables import Table
from web.staff.people_forms import duties_of

KINDS = {StaffState.INVITED: "now", StaffState.ACTIVE: "good", StaffState.ENDED: "quiet"}
TOLD = [act for act in Act if act.value.startswith("staff.") and act != Act.STAFF_EXPORTED]
MOST_TOLD = 30


@dataclass(frozen=True)
class PersonRow:
    """An account as `staff_accounts` reads it."""

    account: User
    inviter: str

    @property
    def state(self) -> StaffState:
        return state_of(self.account)

    @property
    def kind_of_state(self) -> str:
        return KINDS[self.state]

    @property
    def name(self) -> str:
        return self.account.name or _("（已依保存期限刪除）")

    @property
    def role(self) -> str:
        return self.account.get_staff_role_display()

    @property
    def duties(self) -> str:
        return duties_of(self.account.staff_role)

    @property
    def last_login(self) -> str:
        return roc_datetime(self.account.last_login) if self.account.last_login else _("從未登入")

    @property
    def factor(self) -> str:
        return _("有") if self.account.has_factor else _("無")

    @property
    def reviewed(self) -> str:
        return roc_date(self.account.reviewed_at) if self.account.reviewed_at else _("尚未清查")


def rows_of(accounts: Iterable[User]) -> list[PersonRow]:
    """Two statements beside that of the accounts."""
    accounts = list(accounts)
    invited_by = inviters(accounts)
    return [PersonRow(account, _inviter(account.pk, invited_by)) for account in accounts]


def _inviter(key: int, invited_by: dict[int, User | None]) -> str:
    if key not in invited_by:
        return _("系統建置")
    inviter = invited_by[key]
    return inviter.name if inviter else _("系統維運（指令）")


@dataclass(frozen=True)
class Happened:
    at: datetime
    text: str
    who: str

    @property
    def shown_at(self) -> str:
        return roc_datetime(self.at)


def history_of(account: User) -> list[Happened]:
    """What was done to the account, newest first, from the record. Two statements."""
    records = list(AuditRecord.objects.about(account).filter(act__in=TOLD).order_by("-id")[:MOST_TOLD])
    people = User.objects.in_bulk({record.actor_id for record in records} - {None})
    return [Happened(record.at, _text(record), _who(record, people)) for record in records]


def _text(record: AuditRecord) -> str:
    label = str(Act(record.act).label)
    if record.act == Act.STAFF_ROLE_CHANGED:
        before, after = StaffRole(record.facts["before"]).label, StaffRole(record.facts["after"]).label
        return _("%(label)s：%(before)s → %(after)s") % {"label": label, "before": before, "after": after}
    if record.act == Act.STAFF_ENDED:
        return f"{label}：{StaffEnding(record.facts['reason']).label}"
    return label


def _who(record: AuditRecord, people: dict[int, User]) -> str:
    if record.actor_id is None:
        return _("系統")
    person = people.get(record.actor_id)
    return person.name if person else ""


def roster_table(rows: Iterable[PersonRow], reviews: Iterable[StaffReview]) -> Table:
    """The whole list, to be taken along (A-04); `reviews` are the newest of each account, with who signed."""
    newest = {review.account_id: review for review in reviews}
    head = [_("姓名"), _("帳號"), _("職務"), _("權限"), _("狀態"), _("建立"), _("邀請人")]
    head += [_("最近登入"), _("第二重驗證"), _("最近清查"), _("清查結論"), _("清查人"), _("清查說明")]
    return Table(_("港務人員名冊"), head, [[*_cells(row), *_signed(newest.get(row.account.pk))] for row in rows])


def _cells(row: PersonRow) -> list[str]:
    account = row.account
    described = [row.name, account.username, row.role, row.duties, str(row.state.label)]
    return [*described, roc_date(account.created_at), row.inviter, row.last_login, row.factor]


def _signed(review: StaffReview | None) -> list[str]:
    if review is None:
        return [_("尚未清查"), "", "", ""]
    return [roc_date(review.at), review.get_verdict_display(), review.by.name, review.note]
