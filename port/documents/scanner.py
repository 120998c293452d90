"""The virus scanner: a clamd of the operator, asked over its socket (U-08).

The whole protocol is one command, INSTREAM: lengths and bytes go out, one line comes back. Only the two lines that are
known word for word are believed. Whatever else happens is `UNSCANNED`: nobody there, too slow, larger than clamd takes,
an answer that is cut off or none. So a scanner in trouble can never make a file clean.
"""

import logging
import re
import socket
import time
from collections.abc import Sequence
from pathlib import Path

from port.documents.enums import ScanVerdict
from port.options import options

CHUNK_BYTES = 64 * 1024
LONGEST_ANSWER = 1024  # bytes
CLEAN = b"stream: OK\0"
FOUND = re.compile(rb"stream: ([\x21-\x7e]{1,200}) FOUND\0")
LIMITS_EXCEEDED = b"Heuristics.Limits.Exceeded"  # what clamd finds, if told to, in a file that it did not scan whole
GRAVEST_FIRST = (ScanVerdict.INFECTED, ScanVerdict.UNSCANNED, ScanVerdict.NOT_ASKED, ScanVerdict.CLEAN)

logger = logging.getLogger(__name__)


def scan(paths: Sequence[Path]) -> ScanVerdict:
    """What the scanner says of all these files together; `NOT_ASKED` when none is configured. Raises nothing."""
    return gravest(scan_each(paths))


def scan_each(paths: Sequence[Path]) -> list[ScanVerdict]:
    """What it says of each; all of them together may take `Options.clamd_seconds`."""
    if not options().clamd:
        return [ScanVerdict.NOT_ASKED] * len(paths)
    deadline = time.monotonic() + options().clamd_seconds
    return [_verdict(path, deadline) for path in paths]


def gravest(verdicts: Sequence[ScanVerdict]) -> ScanVerdict:
    """The verdict that counts for a whole of several parts: one infected part is enough, and all must be clean."""
    return min(verdicts, key=GRAVEST_FIRST.index, default=ScanVerdict.UNSCANNED)


def _verdict(path: Path, deadline: float) -> ScanVerdict:
    try:
        answer = _asked(path, deadline)
    except OSError as error:
        logger.warning("The virus scanner could not be asked (%s)", type(error).__name__)
        return ScanVerdict.UNSCANNED
    if answer == CLEAN:
        return ScanVerdict.CLEAN
    found = FOUND.fullmatch(answer)
    if found and not found[1].startswith(LIMITS_EXCEEDED):
        logger.warning("The virus scanner found %s in an uploaded file", found[1].decode("ascii"))
        return ScanVerdict.INFECTED
    logger.warning("The virus scanner gave no verdict: %r", answer[:100])
    return ScanVerdict.UNSCANNED


def _asked(path: Path, deadline: float) -> bytes:
    """What clamd answers, up to and with its NUL. Raises `OSError` when it cannot be reached or takes too long."""
    with path.open("rb") as file, _connected(deadline) as clamd:
        clamd.sendall(b"zINSTREAM\0")
        while chunk := file.read(CHUNK_BYTES):
            _bound(clamd, deadline)
            clamd.sendall(len(chunk).to_bytes(4, "big") + chunk)
        clamd.sendall(bytes(4))
        return _answer(clamd, deadline)


def _answer(clamd: socket.socket, deadline: float) -> bytes:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        _bound(clamd, deadline)
        part = clamd.recv(LONGEST_ANSWER)
        if not part:
            break
        answer += part
    return answer


def _connected(deadline: float) -> socket.socket:
    place = options().clamd
    if not place.startswith("/"):
        host, _colon, port = place.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=_seconds_left(deadline))
    clamd = socket.socket(socket.AF_UNIX)
    try:
        _bound(clamd, deadline)
        clamd.connect(place)
    except OSError:
        clamd.close()
        raise
    return clamd


def _bound(clamd: socket.socket, deadline: float) -> None:
    clamd.settimeout(_seconds_left(deadline))


def _seconds_left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
