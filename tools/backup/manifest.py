"""What a set says of itself. `manifest.json` is written last: a folder without it is no whole set.

`SHA256SUMS` names every other file, in the form that `sha256sum --check` reads, so that a set can be proven without us.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any

from port.audit.heads import Head
from tools.sentences import Unable

FORMAT = 1
MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
DATABASE = "database"
DOCUMENTS = "documents"
HEADS = "heads.jsonl"


@dataclass(frozen=True)
class Manifest:
    """`moment` is that of the database; `sealed` is a word under the field keys, so that it is known which keys open it."""

    moment: datetime
    vendor: str
    migrations: list[str]
    rows: dict[str, int]
    head: Head | None
    sealed: str
    files: int
    bytes: int
    missing: list[str]
    altered: list[str]
    sums: str = ""


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """It is on the disk, with all that it names, when this returns."""
    said = asdict(replace(manifest, sums=digest_of(folder / SUMS)))
    said |= {"format": FORMAT, "moment": manifest.moment.isoformat()}
    said["head"] = manifest.head.told() if manifest.head else None
    os.sync()
    unfinished = folder / f".{MANIFEST}.part"
    unfinished.write_text(json.dumps(said, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    unfinished.rename(folder / MANIFEST)
    os.sync()


def read_manifest(folder: Path) -> Manifest:
    """Raises `Unable` for what is no set, or one whose list of files was altered."""
    if not (folder / MANIFEST).is_file():
        raise Unable(f"{folder} is no whole set: it has no {MANIFEST}, which is written last.")
    try:
        manifest = _read(json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError) as fault:
        raise Unable(f"{folder / MANIFEST} cannot be read ({fault}). Take another set.") from fault
    if digest_of(folder / SUMS) != manifest.sums:
        raise Unable(f"{folder / SUMS} is not the one that the set was made with. Take another set.")
    return manifest


def _read(said: dict[str, Any]) -> Manifest:
    if said.pop("format") != FORMAT:
        raise ValueError("it is of another format")
    head = said["head"]
    told = head and Head(datetime.fromisoformat(head["at"]), head["records"], head["last_id"], head["hash"])
    return Manifest(**said | {"moment": datetime.fromisoformat(said["moment"]), "head": told})


def read_sums(folder: Path) -> Iterator[tuple[str, str]]:
    """Name and SHA-256 (hex) of each file of the set."""
    with (folder / SUMS).open(encoding="utf-8") as lines:
        for line in lines:
            digest, _, name = line.rstrip("\n").partition("  ")
            yield name, digest


def digest_of(path: Path) -> str:
    """SHA-256 in hex."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
