"""The process apart: takes a task from its parent, bounds itself, reads the files, answers, ends."""

import errno
import json
import os
import resource
import signal
import sys
from dataclasses import asdict
from typing import TextIO

from port.documents.intake.answers import Answer, Former, Limits, Refusal, Task

DISK_REFUSES = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS}
LARGEST_FILE = 256 * 1024 * 1024  # bytes that one result may have


def main() -> None:
    """What no check foresaw ends the process with a code other than 0, and the parent refuses the files.

    Of such an error its name alone is told: its words might quote the file.
    """
    given = json.load(sys.stdin)
    former = Former(**given["former"]) if given["former"] else None
    task = Task(folder=given["folder"], files=given["files"], limits=Limits(**given["limits"]), former=former)
    bound(task.limits)
    with kept_for_the_answer() as way_back:
        try:
            json.dump(asdict(answer(task)), way_back)
        except Exception as error:
            way_back.write(type(error).__name__)
            raise


def answer(task: Task) -> Answer:
    try:
        from port.documents.intake.reading import read  # the parsers are loaded inside the bounds

        return read(task)
    except MemoryError:
        return Answer(refusal=Refusal.TOO_SLOW)
    except OSError as error:
        if error.errno not in DISK_REFUSES:
            raise
        return Answer(refusal=Refusal.STORAGE_FULL)


def kept_for_the_answer() -> TextIO:
    """What a parser prints on its own goes the way of the complaints, not into the answer."""
    way_back = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return way_back


def bound(limits: Limits) -> None:
    """Processor, memory, size of files, no core dump; the alarm ends it when no parent is left to do so."""
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(limits.seconds + 1)
