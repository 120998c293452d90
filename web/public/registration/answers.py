"""What was typed, for a last look before it is sent; when a refused application is mended, beside what stood there."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from port.accounts.enums import AccountKind
from port.companies.enums import NumberKind
from port.documents.models import StoredDocument
from port.registration.models import AccountApplication

LABELS: dict[str, str | Promise] = {
    "username": gettext_lazy("帳號"),
    "name": gettext_lazy("姓名"),
    "mobile": gettext_lazy("手機電話"),
    "email": "Email",
    "number": gettext_lazy("公司統編"),
    "phone": gettext_lazy("公司電話"),
    "company_name": gettext_lazy("公司名稱"),
    "address": gettext_lazy("公司地址"),
    "representative": gettext_lazy("公司負責人"),
}


@dataclass(frozen=True)
class Answer:
    """`before` is what the refused application said, when that was something else."""

    label: str | Promise
    value: str
    before: str = ""


def answers_of(
    typed: dict[str, Any], document: StoredDocument | None, forerunner: AccountApplication | None = None
) -> list[Answer]:
    """Without a `document`, that of the forerunner is taken along. A shared account has neither company nor document."""
    given = [_answer(name, typed, forerunner) for name in LABELS if name in typed]
    if "number" in typed:
        return [*given, _document(document, forerunner)]
    return [Answer(_("帳號類型"), str(AccountKind.SHARED.label)), *given]


def _answer(name: str, typed: dict[str, Any], forerunner: AccountApplication | None) -> Answer:
    label = _("機關代碼") if name == "number" and typed["number_kind"] == NumberKind.AGENCY else LABELS[name]
    before = str(getattr(forerunner, name)) if forerunner else typed[name]
    if forerunner and name == "number" and forerunner.number_kind != typed["number_kind"]:
        return Answer(label, typed[name], f"{forerunner.get_number_kind_display()} {before}")
    return Answer(label, typed[name], "" if before == typed[name] else before)


def _document(document: StoredDocument | None, forerunner: AccountApplication | None) -> Answer:
    former = forerunner.document.file if forerunner and forerunner.document else None
    if document:
        return Answer(_("公司證明文件"), _named(document), _named(former) if former else "")
    return Answer(_("公司證明文件"), _("%(name)s，沿用上次的文件") % {"name": _named(former)} if former else "")


def _named(file: StoredDocument) -> str:
    pages = ngettext("%(pages)s 頁", "%(pages)s 頁", file.page_count) % {"pages": file.page_count}
    return _("%(name)s（%(pages)s）") % {"name": file.name, "pages": pages}
