"""The files of documents and of the portal, as the rows name them: what no row names belongs to nobody.

They are reached through the product's own storage, so a folder and an object store are backed up in the same way.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TextIO, TypeVar

from django.core.files import File

from port.content.models import Attachment
from port.documents.enums import Kind
from port.documents.intake import layout
from port.documents.models import StoredDocument
from port.documents.storage import document_storage
from tools.backup.manifest import DOCUMENTS, digest_of

A_BATCH = 500  # rows
AT_ONCE = 8  # files, most of which wait for a disk or a line
CHUNK = 1024 * 1024  # bytes
T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True)
class Wanted:
    """A file that a row names; `sha256` where the row says it. Documents from before text was kept have none."""

    name: str
    sha256: str = ""
    may_be_missing: bool = False


def wanted_files(alias: str) -> Iterator[Wanted]:
    for document in _documents(alias):
        folder = str(document.pk)
        kinds = [Kind(original["kind"]) for original in document.originals]
        known = {layout.PDF: document.sha256}
        known |= {
            layout.original(number, kind): document.originals[number - 1]["sha256"]
            for number, kind in enumerate(kinds, 1)
        }
        for name in layout.all_names(pages=document.page_count, kinds=kinds):
            yield Wanted(f"{folder}/{name}", known.get(name, ""), may_be_missing=name == layout.TEXT)
    for attachment in Attachment.objects.using(alias).order_by("pk"):
        yield Wanted(attachment.storage_name, attachment.sha256)


def _documents(alias: str) -> Iterator[StoredDocument]:
    """By key: a cursor over all of them would have to be kept open."""
    rows = StoredDocument.objects.using(alias).only("page_count", "originals", "sha256").order_by("pk")
    found = list(rows[:A_BATCH])
    while found:
        yield from found
        found = list(rows.filter(pk__gt=found[-1].pk)[:A_BATCH])


@dataclass
class Copying:
    """Files on their way into the set at `folder`; `base` are the names and digests of an earlier one at `base_folder`."""

    folder: Path
    sums: TextIO
    base_folder: Path | None = None
    base: dict[str, str] = field(default_factory=dict)
    files: int = 0
    bytes: int = 0
    altered: list[str] = field(default_factory=list)

    def bring(self, files: Iterable[Wanted]) -> list[str]:
        """Copy what the set does not have yet; the names of those that the store does not have either."""
        missing = []
        for wanted, digest in in_parallel(self._brought, files):
            if digest is None and not wanted.may_be_missing:
                missing.append(wanted.name)
            if digest:
                self._note(wanted, digest)
        return missing

    def place(self, name: str) -> Path:
        return self.folder / DOCUMENTS / name

    def _brought(self, wanted: Wanted) -> tuple[Wanted, str | None]:
        """With the digest; empty for a file that was here already, None for one that is nowhere."""
        target = self.place(wanted.name)
        if target.exists():
            return wanted, ""
        return wanted, self._linked(wanted.name, target) or _copied(wanted.name, target)

    def _linked(self, name: str, target: Path) -> str:
        """From the earlier set, when that lies on the same disk: a file of the store is never changed."""
        digest = self.base.get(f"{DOCUMENTS}/{name}", "")
        if digest and self.base_folder:
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                os.link(self.base_folder / DOCUMENTS / name, target)
            except OSError:
                return ""
        return digest

    def _note(self, wanted: Wanted, digest: str) -> None:
        self.files += 1
        self.bytes += self.place(wanted.name).stat().st_size
        self.sums.write(f"{digest}  {DOCUMENTS}/{wanted.name}\n")
        if wanted.sha256 and digest != wanted.sha256:
            self.altered.append(wanted.name)


def _copied(name: str, target: Path) -> str | None:
    unfinished = target.with_name(f".{target.name}.part")
    try:
        file = document_storage().open(name)
    except FileNotFoundError:
        return None
    target.parent.mkdir(parents=True, exist_ok=True)
    with file, unfinished.open("wb") as copy:
        shutil.copyfileobj(file, copy, CHUNK)
    unfinished.rename(target)
    return digest_of(target)  # of what lies in the set, and not of what was meant to


def put_back(folder: Path, files: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Bring the files of a set into the empty store; the names of those that do not read there as the set says."""

    def put(file: tuple[str, str]) -> tuple[str, bool]:
        name, digest = file
        with (folder / DOCUMENTS / name).open("rb") as content:
            stored = document_storage().save(name, File(content))
        return name, stored == name and digest_in_store(name) == digest

    yield from (name for name, agrees in in_parallel(put, files) if not agrees)


def digest_in_store(name: str) -> str:
    digest = sha256()
    with document_storage().open(name) as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def store_is_empty() -> bool:
    return next(iter(document_storage().folders()), None) is None


def in_parallel(function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
    """The answers in their order, a batch at a time, so that millions of items are never held at once."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        waiting = iter(items)
        while batch := list(islice(waiting, A_BATCH)):
            yield from pool.map(function, batch)
