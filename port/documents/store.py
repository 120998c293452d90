"""The files of documents: a workspace to prepare them in, a folder for each document, and what nobody owns any more."""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.core.files import File

from port.documents.enums import Kind
from port.documents.intake import layout
from port.documents.models import StoredDocument
from port.documents.storage import CONTENT_FOLDER, document_storage, make_folder


@contextmanager
def workspace() -> Iterator[Path]:
    """A folder inside the store, gone afterwards; one that a crash leaves behind has no row, so the sweep finds it."""
    store = Path(document_storage().path(""))
    make_folder(store)
    with TemporaryDirectory(prefix="incoming-", dir=store) as folder:
        yield Path(folder)


def store_files(document: StoredDocument, folder: Path) -> None:
    """Bring everything that the document consists of into its own folder, or nothing."""
    kinds = [Kind(original["kind"]) for original in document.originals]
    _store(document, [folder / name for name in layout.all_names(pages=document.page_count, kinds=kinds)])


def copy_files(source: StoredDocument, target: StoredDocument) -> None:
    """Bring a copy of everything that one document consists of into the folder of the other, or nothing."""
    _store(target, sorted(_folder(source).iterdir()))


def copy_file(document: StoredDocument, name: str, target: Path) -> None:
    """Copy one file out of the store. Raises `OSError`."""
    shutil.copyfile(_folder(document) / name, target)


def original_paths(document: StoredDocument) -> list[Path]:
    """Where the files lie as they were received."""
    kinds = [Kind(original["kind"]) for original in document.originals]
    return [_folder(document) / layout.original(number, kind) for number, kind in enumerate(kinds, 1)]


def remove_files(document_id: UUID) -> None:
    document_storage().delete_folder(str(document_id))


def remove_orphans(before: datetime) -> int:
    """Delete folders last changed before that moment that belong to no document; how many."""
    old = [folder for folder in _folders() if _changed_before(folder, before)]
    known = {str(pk) for pk in StoredDocument.objects.values_list("pk", flat=True)}
    orphans = [folder.name for folder in old if folder.name not in known]
    for name in orphans:
        document_storage().delete_folder(name)
    return len(orphans)


def _store(document: StoredDocument, paths: Iterable[Path]) -> None:
    try:
        for path in paths:
            with path.open("rb") as file:
                document_storage().save(f"{document.pk}/{path.name}", File(file))
    except OSError:
        remove_files(document.pk)
        raise


def _folder(document: StoredDocument) -> Path:
    return Path(document_storage().path(str(document.pk)))


def _folders() -> list[Path]:
    store = Path(document_storage().path(""))
    entries = store.iterdir() if store.exists() else ()
    return [entry for entry in entries if entry.is_dir() and entry.name != CONTENT_FOLDER]


def _changed_before(folder: Path, before: datetime) -> bool:
    """A workspace may be gone between the listing and the question."""
    try:
        return folder.stat().st_mtime < before.timestamp()
    except FileNotFoundError:
        return False
