"""`manage.py run_reader`: reads documents as they arrive, until it is told to stop. Several readers share the queue."""

import logging
import os
import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections

from port.database import common_time
from port.documents.reading_queue import read_next
from port.documents.storage import StoreDoesNotAnswer
from port.programs import Watched, watch

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 0.5
NICENESS = 10
"""Reading takes all of a processor for seconds, so whoever is waiting for a page goes first."""


class Command(BaseCommand):
    help = "Read the text of documents; ends on SIGTERM or SIGINT after the page in hand."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        os.nice(NICENESS)
        self.stdout.write("The document reader runs.")
        program = watch("reader", stop)
        while program.goes_on():
            close_old_connections()
            if not _read_one(program):
                stop.wait(PAUSE_SECONDS)


def _read_one(program: Watched) -> bool:
    """Whether there was a document to read; False as well when the database or the store does not answer."""
    try:
        return read_next(at=common_time(), going_on=program.goes_on)
    except OperationalError:
        program.failed()
        logger.exception("the database did not answer; the reader goes on")
    except StoreDoesNotAnswer:
        program.failed()
        logger.exception("the store of documents did not answer; the reader goes on")
    return False
