from collections.abc import Callable

import pytest
from django.test import Client

from port.accounts.models import User
from port.companies.models import Reason
from port.companies.reasons import install_reasons
from tests.factories import a_reviewer, come_in


@pytest.fixture
def reviewer(db: None) -> User:
    return a_reviewer()


@pytest.fixture
def desk(reviewer: User, client: Client) -> Client:
    """A browser at the desk, with the reasons that come with the product."""
    install_reasons()
    return come_in(client, reviewer)


@pytest.fixture
def reason() -> Callable[[str], int]:
    """The key of a reason, by its code."""
    return lambda code: Reason.objects.get(code=code).pk
