"""What a parser says about a hostile file goes nowhere: it may quote the file, and it may never end."""

import sys
import tracemalloc
from pathlib import Path

import pytest

from port.documents.enums import Refusal
from port.documents.intake import apart
from port.documents.intake.answers import Answer
from tests.port.documents import builders as build
from tests.port.documents.hostile.pieces import MEGABYTE

CHILD_WITH = f"import sys; sys.path.append({str(apart.CHECKOUT)!r}); from port.documents.intake import child;"


def instead_of_reading(monkeypatch: pytest.MonkeyPatch, act: str) -> None:
    program = f"{CHILD_WITH}\ndef answer(task):\n    {act}\nchild.answer = answer\nchild.main()"
    monkeypatch.setattr(apart, "CHILD", (sys.executable, "-I", "-c", program))


def test_an_error_that_quotes_the_file_in_lines_reaches_the_log_by_its_name_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    instead_of_reading(monkeypatch, "raise ValueError('no number\\nEVIL\\nEVIL: EVIL')")

    answer = apart.read_apart(build.task(tmp_path, b""))

    assert answer == Answer(refusal=Refusal.DAMAGED)
    assert "(ValueError)" in caplog.text
    assert "EVIL" not in caplog.text


def test_a_library_that_ends_the_child_with_words_of_its_own_tells_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    instead_of_reading(monkeypatch, "import os; os.write(1, b'EVIL'); os.write(2, b'EVIL: bad'); os._exit(3)")

    answer = apart.read_apart(build.task(tmp_path, b""))

    assert answer == Answer(refusal=Refusal.DAMAGED)
    assert "ended with 3" in caplog.text
    assert "EVIL" not in caplog.text


def test_complaints_without_end_do_not_fill_the_memory_of_the_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    instead_of_reading(monkeypatch, "import os; [os.write(n, bytes(1 << 20)) for n in (1, 2) * 30]; raise ValueError")

    tracemalloc.start()
    answer = apart.read_apart(build.task(tmp_path, b""))
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert answer == Answer(refusal=Refusal.DAMAGED)
    assert most < 10 * MEGABYTE
