"""The parent's side: a workspace, a child that is ended when it takes too long, and what became of the file."""

import json
import logging
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any

from port.content.intake.answers import Format, Limits, Refused, Taken, Why
from port.content.intake.child import FILE, SAFE
from port.documents.enums import ScanVerdict
from port.documents.scanner import scan
from port.documents.store import workspace
from port.options import options

CHECKOUT = Path(__file__).parents[3]
PROGRAM = "import sys; sys.path.append(sys.argv[1]); from port.content.intake.child import main; main()"
CHILD = (sys.executable, "-I", "-c", PROGRAM, str(CHECKOUT))
AT_ONCE = threading.BoundedSemaphore(1)
SECONDS_FOR_A_TURN = 10

logger = logging.getLogger(__name__)


def take_apart(content: bytes, name: str) -> Taken:
    """As `kinds.take`, scanned before and in a process that knows no setting and no secret. Raises `Refused`."""
    if not AT_ONCE.acquire(timeout=SECONDS_FOR_A_TURN):
        raise Refused(Why.BUSY)
    try:
        with workspace() as folder:
            (folder / FILE).write_bytes(content)
            _require_clean(folder / FILE)
            answer = _asked(folder, name)
            return Format(answer["format"]), (folder / SAFE).read_bytes()
    finally:
        AT_ONCE.release()


def _require_clean(file: Path) -> None:
    """With a scanner, only what it found clean goes on: unlike a stranger's paper, this can simply be tried again."""
    if not options().clamd:
        return
    verdict = scan([file])
    if verdict != ScanVerdict.CLEAN:
        raise Refused(Why.INFECTED if verdict == ScanVerdict.INFECTED else Why.UNSCANNED)


def _asked(folder: Path, name: str) -> dict[str, Any]:
    task = {"folder": str(folder), "name": name, "limits": asdict(_limits())}
    try:
        child = subprocess.run(  # noqa: S603 - our own program; the file comes as a path, on its input
            CHILD,
            input=json.dumps(task),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # complaints quote the file, and may never end
            check=False,
            cwd=folder,
            encoding="utf-8",
            errors="replace",
            env={},
            timeout=_limits().seconds,
        )
    except subprocess.TimeoutExpired:
        raise Refused(Why.TOO_SLOW) from None
    if child.returncode:
        logger.warning("Taking a file for the portal ended with %d", child.returncode)
        raise Refused(Why.TOO_SLOW if child.returncode < 0 else Why.PACKAGE_DAMAGED)
    answer: dict[str, Any] = json.loads(child.stdout)
    if "why" in answer:
        raise Refused(Why(answer["why"]), answer["detail"])
    return answer


def _limits() -> Limits:
    port = options()
    return Limits(
        seconds=port.intake_seconds,
        memory_bytes=port.intake_memory_bytes,
        pixels=port.upload_pixels,
        unpacked_bytes=SWELLING * port.attachment_bytes,
    )


SWELLING = 5
"""How many times the largest upload the parts of a document may be together: more was made to fill a memory."""
