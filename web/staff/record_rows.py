"""A record in words that people read: whose account an id is, what the object is called, and where to look further."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from port.accounts.enums import AccountKind, StaffRole
from port.accounts.models import User
from port.audit.enums import Result
from port.audit.models import AuditRecord
from port.audit.recorder import APPLICANT, CLOCK, OPERATOR
from port.companies.models import Company
from port.taiwan.dates import roc_date
from web.staff.record_filters import KEY, kinds

STATES: dict[str, str] = {Result.DONE: "good", Result.REFUSED: "warn", Result.FAILED: "bad"}


@dataclass(frozen=True)
class Names:
    """Of all the ids on one page, read at once."""

    people: dict[int, User]
    companies: dict[int, Company]


def names_of(records: Sequence[AuditRecord]) -> Names:
    """Two statements, however many records there are."""
    account, company = User._meta.label_lower, Company._meta.label_lower
    people = {record.actor_id for record in records} | _objects(records, account)
    companies = {record.acting_company_id for record in records} | _objects(records, company)
    return Names(
        people=User.objects.only("pk", "username", "name").in_bulk(people - {None}),
        companies=Company.objects.only("pk", "name").in_bulk(companies - {None}),
    )


def rows_of(records: Iterable[AuditRecord]) -> list["RecordRow"]:
    records = list(records)
    names = names_of(records)
    return [RecordRow(record, names) for record in records]


@dataclass(frozen=True)
class RecordRow:
    record: AuditRecord
    names: Names

    @property
    def shown_at(self) -> str:
        """`115.11.22 16:20:05 +08:00` (A-23)."""
        local = timezone.localtime(self.record.at)
        offset = f"{local:%z}"
        return f"{roc_date(local)} {local:%H:%M:%S} {offset[:3]}:{offset[3:]}"

    @property
    def state(self) -> str:
        return STATES.get(self.record.result, "quiet")

    @property
    def actor(self) -> str:
        """The account and its name; who has no account, or none any more, by the role that was recorded."""
        if self.record.actor_id is None:
            return role_label(self.record.actor_role)
        return person_label(self.names.people.get(self.record.actor_id), self.record.actor_id)

    @property
    def role(self) -> str:
        return role_label(self.record.actor_role) if self.record.actor_id is not None else ""

    @property
    def company(self) -> str:
        key = self.record.acting_company_id
        return company_label(self.names.companies.get(key), key) if key is not None else ""

    @property
    def acts_for_company(self) -> bool:
        """Staff act for no company; the one that is noted with their acts is the one that it was about."""
        return self.record.actor_role not in StaffRole.values

    @property
    def subject(self) -> str:
        """What it was done to."""
        kind, key = self.record.object_type, self.record.object_id
        if kind == User._meta.label_lower and key.isdigit():
            return f"{_('帳號')} {person_label(self.names.people.get(int(key)), int(key))}"
        if kind == Company._meta.label_lower and key.isdigit():
            return f"{_('公司')} {company_label(self.names.companies.get(int(key)), int(key))}"
        return f"{kind_label(kind)} #{key}"

    @property
    def subject_address(self) -> str:
        if self.record.object_type not in kinds() or not KEY.fullmatch(self.record.object_id):
            return ""
        return reverse("staff:record_object", args=[self.record.object_type, self.record.object_id])

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [(name, _plain(value)) for name, value in self.record.facts.items()]


def role_label(role: str) -> str:
    known = {APPLICANT.role_name: _("申請人"), CLOCK.role_name: _("系統時鐘"), OPERATOR.role_name: _("維運人員")}
    return str(known.get(role) or dict([*AccountKind.choices, *StaffRole.choices]).get(role, role))


def person_label(person: User | None, key: int) -> str:
    return f"{person.username}（{person.name}）" if person else _("帳號 #%(key)s（已刪除）") % {"key": key}


def company_label(company: Company | None, key: int) -> str:
    return company.name if company else _("公司 #%(key)s（已刪除）") % {"key": key}


def kind_label(kind: str) -> str:
    known = kinds().get(kind)
    return str(known._meta.verbose_name) if known else kind


def _objects(records: Sequence[AuditRecord], kind: str) -> set[int]:
    return {int(each.object_id) for each in records if each.object_type == kind and each.object_id.isdigit()}


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
