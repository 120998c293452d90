"""The time line of a case names the person and the company acted for, when a shared account acted."""

from django.test import Client
from django.urls import reverse

from port.companies.models import CompanyDocument
from port.companies.workflow import hand_in
from port.documents.enums import DocumentState
from port.documents.models import StoredDocument
from tests.factories import a_binding, a_company_account, a_stored_document


def handed_in_by(person, company) -> CompanyDocument:
    file: StoredDocument = a_stored_document(state=DocumentState.STAGED)
    return hand_in(file=file, company_name=company.name, contact_email=person.email, company=company, by=person)


def told(desk: Client, case: CompanyDocument) -> list[str]:
    days = desk.get(reverse("staff:case", args=[case.pk])).context["days"]
    return [event.text for day in days for event in day.events]


def test_a_shared_account_is_named_with_the_company_that_it_acted_for(desk: Client) -> None:
    binding = a_binding()
    company = binding.general.company_account.company

    case = handed_in_by(binding.shared, company)

    assert f"{binding.shared.name}（代表 {company.name}）　送出公司證明文件" in told(desk, case)


def test_a_general_account_acts_for_its_own_company_and_is_named_alone(desk: Client) -> None:
    account = a_company_account()

    case = handed_in_by(account.user, account.company)

    assert f"{account.user.name}　送出公司證明文件" in told(desk, case)
