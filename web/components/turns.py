"""Of each visitor one file is read at a time, so that nobody takes all the places there are for reading."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

SECONDS_FOR_A_TURN = 5

_free = threading.Condition()
_busy: set[str] = set()
"""Of this process, as are the places (`port.documents.intake.apart`)."""


@contextmanager
def in_turn(visitor: str) -> Iterator[bool]:
    """Waits a moment for what the same visitor has begun before; False when that goes on. Nobody waits without a name."""
    with _free:
        is_free = not visitor or _free.wait_for(lambda: visitor not in _busy, timeout=SECONDS_FOR_A_TURN)
        if is_free:
            _busy.add(visitor)
    try:
        yield is_free
    finally:
        if is_free:
            with _free:
                _busy.discard(visitor)
                _free.notify_all()
