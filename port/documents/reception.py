"""From the hands of the web to the child that reads: names, sizes and copies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TypedDict

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from port.documents.enums import Refusal, ScanVerdict
from port.documents.former import PagePlace, as_it_is, lay_out, originals_kept, sources_of
from port.documents.intake import layout
from port.documents.intake.answers import Answer, Former, Limits, Task
from port.documents.intake.apart import read_apart
from port.documents.models import StoredDocument
from port.documents.names import clean_name, has_acceptable_ending, joined_name, named_as
from port.documents.refusals import DocumentRefused
from port.documents.scanner import gravest, scan_each
from port.options import options


class Original(TypedDict):
    """A file as it was received: its name with an honest ending, SHA-256 in hex, bytes, and its kind (a `Kind`)."""

    name: str
    sha256: str
    size: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class Received:
    """What is in the workspace now, ready to be stored."""

    name: str
    page_count: int
    originals: list[Original]
    page_sources: list[int]
    scan: ScanVerdict
    scanned_at: datetime | None


def receive(files: Sequence[UploadedFile[bytes]], folder: Path, *, after: StoredDocument | None = None) -> Received:
    """Leave the originals, the safe PDF and the pictures in the folder. Raises `DocumentRefused`.

    With an earlier document, its pages come before those of the files, and the limits hold for the whole.
    """
    names = [clean_name(file.name or "") for file in files]
    earlier: list[Original] = after.originals if after else []
    _check_choice(files, names, earlier)
    hashes = [_copy(file, folder / str(number)) for number, file in enumerate(files, 1)]
    scan = _scanned(folder, names)
    former = lay_out(after, as_it_is(after), folder) if after else None
    answer = _read(_task(folder, len(files), former), names)
    originals = [*earlier, *_originals(folder, names, hashes, answer, first=len(earlier) + 1)]
    verdict = gravest([scan, ScanVerdict(after.scan)]) if after else scan
    return Received(
        name=joined_name([*(original["name"] for original in earlier), *names]),
        page_count=answer.pages,
        originals=originals,
        page_sources=_sources(after, answer),
        scan=verdict,
        scanned_at=timezone.now() if verdict == ScanVerdict.CLEAN else None,
    )


def rearrange(document: StoredDocument, places: Sequence[PagePlace], folder: Path) -> Received:
    """Leave the document with its pages in those places in the folder. Raises `DocumentRefused`."""
    former = lay_out(document, places, folder)
    answer = _read(_task(folder, 0, former), [document.name])
    kept = originals_kept(document, places)
    originals: list[Original] = [document.originals[number - 1] for number in kept]
    return Received(
        name=document.name if originals == document.originals else joined_name([each["name"] for each in originals]),
        page_count=answer.pages,
        originals=originals,
        page_sources=[kept.index(source) + 1 for source in sources_of(document, places)],
        scan=ScanVerdict(document.scan),
        scanned_at=document.scanned_at,
    )


def _sources(after: StoredDocument | None, answer: Answer) -> list[int]:
    """Of each page, the number of its original; unknown as a whole when it is unknown of the earlier document."""
    if after and not after.page_sources:
        return []
    first = len(after.originals) + 1 if after else 1
    added = [number for number, pages in enumerate(answer.pages_of_files, first) for _page in range(pages)]
    return [*(after.page_sources if after else []), *added]


def _check_choice(files: Sequence[UploadedFile[bytes]], names: Sequence[str], earlier: Sequence[Original]) -> None:
    """What can be refused before anything is read (U-01, U-02, U-03)."""
    port = options()
    if not files:
        raise DocumentRefused(Refusal.MISSING, "")
    if len(files) + len(earlier) > port.upload_pages:
        raise DocumentRefused(Refusal.TOO_MANY_PAGES, joined_name(names))
    if sum(file.size or 0 for file in files) + sum(original["size"] for original in earlier) > port.upload_bytes:
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


def _scanned(folder: Path, names: Sequence[str]) -> ScanVerdict:
    """Asked before a parser or the store sees the files. Raises `DocumentRefused` that names the infected one."""
    verdicts = scan_each([folder / str(number) for number in range(1, len(names) + 1)])
    if ScanVerdict.INFECTED in verdicts:
        raise DocumentRefused(Refusal.INFECTED, names[verdicts.index(ScanVerdict.INFECTED)])
    return gravest(verdicts)


def _read(task: Task, names: Sequence[str]) -> Answer:
    answer = read_apart(task)
    if answer.refusal:
        raise DocumentRefused(answer.refusal, joined_name(names) if answer.file is None else names[answer.file])
    return answer


def _task(folder: Path, count: int, former: Former | None) -> Task:
    port = options()
    limits = Limits(
        seconds=port.intake_seconds,
        memory_bytes=port.intake_memory_bytes,
        pixels=port.upload_pixels,
        pages=port.upload_pages,
    )
    files = [str(folder / str(number)) for number in range(1, count + 1)]
    return Task(folder=str(folder), files=files, limits=limits, former=former)


def _originals(
    folder: Path, names: Sequence[str], hashes: Sequence[str], answer: Answer, *, first: int
) -> list[Original]:
    """Give each copy the name that it is stored under, counted from `first`, and write down what it was."""
    originals: list[Original] = []
    for number, (name, digest, kind) in enumerate(zip(names, hashes, answer.kinds, strict=True), 1):
        path = (folder / str(number)).rename(folder / layout.original(first + number - 1, kind))
        originals.append(Original(name=named_as(name, kind), sha256=digest, size=path.stat().st_size, kind=kind.value))
    return originals
