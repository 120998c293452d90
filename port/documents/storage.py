"""Where received files lie: on a disk of our own or in a store of objects, never under a web address."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn, Protocol, cast

from django.core.files import File
from django.core.files.storage import FileSystemStorage, storages
from django.utils.deconstruct import deconstructible

FOLDER_MODE = 0o700
FILE_MODE = 0o600
OF_OTHERS = 0o077
CONTENT_FOLDER = "content"
"""Files that the portal offers lie here; `port/content` accounts for them, so the sweep of documents leaves them alone."""


class StoreDoesNotAnswer(OSError):
    """The store cannot be reached, or is in trouble; what was asked of it may work later."""


class DocumentStorage(Protocol):
    """What documents need of the place where they lie. All of it may raise `OSError`.

    A name is "folder/file". A file is there wholly or not at all, also after a power cut.
    """

    def save(self, name: str, content: File[bytes]) -> str: ...

    def open(self, name: str) -> File[bytes]:
        """Raises `FileNotFoundError` when there is none, `StoreDoesNotAnswer` when that cannot be told."""

    def exists(self, name: str) -> bool: ...

    def delete(self, name: str) -> None: ...

    def delete_folder(self, name: str) -> None:
        """Remove a folder with all that is in it; one that is gone already is no error."""

    def folders(self) -> Iterator[str]:
        """The names of all folders."""

    def files_in(self, folder: str) -> list[str]:
        """The names of its files, without the folder's, in order."""

    def changed_at(self, folder: str) -> datetime | None:
        """When something in it last changed; None once it is gone."""

    def shows_strangers(self, name: str) -> bool:
        """Whether anybody but us could read this file."""

    def workplace(self) -> Path | None:
        """Where files are prepared before they are stored; None for the machine's own place."""


@deconstructible(path="port.documents.storage.DurableFileSystemStorage")
class DurableFileSystemStorage(FileSystemStorage):
    """A file is there wholly or not at all, and once it is there a power cut does not take it (U-13)."""

    def _save(self, name: str, content: File[bytes]) -> str:
        target = Path(self.path(name))
        make_folder(target.parent)
        unfinished = target.with_name(f".{target.name}.part")
        try:
            _write_synced(unfinished, content)
            unfinished.rename(target)
        except OSError:
            unfinished.unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)
        return name

    def delete_folder(self, name: str) -> None:
        """Remove a folder with all that is in it; one that is gone already is no error."""
        folder = Path(self.path(name))
        if folder.exists():
            shutil.rmtree(folder)
            _sync_folder(folder.parent)

    def folders(self) -> Iterator[str]:
        store = Path(self.path(""))
        return (entry.name for entry in (store.iterdir() if store.exists() else ()) if entry.is_dir())

    def files_in(self, folder: str) -> list[str]:
        return sorted(entry.name for entry in Path(self.path(folder)).iterdir())

    def changed_at(self, folder: str) -> datetime | None:
        try:
            return datetime.fromtimestamp(Path(self.path(folder)).stat().st_mtime, UTC)
        except FileNotFoundError:
            return None

    def shows_strangers(self, name: str) -> bool:
        file, store = Path(self.path(name)), Path(self.path(""))
        return bool(file.stat().st_mode & store.stat().st_mode & OF_OTHERS)

    def workplace(self) -> Path | None:
        """On the same disk: what does not fit is noticed before anything is stored."""
        store = Path(self.path(""))
        make_folder(store)
        return store

    def url(self, name: str | None) -> NoReturn:
        raise ValueError("A document has no address of its own; a view that asks who is looking serves it (U-10).")


def document_storage() -> DocumentStorage:
    return cast("DocumentStorage", storages["documents"])


def make_folder(folder: Path) -> None:
    """The folder and its parents, readable by us alone, and known to the disk."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
    _sync_folder(folder.parent)


def _write_synced(path: Path, content: File[bytes]) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    with os.fdopen(descriptor, "wb") as file:
        for chunk in content.chunks():
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
