"""The store: private, durable, all or nothing."""

import errno
import os
import stat
from pathlib import Path

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile

from port.documents.storage import document_storage


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_files_and_folders_are_readable_by_us_alone(store: Path) -> None:
    document_storage().save("a/b/file.pdf", ContentFile(b"content"))

    assert mode(store / "a" / "b" / "file.pdf") == 0o600
    assert {mode(store), mode(store / "a"), mode(store / "a" / "b")} == {0o700}


def test_a_file_is_flushed_before_it_gets_its_name_and_its_folder_after(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document_storage().save("a/first.pdf", ContentFile(b"content"))
    seen: list[tuple[str, bool]] = []
    fsync = os.fsync

    def watched(descriptor: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"
        seen.append((kind, (store / "a" / "second.pdf").exists()))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    document_storage().save("a/second.pdf", ContentFile(b"content"))

    assert seen == [("file", False), ("folder", True)]


def test_a_full_disk_leaves_no_part_of_a_file(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (store / "a").mkdir(parents=True)
    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="No space"):
        document_storage().save("a/file.pdf", ContentFile(b"content"))

    assert list((store / "a").iterdir()) == []


def test_a_document_has_no_address() -> None:
    with pytest.raises(ValueError, match="no address"):
        document_storage().url("a/document.pdf")


def test_a_name_cannot_leave_the_store() -> None:
    with pytest.raises(SuspiciousFileOperation):
        document_storage().save("../file.pdf", ContentFile(b"content"))


def test_a_folder_is_deleted_with_all_in_it_and_twice_is_no_error(store: Path) -> None:
    document_storage().save("a/file.pdf", ContentFile(b"content"))

    document_storage().delete_folder("a")
    document_storage().delete_folder("a")

    assert list(store.iterdir()) == []
