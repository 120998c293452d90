"""What belongs to a case: its company, with accounts and documents, and what came before and after."""

from datetime import timedelta

import pytest
from django.utils import timezone

from port.companies.enums import DocumentState
from port.companies.models import CompanyDocument
from port.review.related import AT_MOST, first_application, newest_document, surroundings_of
from tests.factories import a_company_account, a_company_document, an_application, an_approved_application

pytestmark = pytest.mark.django_db

MONDAY = timezone.now() - timedelta(days=7)


def test_for_a_later_document_the_first_application_of_its_company_is_known():
    first = an_approved_application(submitted_at=MONDAY)
    later = a_company_document(company=first.company, state=DocumentState.REPLACED)

    assert first_application(later) == first
    assert first_application(CompanyDocument.objects.get(pk=first.document_id)) is None


def test_an_older_document_knows_what_the_company_handed_in_last():
    application = an_approved_application(submitted_at=MONDAY)
    past = {"company": application.company, "state": DocumentState.REPLACED}
    second, third = [a_company_document(submitted_at=MONDAY + timedelta(days=day), **past) for day in (1, 2)]
    first = CompanyDocument.objects.get(pk=application.document_id)

    assert [newest_document(case) for case in (first, second, third)] == [third, third, None]


def test_the_company_of_a_waiting_application_is_found_by_its_number():
    known = an_approved_application(number="24549210")
    case = an_application(number="24549210").document

    around = surroundings_of(case)

    assert around.company == known.company
    assert [account.user for account in around.accounts] == [known.user]
    assert around.documents == [known.document]


def test_at_most_ten_accounts_and_documents_are_listed_the_newest_first():
    application = an_approved_application(submitted_at=MONDAY)
    company = application.company
    accounts = [a_company_account(company=company) for _ in range(AT_MOST)]
    replaced = [a_company_document(company=company, state=DocumentState.REPLACED) for _ in range(AT_MOST + 1)]

    around = surroundings_of(application.document)

    assert around.accounts == accounts[::-1]
    assert around.documents == replaced[:0:-1]


def test_a_case_without_a_company_has_nothing_around_it():
    alone = a_company_document()

    assert surroundings_of(alone) is None
    assert (first_application(alone), newest_document(alone)) == (None, None)
