"""An answer that takes as long whether or not there was something to do (V-36, V-44)."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta


@contextmanager
def taking_at_least(duration: timedelta) -> Iterator[None]:
    """What stands in the block takes this long at least, so that who measures learns nothing of it."""
    began = time.monotonic()
    yield
    time.sleep(max(0.0, duration.total_seconds() - (time.monotonic() - began)))
