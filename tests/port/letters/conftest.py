from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from pytest_django import Settings

from tests.factories import Clock
from tests.port.letters.sink import Sink


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """It stands in 2126, so that every letter made by the real clock is due."""
    return Clock(datetime(2126, 3, 2, 1, 0, tzinfo=UTC)).rule(monkeypatch)


@pytest.fixture
def closed_sink(settings: Settings) -> Iterator[Sink]:
    """Where letters are sent to, with nobody there yet."""
    sink = Sink()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
    yield sink
    sink.close()


@pytest.fixture
def sink(closed_sink: Sink) -> Sink:
    closed_sink.open()
    return closed_sink
