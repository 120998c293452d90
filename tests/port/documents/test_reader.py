"""`manage.py run_reader` as a real process, on documents of one empty page."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from django.db import OperationalError, connection

from config.env import ROOT
from port.documents.enums import ReadingState, TextSource
from port.documents.management.commands import run_reader
from port.documents.models import DocumentReading
from port.documents.storage import StoreDoesNotAnswer
from port.programs import Watched
from tests.factories import a_document_reading, a_stored_document_with_files

SECONDS_TO_START = 120  # each reader makes an engine of its own, which takes seconds of a free processor
SETTINGS = """
from config.settings.test import *
DATABASES["default"]["NAME"] = {database!r}
STORAGES["documents"]["OPTIONS"] = {{"location": {store!r}}}
"""
Reader = subprocess.Popen[str]


@pytest.fixture
def start_reader(store: Path, tmp_path: Path) -> Iterator[Callable[[], Reader]]:
    """Starts the command on the database of this test; whoever still runs at the end is ended."""
    database = str(connection.settings_dict["NAME"])
    (tmp_path / "reader_settings.py").write_text(SETTINGS.format(database=database, store=str(store)))
    settings = {"DJANGO_SETTINGS_MODULE": "reader_settings", "PYTHONPATH": str(tmp_path)}
    readers: list[Reader] = []

    def start() -> Reader:
        command = [sys.executable, "manage.py", "run_reader"]
        pipes = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
        readers.append(subprocess.Popen(command, cwd=ROOT, env=os.environ | settings, **pipes))
        return readers[-1]

    yield start
    for reader in readers:
        reader.kill()
        reader.communicate()


def a_waiting_document() -> DocumentReading:
    return a_document_reading(a_stored_document_with_files(), state=ReadingState.WAITING, source="")


def wait_until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while not happened():
        assert time.monotonic() < deadline, "the reader did not do it in time"
        time.sleep(0.05)


def all_are_read() -> bool:
    return not DocumentReading.objects.exclude(state=ReadingState.READ).exists()


@pytest.mark.django_db(transaction=True)
def test_readers_share_what_waits_and_end_in_peace_when_told_to(start_reader: Callable[[], Reader]) -> None:
    for _ in range(6):
        a_waiting_document()
    readers = [start_reader(), start_reader()]
    wait_until(all_are_read)
    niceness = [os.getpriority(os.PRIO_PROCESS, reader.pid) for reader in readers]

    for reader in readers:
        reader.send_signal(signal.SIGTERM)

    assert [reader.wait(timeout=SECONDS_TO_START) for reader in readers] == [0, 0]
    assert [reader.stderr.read() for reader in readers if reader.stderr] == ["", ""]
    assert all(nice >= run_reader.NICENESS for nice in niceness)
    readings = DocumentReading.objects.all()
    assert {(reading.tries, reading.source) for reading in readings} == {(1, TextSource.OCR)}


@pytest.mark.django_db
@pytest.mark.parametrize("fault", [OperationalError("the cable"), StoreDoesNotAnswer("503")], ids=["database", "store"])
def test_what_does_not_answer_does_not_end_the_reader(
    fault: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def gone(**_: object) -> bool:
        raise fault

    monkeypatch.setattr(run_reader, "read_next", gone)

    assert not run_reader._read_one(Watched("reader", Event()))
    assert "the reader goes on" in caplog.text
