"""A program that a test starts, kills and starts again; it never outlives the test."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tools.places import ROOT

HOST = "127.0.0.1"
SECONDS_TO_ANSWER = 90


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def takes_connections(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def wait_for(condition: Callable[[], object], *, what: str, seconds: float = SECONDS_TO_ANSWER) -> None:
    """Raises TimeoutError, which says what was waited for."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"In {seconds} seconds there was no {what}.")
        time.sleep(0.05)


@dataclass
class Program:
    """`command` with its own log; in a process group of its own, so that a kill reaches what it has started as well."""

    name: str
    command: list[str]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    process: "subprocess.Popen[bytes] | None" = None
    code: Path = ROOT

    def start(self) -> "Program":
        with (self.folder / f"{self.name}.log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command, stdout=log, stderr=log, cwd=self.code, env=dict(self.environment), start_new_session=True
            )
        return self

    @property
    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def said(self) -> str:
        return (self.folder / f"{self.name}.log").read_text(errors="replace")

    def kill(self) -> None:
        """kill -9, for the whole group: nobody gets to tidy up."""
        self._signal(signal.SIGKILL)

    def stop(self, *, seconds: float = 15) -> None:
        """Ask it to end, and end it by force when it does not."""
        self._signal(signal.SIGTERM, wait=seconds)
        self.kill()

    def pause(self) -> None:
        """It is there and answers nothing, until `resume`."""
        self._signal(signal.SIGSTOP, wait=0)

    def resume(self) -> None:
        self._signal(signal.SIGCONT, wait=0)

    def _signal(self, number: int, *, wait: float = 15) -> None:
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)
        if wait:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(wait)
