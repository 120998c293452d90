from typing import Any

from port.companies.enums import NumberKind, ReasonScope
from port.companies.models import Company, CompanyAccount, CompanyDocument, Reason
from port.companies.naming import remember_names
from tests.factories.accounts import a_user
from tests.factories.documents import a_stored_document
from tests.factories.numbers import next_number, next_ubn


def a_company(**overrides: Any) -> Company:
    values = {
        "number_kind": NumberKind.UBN,
        "number": overrides.get("number") or next_ubn(),
        "name": f"晴海示範{next_number()}船務有限公司",
        "phone": "02-24206100#123",
        "address": "202001基隆市中正區示範路1號",
        "representative": "陳大海",
    }
    return Company.objects.create(**values | overrides)


def a_company_account(**overrides: Any) -> CompanyAccount:
    values = {name: overrides.get(name) or make() for name, make in (("user", a_user), ("company", a_company))}
    return CompanyAccount.objects.create(**values)


def a_company_document(**overrides: Any) -> CompanyDocument:
    """A document that waits, handed in without an account application; give `company` and `submitted_by` if they matter."""
    company = overrides.get("company")
    values = {
        "file": overrides.get("file") or a_stored_document(),
        "company_name": company.name if company else f"晴海示範{next_number()}船務有限公司",
        "contact_email": f"clerk{next_number()}@example.com",
    } | overrides
    remember_names(values["company_name"])
    return CompanyDocument.objects.create(**values)


def a_reason(**overrides: Any) -> Reason:
    """A reason for either question that was never given."""
    number = next_number()
    values = {
        "code": f"T{number:03}",
        "scope": ReasonScope.BOTH,
        "label": f"示範原因{number}",
        "sentence": "公司證明文件上沒有登記機關的印信。",
        "remedy": "請上傳蓋有印信的文件。",
    }
    return Reason.objects.create(**values | overrides)
