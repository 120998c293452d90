import pytest
from django.test import Client

from port.accounts.models import User
from port.companies.models import Company, CompanyAccount
from tests.factories import (
    a_binding,
    a_company,
    a_company_account,
    a_holder,
    all_read,
    come_in,
    everything_acknowledged,
    the_three_texts,
)


@pytest.fixture
def account(db) -> CompanyAccount:
    """A general account that has not acknowledged the three texts yet."""
    the_three_texts()
    return a_company_account()


@pytest.fixture
def newcomer(client: Client, account: CompanyAccount) -> Client:
    """Signed in for the first time."""
    return come_in(client, account.user)


@pytest.fixture
def clerk(newcomer: Client, account: CompanyAccount) -> Client:
    """Signed in, and through the gate."""
    everything_acknowledged(account)
    return newcomer


@pytest.fixture
def holder(db: None) -> User:
    """A shared account that holds nothing and has acknowledged nothing yet."""
    the_three_texts()
    return a_holder()


@pytest.fixture
def companies(holder: User) -> list[Company]:
    """Two that the shared account acts for, everything acknowledged: 甲 and 乙."""
    held = [a_company(name="甲海示範船務有限公司"), a_company(name="乙海示範物流有限公司")]
    for company in held:
        a_binding(shared=holder, general=a_company_account(company=company).user)
    all_read(holder, *(company.pk for company in held))
    return held


@pytest.fixture
def switcher(client: Client, holder: User, companies: list[Company]) -> Client:
    """The shared account, signed in, acting for none of its two companies yet."""
    return come_in(client, holder)
