"""`manage.py run_reader`: reads documents as they arrive, until it is told to stop. Several readers share the queue."""

import logging
import os
import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from port.documents.reading_queue import read_next
from port.programs import end_in_the_log

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 0.5
NICENESS = 10
"""Reading takes all of a processor for seconds, so whoever is waiting for a page goes first."""


class Command(BaseCommand):
    help = "Read the text of documents; ends on SIGTERM or SIGINT after the page in hand."

    def handle(self, *args: Any, **options: Any) -> None:
        end_in_the_log()
        stop = Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        os.nice(NICENESS)
        self.stdout.write("The document reader runs.")
        while not stop.is_set():
            close_old_connections()
            if not _read_one(stop):
                stop.wait(PAUSE_SECONDS)


def _read_one(stop: Event) -> bool:
    """Whether there was a document to read; False as well when the database does not answer."""
    try:
        return read_next(at=timezone.now(), going_on=lambda: not stop.is_set())
    except OperationalError:
        logger.exception("the database did not answer; the reader goes on")
        return False
