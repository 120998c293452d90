"""The parent's side: starts the child, waits no longer than it must, and makes an answer of whatever became of it."""

import json
import logging
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any

from port.documents.intake.answers import Answer, Kind, Refusal, Task

CHECKOUT = Path(__file__).parents[3]
PROGRAM = "import sys; sys.path.append(sys.argv[1]); from port.documents.intake.child import main; main()"
CHILD = (sys.executable, "-I", "-c", PROGRAM, str(CHECKOUT))

AT_ONCE = threading.BoundedSemaphore(2)
"""Children of this process: each may use a processor and much memory, so strangers must not start as many as they like."""
SECONDS_FOR_A_TURN = 10

logger = logging.getLogger(__name__)


def read_apart(task: Task) -> Answer:
    """Read the files in a process that knows no setting, no secret and no database (U-05).

    When others keep all children busy the answer is `BUSY`.
    A child that was ended (time, memory, a parser that fell over) is `TOO_SLOW`; one that ended in an error is `DAMAGED`.
    """
    if not AT_ONCE.acquire(timeout=SECONDS_FOR_A_TURN):
        logger.warning("Files were not read, since too many are being read")
        return Answer(refusal=Refusal.BUSY)
    try:
        return _read(task)
    finally:
        AT_ONCE.release()


def _read(task: Task) -> Answer:
    try:
        child = subprocess.run(  # noqa: S603 - our own program; the files come as paths, on its input
            CHILD,
            input=json.dumps(asdict(task)),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # complaints quote the file, and may never end
            check=False,
            cwd=task.folder,
            encoding="utf-8",
            errors="replace",
            env={},
            timeout=task.limits.seconds,
        )
    except subprocess.TimeoutExpired:
        logger.warning("Reading files took longer than %d seconds", task.limits.seconds)
        return Answer(refusal=Refusal.TOO_SLOW)
    if child.returncode:
        logger.warning("Reading files ended with %d (%s)", child.returncode, child.stdout or "no word")
        return Answer(refusal=Refusal.TOO_SLOW if child.returncode < 0 else Refusal.DAMAGED)
    return _answer(json.loads(child.stdout))


def _answer(said: dict[str, Any]) -> Answer:
    match said:
        case {"refusal": None, "pages": int(pages), "pages_of_files": [*counts], "kinds": [*kinds]}:
            return Answer(pages=pages, pages_of_files=tuple(counts), kinds=tuple(Kind(kind) for kind in kinds))
        case {"refusal": refusal, "file": int() | None as file}:
            return Answer(refusal=Refusal(refusal), file=file)
    raise ValueError("The child gave an answer that is none")
