"""One file of each visitor is read at a time."""

import threading
from contextlib import suppress

import pytest

from web.components import turns
from web.components.turns import in_turn


def test_the_same_visitor_waits_and_others_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "SECONDS_FOR_A_TURN", 0)

    with in_turn("one") as first, in_turn("one") as again, in_turn("other") as other:
        assert (first, again, other) == (True, False, True)

    with in_turn("one") as later:
        assert later


def test_who_has_no_name_yet_is_not_taken_for_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "SECONDS_FOR_A_TURN", 0)

    with in_turn("") as first, in_turn("") as second:
        assert (first, second) == (True, True)


def test_a_turn_comes_as_soon_as_the_one_before_ends_even_in_an_error() -> None:
    begun, may_end = threading.Event(), threading.Event()

    def fails() -> None:
        with suppress(ValueError), in_turn("one"):
            begun.set()
            may_end.wait()
            raise ValueError

    before = threading.Thread(target=fails)
    before.start()
    begun.wait()
    threading.Timer(0.1, may_end.set).start()

    with in_turn("one") as may:
        assert may
    before.join()
