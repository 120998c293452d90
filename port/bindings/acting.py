"""For which companies a person may act at this moment."""

from django.db.models import QuerySet

from port.accounts.models import User
from port.bindings.enums import BindingState
from port.companies.models import Company, CompanyAccount
from port.registration.enums import ApplicationState

SHUT = (ApplicationState.SUBMITTED, ApplicationState.REJECTED)
"""The states of a reopened application: its account exists, and its door is shut until it is approved again."""


def companies_of(person: User) -> QuerySet[Company]:
    """A general account acts for its company; a shared one for those of the general accounts that it holds.

    Only while these could come in themselves: switched on, with a proven address, and not under review again. Each
    company once, by name.
    """
    if not person.is_shared:
        return Company.objects.filter(accounts__user=person)
    accounts = CompanyAccount.objects.filter(user__in=held_and_open(person))
    return Company.objects.filter(pk__in=accounts.values("company_id")).order_by("name", "pk")


def held_and_open(person: User) -> QuerySet[User]:
    """The general accounts that this shared account holds, and whose own doors are open."""
    held = User.objects.filter(held_by__shared=person, held_by__state=BindingState.IN_FORCE)
    return held.filter(is_active=True, email_verified_at__isnull=False).exclude(application__state__in=SHUT)


def may_act_for(person: User, company: Company) -> bool:
    return companies_of(person).filter(pk=company.pk).exists()
