"""`manage.py run_worker` as a real process, killed and stopped."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from config.env import ROOT
from port.letters.enums import LetterState
from port.letters.models import Letter
from port.letters.workflow import send_due
from port.options import options
from tests.factories import a_letter
from tests.port.letters.sink import TAKEN, Sink

pytestmark = pytest.mark.django_db(transaction=True)

SECONDS_TO_START = 60
SETTINGS = """
from config.settings.test import *
DATABASES["default"]["NAME"] = {database!r}
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT = "127.0.0.1", {port}
"""

Worker = subprocess.Popen[bytes]


@pytest.fixture
def start_worker(sink: Sink, tmp_path: Path) -> Iterator[Callable[[], Worker]]:
    """Starts the command on the database of this test; whoever still runs at the end is ended."""
    database = str(connection.settings_dict["NAME"])
    (tmp_path / "worker_settings.py").write_text(SETTINGS.format(database=database, port=sink.port))
    settings = {"DJANGO_SETTINGS_MODULE": "worker_settings", "PYTHONPATH": str(tmp_path)}
    workers: list[Worker] = []

    def start() -> Worker:
        command = [sys.executable, "manage.py", "run_worker"]
        workers.append(subprocess.Popen(command, cwd=ROOT, env=os.environ | settings, stdout=subprocess.DEVNULL))
        return workers[-1]

    yield start
    for worker in workers:
        worker.kill()
        worker.wait()


def wait_until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while not happened():
        assert time.monotonic() < deadline, "the worker did not do it in time"
        time.sleep(0.05)


def test_a_worker_killed_while_sending_costs_a_second_copy_but_never_the_letter(sink, start_worker):
    letter = a_letter()
    workers: list[Worker] = []

    def take_it_and_kill_the_worker() -> str:
        if len(sink.envelopes) == 1:
            workers[0].kill()
            workers[0].wait()
        return TAKEN

    sink.answer = take_it_and_kill_the_worker
    workers.append(start_worker())
    wait_until(lambda: workers[0].poll() is not None)
    letter.refresh_from_db()
    left_behind = letter.state

    send_due(at=timezone.now() + options().letter_lease + timedelta(seconds=1))

    letter.refresh_from_db()
    assert (workers[0].returncode, left_behind) == (-signal.SIGKILL, LetterState.SENDING)
    assert (letter.state, letter.tries) == (LetterState.SENT, 2)
    assert sink.times_seen == {letter.message_id: 2}


def test_a_worker_that_is_told_to_stop_ends_in_peace(sink, start_worker):
    letter = a_letter()
    worker = start_worker()
    wait_until(lambda: Letter.objects.filter(state=LetterState.SENT).exists())

    worker.send_signal(signal.SIGTERM)

    assert worker.wait(timeout=SECONDS_TO_START) == 0
    assert sink.times_seen == {letter.message_id: 1}
