"""The stage's settings with a clock that can be set, and a lease that ends while a test waits.

CLOCK_FILE names a file with the seconds by which this process is ahead of all others; it may change while it runs.
"""

import os
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

right = timezone.now


def as_set() -> datetime:
    return right() + timedelta(seconds=float(Path(os.environ["CLOCK_FILE"]).read_text()))


if os.environ.get("CLOCK_FILE"):
    timezone.now = as_set  # before any model takes it for its defaults

from tests.servers.settings import *  # noqa: E402, F403
from tests.servers.settings import PORT_OPTIONS  # noqa: E402

PORT_OPTIONS = replace(PORT_OPTIONS, letter_lease=timedelta(seconds=6))
