"""Several people at the same instant, each with a database connection of their own."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connections

Act = Callable[[], Any]


def at_once(*acts: Act) -> list[Any]:
    """What each act answered, or the exception that it raised. The test needs `django_db(transaction=True)`."""
    start = threading.Barrier(len(acts))
    with ThreadPoolExecutor(len(acts)) as people:
        return list(people.map(lambda act: _answer_of(act, start), acts))


def _answer_of(act: Act, start: threading.Barrier) -> Any:
    try:
        start.wait(timeout=30)
        return act()
    except Exception as fault:  # noqa: BLE001 - whatever went wrong is what the test asks about
        return fault
    finally:
        connections.close_all()
