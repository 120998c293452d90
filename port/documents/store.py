"""The files of documents: a workspace to prepare them in, a folder for each document, and what nobody owns any more."""

import os
import re
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from uuid import UUID

from django.core.files import File

from port.documents.enums import Kind
from port.documents.intake import layout
from port.documents.models import StoredDocument
from port.documents.storage import CONTENT_FOLDER, document_storage

KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
WORKSPACE = "incoming-"
SECONDS_OF_WORK = 60 * 60
"""Nobody works in a workspace for so long: reading what was received ends after `Options.intake_seconds`."""
AT_ONCE = 1000
"""Folders whose rows are asked for in one statement."""


@contextmanager
def workspace() -> Iterator[Path]:
    """A new folder, gone afterwards; one that a crash leaves behind inside the store has no row, so the sweep finds it.

    In the machine's own place, where no sweep comes, the next one who works there removes it.
    """
    place = document_storage().workplace()
    if place is None:
        _remove_leftovers(Path(gettempdir()))
    with TemporaryDirectory(prefix=WORKSPACE, dir=place) as folder:
        yield Path(folder)


def store_files(document: StoredDocument, folder: Path) -> None:
    """Bring everything that the document consists of into its own folder, or nothing."""
    kinds = [Kind(original["kind"]) for original in document.originals]
    with _all_or_nothing(document):
        for name in layout.all_names(pages=document.page_count, kinds=kinds):
            with (folder / name).open("rb") as file:
                document_storage().save(f"{document.pk}/{name}", File(file))


def copy_files(source: StoredDocument, target: StoredDocument) -> None:
    """Bring a copy of everything that one document consists of into the folder of the other, or nothing."""
    with _all_or_nothing(target):
        for name in document_storage().files_in(str(source.pk)):
            with document_storage().open(f"{source.pk}/{name}") as file:
                document_storage().save(f"{target.pk}/{name}", file)


def copy_file(document: StoredDocument, name: str, target: Path) -> None:
    """Copy one file out of the store. Raises `OSError`."""
    with document_storage().open(f"{document.pk}/{name}") as file, target.open("xb") as copy:
        shutil.copyfileobj(file, copy)


@contextmanager
def originals_at_hand(document: StoredDocument) -> Iterator[list[Path]]:
    """Copies of the files as they were received, for as long as the block lasts. Raises `OSError`."""
    kinds = [Kind(original["kind"]) for original in document.originals]
    names = [layout.original(number, kind) for number, kind in enumerate(kinds, 1)]
    with workspace() as folder:
        for name in names:
            copy_file(document, name, folder / name)
        yield [folder / name for name in names]


def remove_files(document_id: UUID) -> None:
    document_storage().delete_folder(str(document_id))


def remove_orphans(before: datetime) -> int:
    """Delete folders last changed before that moment that belong to no document; how many."""
    folders, removed = (name for name in document_storage().folders() if name != CONTENT_FOLDER), 0
    while names := list(islice(folders, AT_ONCE)):
        known = {str(pk) for pk in StoredDocument.objects.filter(pk__in=_keys(names)).values_list("pk", flat=True)}
        for name in names:
            if name not in known and _changed_before(name, before):
                document_storage().delete_folder(name)
                removed += 1
    return removed


@contextmanager
def _all_or_nothing(document: StoredDocument) -> Iterator[None]:
    try:
        yield
    except OSError:
        remove_files(document.pk)
        raise


def _remove_leftovers(place: Path) -> None:
    """Of our own processes, and so old that nobody works there any more."""
    for folder in place.glob(f"{WORKSPACE}*"):
        with suppress(FileNotFoundError):
            about = folder.lstat()
            if about.st_uid == os.getuid() and time.time() - about.st_mtime > SECONDS_OF_WORK:
                shutil.rmtree(folder)


def _keys(names: Iterable[str]) -> list[UUID]:
    """A workspace is not called like a key."""
    return [UUID(name) for name in names if KEY.fullmatch(name)]


def _changed_before(folder: str, before: datetime) -> bool:
    """A workspace may be gone between the listing and the question."""
    changed_at = document_storage().changed_at(folder)
    return changed_at is not None and changed_at < before
