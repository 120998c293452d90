"""What belongs to a case: the documents before it and after it, and the company with its accounts."""

from dataclasses import dataclass

from port.companies.models import Company, CompanyAccount, CompanyDocument
from port.registration.models import AccountApplication
from port.review.cases import application_of, cases
from port.review.queue import behind

AT_MOST = 10


@dataclass(frozen=True)
class Surroundings:
    """The company of a case as it stands by now, with the newest of its accounts and of its other documents."""

    company: Company
    accounts: list[CompanyAccount]
    documents: list[CompanyDocument]


def surroundings_of(case: CompanyDocument) -> Surroundings | None:
    """None while there is no company of that number; at most `AT_MOST` accounts and documents, the newest first."""
    company = case.company or _company_of_number(case)
    if company is None:
        return None
    accounts = CompanyAccount.objects.filter(company=company).select_related("user__application")
    documents = cases().filter(company=company).exclude(pk=case.pk)
    return Surroundings(
        company=company,
        accounts=list(accounts.order_by("-created_at", "-pk")[:AT_MOST]),
        documents=list(documents.order_by("-submitted_at", "-pk")[:AT_MOST]),
    )


def first_application(case: CompanyDocument) -> AccountApplication | None:
    """The application by which the company of a document that was handed in later came into being."""
    if case.company is None or application_of(case):
        return None
    return case.company.applications.order_by("decided_at", "pk").first()


def newest_document(case: CompanyDocument) -> CompanyDocument | None:
    """What the company handed in last, when that was after this document."""
    if case.company is None:
        return None
    return cases().filter(behind(case.submitted_at, case.pk), company=case.company).last()


def _company_of_number(case: CompanyDocument) -> Company | None:
    if (application := application_of(case)) is None:
        return None
    return Company.objects.filter(number_kind=application.number_kind, number=application.number).first()
