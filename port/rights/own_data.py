"""All that is kept on one person, to be read and taken along (個人資料保護法 §3: 查詢、閱覽、複製)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from port.accounts.models import Factor, SignIn, User
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.audit.recorder import record
from port.bindings.models import Binding
from port.changes.models import ChangeRequest
from port.companies.models import CompanyAccount, CompanyDocument
from port.consents.models import Acknowledgement
from port.language import Language
from port.letters.models import Letter
from port.registration.models import AccountApplication
from port.rights.models import RightsRequest

Row = dict[str, str | date]
"""What is said, in the language of the page, and the value; times stay times, for the page writes them in its years."""


@dataclass(frozen=True)
class Section:
    title: str
    why: str
    rows: list[Row] = field(default_factory=list)


def own_data(person: User) -> list[Section]:
    """Everything that names this person or was done by them; what reviewers noted to each other is not a datum of theirs."""
    return [part(person) for part in PARTS]


@transaction.atomic
def note_shown(person: User) -> None:
    record(Act.OWN_DATA_SHOWN, about=person, by=person)


@transaction.atomic
def export(person: User) -> list[Section]:
    """The same as `own_data`, for a file; that it was taken along is recorded."""
    sections = own_data(person)
    record(Act.OWN_DATA_EXPORTED, about=person, by=person)
    return sections


def _rows(objects: Iterable[models.Model], *names: str) -> list[Row]:
    return [{_label(each, name): _shown(each, name) for name in names} for each in objects]


def _label(each: models.Model, name: str) -> str:
    column = each._meta.get_field(name.split("__")[0])
    return str(getattr(column, "verbose_name", name))


def _labelled(labels: Iterable[str], each: models.Model, *names: str) -> Row:
    return dict(zip(labels, (_shown(each, name) for name in names), strict=True))


def _shown(each: models.Model, name: str) -> str | date:
    if display := getattr(each, f"get_{name}_display", None):
        return str(display())
    value: Any = each
    for part in name.split("__"):
        value = getattr(value, part, None)
    if name == "language":
        return str(Language(value).label)
    if name == "origin":
        return str(value).partition(" ")[0]  # behind it stands a keyed hash, which tells a person nothing
    if value is None:
        return ""
    return value if isinstance(value, date) else str(value)


def _account(person: User) -> Section:
    names = ("username", "name", "mobile", "email", "kind", "email_verified_at", "created_at", "last_login")
    return Section(_("帳號"), _("讓您登入，並在審核與通知時聯絡您。"), _rows([person], *names))


def _companies(person: User) -> Section:
    accounts = CompanyAccount.objects.filter(user=person).select_related("company")
    rows = _rows((account.company for account in accounts), "number", "name", "phone", "address", "representative")
    return Section(_("您代表的公司"), _("公司的港區通行證由您申請。"), rows)


def _applications(person: User) -> Section:
    found: list[AccountApplication] = []
    application = AccountApplication.objects.filter(user=person).first()
    while application:
        found, application = [*found, application], application.forerunner
    typed = ("username", "name", "mobile", "email", "number", "company_name", "phone", "address", "representative")
    names = ("reference", "state", *typed, "submitted_at", "decided_at", "answer")
    return Section(_("帳號申請"), _("審核帳號的依據。"), _rows(found, *names))


def _documents(person: User) -> Section:
    documents = CompanyDocument.objects.filter(submitted_by=person).select_related("file").order_by("-submitted_at")
    names = ("company_name", "state", "submitted_at", "decided_at", "answer", "contact_email")
    return Section(
        _("送出的公司證明文件"), _("證明公司身分；檔案在「公司證明文件」頁可以查看。"), _rows(documents, *names)
    )


def _changes(person: User) -> Section:
    """What somebody else asked about this account may name another person, so only that it was asked is told."""
    asked = ChangeRequest.objects.filter(asked_by=person).order_by("-submitted_at")
    of_others = ChangeRequest.objects.filter(account=person).exclude(asked_by=person).order_by("-submitted_at")
    typed = ("new_company_name", "new_number", "new_name", "new_mobile", "new_email", "explanation")
    told = ("reference", "kind", "state", "submitted_at", "decided_at")
    rows = _rows(asked, *told, *typed, "answer") + _rows(of_others, *told)
    return Section(_("變更申請"), _("變更公司、使用人或信箱的依據。"), rows)


def _bindings(person: User) -> Section:
    pairs = models.Q(shared=person) | models.Q(general=person)
    bindings = Binding.objects.filter(pairs).select_related("shared", "general")
    names = ("shared__username", "general__username", "state", "proof", "asked_at", "bound_at", "ended_at")
    rows = [_labelled(_binding_labels(), each, *names) for each in bindings]
    return Section(_("綁定"), _("共用帳號與一般帳號之間的關係。"), rows)


def _binding_labels() -> list[str]:
    return [_("共用帳號"), _("一般帳號"), _("狀態"), _("證明方式"), _("提出時間"), _("綁定時間"), _("結束時間")]


def _acknowledgements(person: User) -> Section:
    acknowledged = Acknowledgement.objects.filter(person=person).select_related("text").order_by("-at")
    labels = [_("告知文字"), _("語言"), _("閱讀方式"), _("確認時間")]
    rows = [_labelled(labels, each, "text", "language", "manner", "at") for each in acknowledged]
    return Section(_("確認過的告知文字"), _("法律要求本公司保存您確認的證明。"), rows)


def _sign_ins(person: User) -> Section:
    rows = SignIn.objects.filter(user=person).newest_first()
    names = ("device", "origin", "began_at", "seen_at", "ended_at")
    return Section(_("登入裝置"), _("讓您看見並結束不認識的登入。"), _rows(rows, *names))


def _factors(person: User) -> Section:
    rows = Factor.objects.filter(user=person)
    return Section(
        _("第二重驗證"), _("保護您的帳號；密鑰本身不會顯示。"), _rows(rows, "kind", "name", "created_at", "used_at")
    )


def _letters(person: User) -> Section:
    rows = Letter.objects.filter(to_address=person.email).newest_first()
    return Section(
        _("寄給您的通知信"),
        _("證明通知過您；保存一年。"),
        _rows(rows, "subject", "to_address", "state", "created_at", "sent_at"),
    )


def _requests(person: User) -> Section:
    rows = RightsRequest.objects.filter(person=person)
    names = ("reference", "kind", "state", "text", "asked_at", "due_on", "answer", "answered_at")
    return Section(_("當事人權利的請求"), _("處理並答覆您的請求。"), _rows(rows, *names))


def _record(person: User) -> Section:
    rows = AuditRecord.objects.filter(actor_id=person.pk).order_by("-id")
    return Section(
        _("您的操作紀錄"), _("資通安全的要求，紀錄不能修改或刪除。"), _rows(rows, "at", "act", "result", "origin")
    )


PARTS: tuple[Callable[[User], Section], ...] = (
    _account,
    _companies,
    _applications,
    _documents,
    _changes,
    _bindings,
    _acknowledgements,
    _sign_ins,
    _factors,
    _letters,
    _requests,
    _record,
)
