"""Restoring a set into an empty place, and proving that what is there then is what was there."""

import time
from collections.abc import Callable
from datetime import timedelta
from itertools import islice
from pathlib import Path

from cryptography.fernet import InvalidToken
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from port.audit.chain import verify
from port.audit.heads import HeadsBroken, heads_file, read_heads
from port.documents.storage import make_folder
from port.sealing import unseal
from tools.backup.databases import Snapshot, bring_back, tables
from tools.backup.documents import put_back, store_is_empty
from tools.backup.manifest import DOCUMENTS, HEADS, Manifest, digest_of, read_manifest, read_sums
from tools.sentences import Unable

MOST_NAMED = 20
HALF_FILLED = "The place is half filled now: empty its database and its documents before you try again."


def restore_set(folder: Path) -> str:
    """Fill the empty place that the settings name; what to tell the operator.

    Raises `Unable`: before anything was written when the set and the place do not fit, afterwards when they disagree.
    """
    began = time.monotonic()
    manifest = read_manifest(folder)
    _refuse_what_does_not_fit(manifest)
    _refuse_a_used_place()
    _refuse_an_altered_dump(folder)
    try:
        bring_back(folder)
        faults = [f"{name} does not read in the store as the set says." for name in _put_documents(folder)]
        _put_heads(folder)
        faults += [fault for check in CHECKS for fault in check(manifest)]
    except Unable as fault:
        raise Unable(f"{fault} {HALF_FILLED}") from None
    if faults:
        raise Unable("\n".join(["What was restored is not what was backed up:", *faults[:MOST_NAMED]]))
    return _told(manifest, began)


def _refuse_what_does_not_fit(manifest: Manifest) -> None:
    if manifest.vendor != connection.vendor:
        raise Unable(f"The set is of {manifest.vendor}, and this place has {connection.vendor}.")
    try:
        unseal(manifest.sealed)
    except InvalidToken:
        raise Unable(
            "None of the field keys of this place opens the set. Add the key of its time (the last of the keys)."
        ) from None
    ours = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    installed = {config.label for config in apps.get_app_configs()}
    theirs = {name for name in manifest.migrations if name.partition(".")[0] in installed}
    if ours != theirs:
        named = ", ".join(sorted(ours ^ theirs)[:3])
        raise Unable(f"The set is of another version of the program ({named}). Restore it with that one, then upgrade.")


def _refuse_a_used_place() -> None:
    if tables():
        raise Unable("The database of this place is not empty. Restore into a new one, so that nothing is lost by it.")
    if not store_is_empty():
        raise Unable("The documents of this place are not empty. Restore into a new folder or bucket.")
    if heads_file().exists():
        raise Unable(f"{heads_file()} is of another record. Move it to where you keep it, and try again.")


def _refuse_an_altered_dump(folder: Path) -> None:
    for name, digest in _files_of(folder, documents=False):
        path = folder / name
        if not path.is_file() or digest_of(path) != digest:
            raise Unable(f"{path} is missing or is not the one that the set was made with. Take another set.")
    for name, _digest in _files_of(folder, documents=True):
        if not (folder / name).is_file():
            raise Unable(f"{folder / name} is missing in the set. Take another set.")


def _files_of(folder: Path, *, documents: bool) -> list[tuple[str, str]]:
    return [each for each in read_sums(folder) if each[0].startswith(f"{DOCUMENTS}/") is documents]


def _put_documents(folder: Path) -> list[str]:
    inside = len(DOCUMENTS) + 1
    files = ((name[inside:], digest) for name, digest in read_sums(folder) if name.startswith(f"{DOCUMENTS}/"))
    return list(islice(put_back(folder, files), MOST_NAMED))


def _put_heads(folder: Path) -> None:
    if (folder / HEADS).exists():
        make_folder(heads_file().parent)
        heads_file().write_bytes((folder / HEADS).read_bytes())
        heads_file().chmod(0o600)


def rows_agree(manifest: Manifest) -> list[str]:
    found = Snapshot("default", manifest.moment).rows()
    names = sorted({*found, *manifest.rows})
    told = [(name, manifest.rows.get(name, 0), found.get(name, 0)) for name in names]
    return [f"{name} has {there} rows instead of {wanted}." for name, wanted, there in told if there != wanted]


def record_is_whole(manifest: Manifest) -> list[str]:
    """From its first row to the head that the set names, with every head that was exported until then."""
    try:
        heads = read_heads(heads_file())
    except HeadsBroken as fault:
        return [str(fault)]
    verdict = verify([*heads, *([manifest.head] if manifest.head else [])])
    broken = [f"The chain of records is broken at record {key}." for key in verdict.broken]
    return broken + [f"The chain of records has lost the head at record {head.last_id}." for head in verdict.lost]


CHECKS: tuple[Callable[[Manifest], list[str]], ...] = (rows_agree, record_is_whole)


def _told(manifest: Manifest, began: float) -> str:
    took = timedelta(seconds=round(time.monotonic() - began))
    age = timedelta(seconds=round((timezone.now() - manifest.moment).total_seconds()))
    records = manifest.head.records if manifest.head else 0
    told = (
        f"{sum(manifest.rows.values())} rows of {len(manifest.rows)} tables and {manifest.files} files agree with the set; "
        f"{records} records, the chain is whole.\n"
        f"RPO: the place is as it was at {manifest.moment.isoformat(timespec='seconds')}, {age} ago.\n"
        f"RTO: it was brought back in {took}."
    )
    return "\n".join([told, *(f"The store had lost {name} before the backup." for name in manifest.missing)])
