"""From the hands of the web to the child that reads: names, sizes and copies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TypedDict

from django.core.files.uploadedfile import UploadedFile

from port.documents.enums import Refusal
from port.documents.intake import layout
from port.documents.intake.answers import Answer, Limits, Task
from port.documents.intake.apart import read_apart
from port.documents.names import clean_name, has_acceptable_ending, joined_name, named_as
from port.documents.refusals import DocumentRefused
from port.options import options


class Original(TypedDict):
    """A file as it was received: its name with an honest ending, SHA-256 in hex, bytes, and its kind (a `Kind`)."""

    name: str
    sha256: str
    size: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class Received:
    name: str
    page_count: int
    originals: list[Original]


def receive(files: Sequence[UploadedFile[bytes]], folder: Path) -> Received:
    """Leave the originals, the safe PDF and the pictures in the folder. Raises `DocumentRefused`."""
    names = [clean_name(file.name or "") for file in files]
    _check_choice(files, names)
    hashes = [_copy(file, folder / str(number)) for number, file in enumerate(files, 1)]
    answer = read_apart(_task(folder, len(files)))
    if answer.refusal:
        raise DocumentRefused(answer.refusal, joined_name(names) if answer.file is None else names[answer.file])
    return Received(
        name=joined_name(names),
        page_count=answer.pages,
        originals=_originals(folder, names, hashes, answer),
    )


def _check_choice(files: Sequence[UploadedFile[bytes]], names: Sequence[str]) -> None:
    """What can be refused before anything is read (U-01, U-02, U-03)."""
    port = options()
    if not files:
        raise DocumentRefused(Refusal.MISSING, "")
    if len(files) > port.upload_pages:
        raise DocumentRefused(Refusal.TOO_MANY_PAGES, joined_name(names))
    if sum(file.size or 0 for file in files) > port.upload_bytes:
        raise DocumentRefused(Refusal.TOO_LARGE, joined_name(names))
    for file, name in zip(files, names, strict=True):
        if not file.size:
            raise DocumentRefused(Refusal.EMPTY, name)
        if not has_acceptable_ending(name):
            raise DocumentRefused(Refusal.NOT_ACCEPTED_KIND, name)


def _copy(file: UploadedFile[bytes], target: Path) -> str:
    """SHA-256 in hex of what was written."""
    digest = sha256()
    with target.open("xb") as copy:
        for chunk in file.chunks():
            digest.update(chunk)
            copy.write(chunk)
    return digest.hexdigest()


def _task(folder: Path, count: int) -> Task:
    port = options()
    limits = Limits(
        seconds=port.intake_seconds,
        memory_bytes=port.intake_memory_bytes,
        pixels=port.upload_pixels,
        pages=port.upload_pages,
    )
    return Task(folder=str(folder), files=[str(folder / str(number)) for number in range(1, count + 1)], limits=limits)


def _originals(folder: Path, names: Sequence[str], hashes: Sequence[str], answer: Answer) -> list[Original]:
    """Give each copy the name that it is stored under, and write down what it was."""
    originals: list[Original] = []
    for number, (name, digest, kind) in enumerate(zip(names, hashes, answer.kinds, strict=True), 1):
        path = (folder / str(number)).rename(folder / layout.original(number, kind))
        originals.append(Original(name=named_as(name, kind), sha256=digest, size=path.stat().st_size, kind=kind.value))
    return originals
