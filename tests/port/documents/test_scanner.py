"""What the virus scanner says, and that nothing else than its own word makes a file clean (U-08)."""

import socket
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django import Settings

from port.documents.enums import ScanVerdict
from port.documents.scanner import gravest, scan, scan_each
from port.options import options
from tests.port.documents.clamd import EICAR, STREAM_MAXIMUM, Clamd, pretending


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "file"
    path.write_bytes(b"harmless")
    return path


def reads_all(connection: socket.socket) -> None:
    """As clamd does: lengths and bytes until a length of 0."""
    with connection.makefile("rb") as stream:
        assert stream.read(10) == b"zINSTREAM\0"
        while length := int.from_bytes(stream.read(4), "big"):
            stream.read(length)


def says(answer: bytes) -> Callable[[socket.socket], None]:
    def serve(connection: socket.socket) -> None:
        reads_all(connection)
        connection.sendall(answer)

    return serve


def test_a_harmless_file_is_clean(clamd: Clamd, file: Path) -> None:
    assert scan([file]) is ScanVerdict.CLEAN


def test_a_file_of_many_pieces_is_clean(clamd: Clamd, file: Path) -> None:
    file.write_bytes(bytes(STREAM_MAXIMUM // 2 + 1))

    assert scan([file]) is ScanVerdict.CLEAN


def test_one_infected_file_is_found_among_others(clamd: Clamd, file: Path, tmp_path: Path) -> None:
    infected = tmp_path / "infected"
    infected.write_bytes(b"%PDF-1.4\n" + EICAR)

    assert scan_each([file, infected]) == [ScanVerdict.CLEAN, ScanVerdict.INFECTED]
    assert scan([file, infected]) is ScanVerdict.INFECTED


def test_a_file_larger_than_the_scanner_takes_is_not_clean(clamd: Clamd, file: Path) -> None:
    file.write_bytes(bytes(3 * STREAM_MAXIMUM))

    assert scan([file]) is ScanVerdict.UNSCANNED


def test_a_scanner_that_is_stopped_makes_nothing_clean(clamd: Clamd, file: Path) -> None:
    clamd.stop()

    assert scan([file]) is ScanVerdict.UNSCANNED


def test_a_file_that_is_gone_is_not_clean(clamd: Clamd, tmp_path: Path) -> None:
    assert scan([tmp_path / "gone"]) is ScanVerdict.UNSCANNED


def test_without_a_scanner_nobody_is_asked(file: Path) -> None:
    assert scan([file, file]) is ScanVerdict.NOT_ASKED


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (b"stream: OK\0", ScanVerdict.CLEAN),
        (b"stream: Win.Test-1(0123:68) FOUND\0", ScanVerdict.INFECTED),
        (b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0", ScanVerdict.UNSCANNED),
        (b"INSTREAM size limit exceeded. ERROR\0", ScanVerdict.UNSCANNED),
        (b"stream: Can't allocate memory ERROR\0", ScanVerdict.UNSCANNED),
        (b"stream: OK", ScanVerdict.UNSCANNED),
        (b"stream: OK\n", ScanVerdict.UNSCANNED),
        (b"stream: OK\0stream: Win.Test-1 FOUND\0", ScanVerdict.UNSCANNED),
        (b"OK\0", ScanVerdict.UNSCANNED),
        (b"\0", ScanVerdict.UNSCANNED),
        (b"", ScanVerdict.UNSCANNED),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", ScanVerdict.UNSCANNED),
        (b"\xff" * 100_000, ScanVerdict.UNSCANNED),
    ],
)
def test_only_an_answer_that_is_known_word_for_word_is_believed(
    answer: bytes, verdict: ScanVerdict, file: Path, settings: Settings
) -> None:
    with pretending(says(answer)) as address:
        settings.PORT_OPTIONS = replace(options(), clamd=address)

        assert scan([file]) is verdict


def dribbles(connection: socket.socket) -> None:
    """A letter at a time, and no end of it."""
    reads_all(connection)
    while True:
        connection.sendall(b"s")
        time.sleep(0.1)


@pytest.mark.parametrize("serve", [lambda _connection: time.sleep(1.3), dribbles], ids=["silent", "dribbling"])
def test_a_scanner_that_is_too_slow_makes_nothing_clean(
    serve: Callable[[socket.socket], object], file: Path, settings: Settings
) -> None:
    with pretending(serve) as address:
        settings.PORT_OPTIONS = replace(options(), clamd=address, clamd_seconds=1)
        began = time.monotonic()

        verdicts = scan_each([file, file, file])

        assert time.monotonic() - began < 2
        assert verdicts == [ScanVerdict.UNSCANNED] * 3


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([ScanVerdict.CLEAN, ScanVerdict.CLEAN], ScanVerdict.CLEAN),
        ([ScanVerdict.CLEAN, ScanVerdict.NOT_ASKED], ScanVerdict.NOT_ASKED),
        ([ScanVerdict.UNSCANNED, ScanVerdict.NOT_ASKED], ScanVerdict.UNSCANNED),
        ([ScanVerdict.UNSCANNED, ScanVerdict.INFECTED], ScanVerdict.INFECTED),
        ([], ScanVerdict.UNSCANNED),
    ],
)
def test_a_whole_is_as_good_as_its_worst_part(parts: list[ScanVerdict], whole: ScanVerdict) -> None:
    assert gravest(parts) is whole
