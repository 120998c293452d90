"""What was typed about the account and the company, line by line, with what the machine found about it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from port.accounts.models import User
from port.companies.enums import NumberKind
from port.companies.models import Company, CompanyDocument
from port.registration.cases import application_of
from port.registration.models import AccountApplication
from port.taiwan.ubn import is_valid_ubn


@dataclass(frozen=True)
class Fact:
    """`kind` is good or bad where there is a `finding`, in the words of `<c-match>`."""

    label: str
    value: str
    kind: str = "good"
    finding: str = ""


def facts_of(case: CompanyDocument) -> list[Fact]:
    """As typed in the application; for a document that was handed in later, as the company stands by now."""
    if application := application_of(case):
        return [*_company(application, application.company_name), *_person(application)]
    account = [*_person(case.submitted_by)] if case.submitted_by else []
    return [*(_company(case.company, case.company.name) if case.company else []), *account]


def _company(known: AccountApplication | Company, name: str) -> list[Fact]:
    return [
        _number(known),
        Fact(_("公司名稱"), name),
        Fact(_("公司負責人"), known.representative),
        Fact(_("公司地址"), known.address),
        Fact(_("公司電話"), known.phone),
    ]


def _number(known: AccountApplication | Company) -> Fact:
    if known.number_kind == NumberKind.AGENCY:
        return Fact(_("機關代碼"), known.number, "good", _("政府機關"))
    if is_valid_ubn(known.number):
        return Fact(_("公司統編"), known.number, "good", _("檢查碼正確"))
    return Fact(_("公司統編"), known.number, "bad", _("檢查碼不符"))


def _person(person: AccountApplication | User) -> list[Fact]:
    return [
        Fact(_("帳號"), person.username),
        Fact(_("姓名"), person.name),
        Fact("Email", person.email),
        Fact(_("手機電話"), person.mobile),
    ]
