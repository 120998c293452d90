"""What the clerks of a run did and what they were told, in the order in which it ended (R-10)."""

import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import Any


class Outcome(StrEnum):
    OK = "ok"
    """The clerk saw the page that says it was sent, with its 受理號碼."""
    FAIL = "fail"
    """The clerk never sent it, or was told that it was not taken."""
    INFO = "info"
    """Nobody told the clerk: the line broke, or the page said that something went wrong."""


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One registration; `began` and `ended` are seconds of the run, `tries` how often it was confirmed.

    `paper` is the SHA-256 of the document that came with it, in hex; empty for a shared account, which has none. `twin`
    is the 受理號碼 that a second click at the same instant was told.
    """

    clerk: int
    submission_id: str
    username: str
    paper: str
    began: float
    ended: float
    outcome: Outcome
    reference: str = ""
    twin: str = ""
    tries: int = 0
    why: str = ""


@dataclass
class History:
    operations: list[Operation] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def add(self, operation: Operation) -> None:
        with self._lock:
            self.operations.append(operation)

    def count(self, outcome: Outcome) -> int:
        with self._lock:
            return sum(operation.outcome is outcome for operation in self.operations)

    def write(self, path: Path, about: dict[str, Any]) -> None:
        """A line of JSON about the run, and one for each operation."""
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [{"run": about}, *(asdict(operation) for operation in self.operations)]
        path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
