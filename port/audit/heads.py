"""The head of the chain, written down outside the database each day: it tells when the end of the record is cut off (A-27).

The file has one line for each head, and each line is sealed over the one before it, as the records are.
"""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings

FILE = "heads.jsonl"


class HeadsBroken(ValueError):
    """A line of the file of heads was altered, removed or moved."""


@dataclass(frozen=True)
class Head:
    """At that time the record had so many rows, and the last of them was this one."""

    at: datetime
    records: int
    last_id: int
    hash: str

    def told(self) -> dict[str, str | int]:
        return {"at": self.at.isoformat(), "records": self.records, "last_id": self.last_id, "hash": self.hash}

    def sealed(self, previous: str) -> str:
        """SHA-256 in hex over the seal of the line before and all that this head says."""
        return sha256((previous + json.dumps(self.told(), sort_keys=True)).encode()).hexdigest()


def heads_file() -> Path:
    return Path(settings.AUDIT_HEADS_FOLDER) / FILE


def read_heads(path: Path) -> list[Head]:
    """The oldest first; none when there is no file. A last line that a power cut left unfinished does not count.

    Raises `HeadsBroken`.
    """
    return [head for head, _seal in _read(path)]


def append_head(head: Head, path: Path) -> None:
    """Add a line; it is on the disk before this returns.

    Raises `HeadsBroken` rather than go on after a line that was altered, and `OSError` when nothing can be written.
    """
    before = _read(path)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    line = json.dumps(head.told() | {"seal": head.sealed(before[-1][1] if before else "")}, sort_keys=True)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "r+b") as file:
        file.truncate(sum(len(each.encode()) + 1 for each in _whole_lines(path)))
        file.write(f"{line}\n".encode())
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _read(path: Path) -> list[tuple[Head, str]]:
    found: list[tuple[Head, str]] = []
    for number, line in enumerate(_whole_lines(path), start=1):
        previous = found[-1][1] if found else ""
        try:
            said = json.loads(line)
            head = Head(datetime.fromisoformat(said["at"]), said["records"], said["last_id"], said["hash"])
            seal = said["seal"]
        except (ValueError, KeyError, TypeError) as fault:
            raise HeadsBroken(f"Line {number} of {path.name} cannot be read.") from fault
        if seal != head.sealed(previous):
            raise HeadsBroken(f"Line {number} of {path.name} does not bear its seal.")
        found.append((head, seal))
    return found


def _whole_lines(path: Path) -> list[str]:
    if not path.exists():
        return []
    return path.read_text(encoding="utf-8", errors="replace").split("\n")[:-1]
