"""`manage.py run_worker`: applies decisions and sends letters as they fall due, and keeps the clock, until it is told to stop."""

import logging
import signal
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from port.letters.workflow import send_due
from port.programs import Watched, watch
from port.review.applying import apply_due
from port.upkeep.clock import (
    keep_what_is_due,
    look_after_staff,
    remind_and_lapse,
    scan_what_waits,
    tell_usual_waiting,
    tidy,
    watch_the_record,
)

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 1.0
TURNS: list[tuple[timedelta, Callable[..., None]]] = [
    (timedelta(minutes=1), remind_and_lapse),
    (timedelta(minutes=1), scan_what_waits),
    (timedelta(hours=1), tidy),
    (timedelta(hours=1), tell_usual_waiting),
    (timedelta(hours=1), watch_the_record),
    (timedelta(hours=1), keep_what_is_due),
    (timedelta(hours=1), look_after_staff),
]
"""How often each job of the clock has its turn; the first turn comes when the first interval has passed."""


class Command(BaseCommand):
    help = "Send letters and keep the clock; ends on SIGTERM or SIGINT after the letter in hand."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        self.stdout.write("The letter worker runs.")
        program = watch("worker", stop)
        last = [timezone.now()] * len(TURNS)
        while program.goes_on():
            close_old_connections()
            try:
                apply_due(at=timezone.now(), going_on=program.goes_on)
                send_due(at=timezone.now(), going_on=program.goes_on)
                last = [_take_turn(turn, since, program) for turn, since in zip(TURNS, last, strict=True)]
            except OperationalError:
                program.failed()
                logger.exception("the database did not answer; the worker goes on")
            stop.wait(PAUSE_SECONDS)


def _take_turn(turn: tuple[timedelta, Callable[..., None]], since: datetime, program: Watched) -> datetime:
    """Do the job if its time has come; when it was last done."""
    every, job = turn
    now = timezone.now()
    if now - since < every:
        return since
    program.goes_on()
    job(at=now)
    return now
