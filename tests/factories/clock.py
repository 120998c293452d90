from datetime import datetime, timedelta

import pytest


class Clock:
    """The time that the product is told. It stands still until a test moves it."""

    def __init__(self, at: datetime) -> None:
        self.now = at

    def advance(self, by: timedelta) -> None:
        self.now += by

    def rule(self, monkeypatch: pytest.MonkeyPatch) -> "Clock":
        monkeypatch.setattr("django.utils.timezone.now", lambda: self.now)
        return self
