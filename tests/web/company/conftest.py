import pytest
from django.test import Client

from port.companies.models import CompanyAccount
from tests.factories import a_company_account, everything_acknowledged, the_three_texts


@pytest.fixture
def account(db) -> CompanyAccount:
    """A general account that has not acknowledged the three texts yet."""
    the_three_texts()
    return a_company_account()


@pytest.fixture
def newcomer(client: Client, account: CompanyAccount) -> Client:
    """Signed in for the first time."""
    client.force_login(account.user)
    return client


@pytest.fixture
def clerk(newcomer: Client, account: CompanyAccount) -> Client:
    """Signed in, and through the gate."""
    everything_acknowledged(account)
    return newcomer
