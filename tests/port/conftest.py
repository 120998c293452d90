from datetime import UTC, datetime

import pytest
from django.utils import timezone

from port.accounts.models import User
from port.companies.models import Reason
from port.companies.reasons import install_reasons
from tests.factories import Clock, a_head, a_reviewer


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """It begins with the real time, because rows made by factories are dated with that."""
    return Clock(timezone.now().astimezone(UTC)).rule(monkeypatch)


@pytest.fixture
def morning(clock: Clock) -> Clock:
    """Ten in the morning in Taiwan, a day far from any real one."""
    clock.now = datetime(2126, 3, 2, 2, 0, tzinfo=UTC)
    return clock


@pytest.fixture
def reviewer(db: None) -> User:
    return a_reviewer()


@pytest.fixture
def head(db: None) -> User:
    return a_head()


@pytest.fixture
def reasons(db: None) -> dict[str, Reason]:
    """The reasons that come with the product, by their codes."""
    install_reasons()
    return {reason.code: reason for reason in Reason.objects.all()}
