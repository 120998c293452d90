from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from pytest_django import Settings

from port.options import options


@pytest.fixture
def set_options(settings: Settings) -> Callable[..., None]:
    """Changes some options for this test."""

    def change(**values: object) -> None:
        settings.PORT_OPTIONS = replace(options(), **values)

    return change


@pytest.fixture
def ten_minutes(set_options: Callable[..., None]) -> timedelta:
    """Decisions are held for ten minutes, as in production."""
    delay = timedelta(minutes=10)
    set_options(decision_delay=delay)
    return delay
