"""`manage.py run_worker`: applies decisions and sends letters as they fall due, and keeps the clock, until it is told to stop."""

import logging
import signal
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections

from port.database import common_time
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
PAUSE_AFTER_FAULT = timedelta(minutes=1)
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
        due = [monotonic() + every.total_seconds() for every, _ in TURNS]
        while program.goes_on():
            close_old_connections()
            _do(lambda at: apply_due(at=at, going_on=program.goes_on), "decisions", program)
            _do(lambda at: send_due(at=at, going_on=program.goes_on), "letters", program)
            due = [_take_turn(turn, then, program) for turn, then in zip(TURNS, due, strict=True)]
            stop.wait(PAUSE_SECONDS)


def _take_turn(turn: tuple[timedelta, Callable[..., None]], due: float, program: Watched) -> float:
    """Do the job if its time has come; when it is due next, by the machine's count of seconds, which nobody sets.

    One that failed has its next turn soon.
    """
    every, job = turn
    if monotonic() < due or not program.goes_on():
        return due
    went_well = _do(lambda at: job(at=at), job.__name__, program)
    return monotonic() + (every if went_well else min(every, PAUSE_AFTER_FAULT)).total_seconds()


def _do(job: Callable[[datetime], object], name: str, program: Watched) -> bool:
    """Whether it went well. Whatever is away (the database, the store of documents), the other jobs have their turn."""
    try:
        job(common_time())
    except (OperationalError, InterfaceError):
        logger.exception("the database did not answer; the worker goes on")
    except Exception:
        logger.exception("%s failed; the worker goes on", name)
    else:
        return True
    program.failed()
    return False
