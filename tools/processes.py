"""The programs that the local run starts: each in a process group of its own, each with its own log."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools.places import LOGS, ROOT

SECONDS_TO_END = 8
PAUSE = 0.1  # seconds


class Stopped(KeyboardInterrupt):
    """A person, or the machine, asked the program to end."""


class Stop:
    """Remembers a signal until the next pause, so that it never falls between a start and its bookkeeping."""

    asked = False

    @classmethod
    def listen(cls) -> None:
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, cls.ask)

    @classmethod
    def ask(cls, *_: object) -> None:
        cls.asked = True


def wait_until(condition: Callable[[], object], *, seconds: float = float("inf"), shows_progress: bool = True) -> bool:
    """Wait for the condition, with a dot each second; False when it took too long.

    Raises `Stopped` when the program is asked to end meanwhile.
    """
    began, dots = time.monotonic(), 0
    while not condition():
        time.sleep(PAUSE)
        passed = time.monotonic() - began
        if Stop.asked:
            raise Stopped
        if passed > seconds:
            return False
        if shows_progress and passed > dots + 1:
            print(".", end="", flush=True)
            dots += 1
    return True


@dataclass(frozen=True)
class Child:
    name: str
    log: Path
    process: "subprocess.Popen[bytes]"

    @classmethod
    def start(cls, name: str, command: list[str], environment: dict[str, str]) -> "Child":
        log = LOGS / f"{name}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                command, stdout=output, stderr=output, cwd=ROOT, env=environment, start_new_session=True
            )
        return cls(name, log, process)

    @property
    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def last_lines(self, count: int = 5) -> str:
        return "\n".join(f"  {line}" for line in self.said().rstrip().splitlines()[-count:])

    def signal_group(self, number: int) -> None:
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            return


def end(children: list[Child]) -> None:
    """Ask every group to end, wait, and end by force what is left: also what a dead parent left behind."""
    for child in children:
        child.signal_group(signal.SIGTERM)
    deadline = time.monotonic() + SECONDS_TO_END
    while not all(child.has_ended for child in children) and time.monotonic() < deadline:
        time.sleep(PAUSE)
    for child in children:
        child.signal_group(signal.SIGKILL)
        child.process.wait()
