"""The process that reads files of strangers: bounded in time and memory, and told nothing."""

import errno
import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from pytest_django import Settings

from port.documents.enums import Refusal
from port.documents.intake import apart, child, reading
from port.documents.intake.answers import Answer, Kind, Task
from port.documents.intake.apart import read_apart
from port.documents.refusals import DocumentRefused
from port.options import options
from tests.port.documents import builders as build
from tests.port.documents.builders import staged, task

SCARCE = 300 * 1024 * 1024  # bytes
FIND_CHILD = f"import sys; sys.path.append({str(apart.CHECKOUT)!r}); from port.documents.intake import child;"


def instead(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Another program takes the place of the child."""
    monkeypatch.setattr(apart, "CHILD", (sys.executable, "-I", "-c", program))


def test_a_child_answers_with_pages_and_kinds(tmp_path: Path) -> None:
    answer = read_apart(task(tmp_path, build.png()))

    assert answer == Answer(pages=1, pages_of_files=(1,), kinds=(Kind.PNG,))
    made = {"document.pdf", "text.json", "page-001.webp", "thumb-001.webp"}
    assert {path.name for path in tmp_path.iterdir()} == {"1", *made}


def test_a_hanging_child_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, "import os, pathlib, time; pathlib.Path('pid').write_text(str(os.getpid())); time.sleep(60)")

    answer = read_apart(task(tmp_path, b"", seconds=3))

    assert answer.refusal is Refusal.TOO_SLOW
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def test_what_a_parser_prints_does_not_mix_with_the_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chatty = "child.answer = lambda task: os.write(1, b'chatter') and child.Answer(pages=1, kinds=('pdf',))"
    instead(monkeypatch, f"{FIND_CHILD} import os; {chatty}; child.main()")

    assert read_apart(task(tmp_path, b"")) == Answer(pages=1, kinds=(Kind.PDF,))


@pytest.mark.parametrize(
    ("instead_of_reading", "bound"),
    [
        ("import time; child.answer = lambda task: time.sleep(60)", signal.SIGALRM),
        ("child.signal.alarm = int; child.answer = lambda task: all(True for _ in iter(int, 1))", signal.SIGKILL),
    ],
    ids=["it sleeps", "it counts forever"],
)
def test_a_child_whose_parent_is_gone_ends_itself(
    instead_of_reading: str, bound: signal.Signals, tmp_path: Path
) -> None:
    program = f"{FIND_CHILD} {instead_of_reading}; child.main()"
    given = json.dumps(asdict(task(tmp_path, b"", seconds=1)))

    ended = subprocess.run([sys.executable, "-I", "-c", program], input=given, text=True, timeout=50)

    assert ended.returncode == -bound


def test_a_file_that_needs_more_memory_than_there_is_is_refused(tmp_path: Path) -> None:
    scarce = task(tmp_path, build.huge_png(30_000), memory_bytes=SCARCE, pixels=10_000_000_000)

    answer = read_apart(scarce)

    assert answer.refusal is Refusal.TOO_SLOW


def test_a_bomb_is_refused_without_being_unpacked(tmp_path: Path) -> None:
    scarce = task(tmp_path, build.huge_png(30_000), memory_bytes=SCARCE)

    answer = read_apart(scarce)

    assert answer == Answer(refusal=Refusal.TOO_MANY_PIXELS, file=0)


@pytest.mark.parametrize(
    ("program", "refusal"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", Refusal.TOO_SLOW),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", Refusal.TOO_SLOW),
        ("raise KeyError('a secret of the file')", Refusal.DAMAGED),
    ],
)
def test_a_child_that_falls_over_refuses_the_file_and_tells_no_secrets(
    program: str, refusal: Refusal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    instead(monkeypatch, program)

    answer = read_apart(task(tmp_path, b""))

    assert answer == Answer(refusal=refusal)
    assert "Reading files ended" in caplog.text
    assert "a secret" not in caplog.text


def test_an_answer_that_is_none_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, "print('{}')")

    with pytest.raises(ValueError, match="none"):
        read_apart(task(tmp_path, b""))


def test_a_child_knows_no_secret_and_no_django(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", "a secret")
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    look = "import json, os, pathlib; from port.documents.intake import reading, images;"
    tell = "said = [dict(os.environ), 'django' in sys.modules, sys.path]; pathlib.Path('told').write_text(json.dumps(said))"
    instead(monkeypatch, f"{FIND_CHILD} {look} {tell}; sys.exit(1)")

    read_apart(task(tmp_path, b""))

    environment, knows_django, path = json.loads((tmp_path / "told").read_text())
    assert "PGPASSWORD" not in environment
    assert not knows_django
    assert "/somewhere" not in path


def test_a_disk_that_fills_up_under_the_child_is_no_fault_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_task: Task) -> Answer:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(reading, "read", full)

    assert child.answer(task(tmp_path, b"")) == Answer(refusal=Refusal.STORAGE_FULL)


@pytest.mark.django_db
def test_a_file_that_takes_too_long_is_refused_with_a_sentence(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    instead(monkeypatch, "import time; time.sleep(60)")
    settings.PORT_OPTIONS = replace(options(), intake_seconds=1)

    with pytest.raises(DocumentRefused, match="「檔案1」的內容過於複雜"):
        staged(build.pdf())


def test_files_wait_for_their_turn_and_are_refused_when_it_does_not_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "AT_ONCE", threading.BoundedSemaphore(1))
    monkeypatch.setattr(apart, "SECONDS_FOR_A_TURN", 0.05)
    instead(monkeypatch, "raise KeyError")

    with apart.AT_ONCE:
        meanwhile = read_apart(task(tmp_path, b""))
    afterwards = [read_apart(task(tmp_path, b"")) for _ in range(2)]

    assert meanwhile == Answer(refusal=Refusal.BUSY)
    assert afterwards == [Answer(refusal=Refusal.DAMAGED)] * 2
