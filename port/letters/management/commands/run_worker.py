"""`manage.py run_worker`: sends letters as they fall due, until it is told to stop."""

import logging
import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from port.letters.workflow import send_due

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 1.0


class Command(BaseCommand):
    help = "Send the letters of the outbox; ends on SIGTERM or SIGINT after the letter in hand."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        self.stdout.write("The letter worker runs.")
        while not stop.is_set():
            close_old_connections()
            try:
                send_due(at=timezone.now())
            except OperationalError:
                logger.exception("the database did not answer; the worker goes on")
            stop.wait(PAUSE_SECONDS)
