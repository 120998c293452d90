"""Taking a set. The order makes it one: files first, then the moment of the database, then the files that came meanwhile.

A file is stored before its row and removed after it, so each row of that moment had its files then. One that is removed
a moment later is in the set already, unless it came after the first walk as well; then another moment is taken.
"""

import os
import shutil
import time
from datetime import timedelta
from pathlib import Path

from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder

from port.audit.heads import Head, heads_file
from port.audit.models import AuditRecord
from port.sealing import seal
from tools.backup.databases import Snapshot, snapshot
from tools.backup.documents import Copying, wanted_files
from tools.backup.manifest import (
    DATABASE,
    HEADS,
    SUMS,
    Manifest,
    digest_of,
    read_manifest,
    read_sums,
    write_manifest,
)
from tools.sentences import Unable

A_KNOWN_WORD = "PortPass"
MOMENTS = 4
PRIVATE = 0o077  # what the set does not let anybody but its owner do


def take_set(folder: Path, *, base: Path | None = None) -> str:
    """Make a set in the new or empty `folder`; what to tell the operator. With `base`, files that it has are linked.

    Raises `Unable`, also when the set is whole but the store has lost or altered a file: then it says so.
    """
    began = time.monotonic()
    _refuse_a_used_folder(folder)
    known = _known(base) if base else {}
    os.umask(PRIVATE)
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    with (folder / SUMS).open("w", encoding="utf-8") as sums:
        copying = Copying(folder, sums, base, known)
        _take_heads(folder)  # before the moment, so that the record of the set has all of them
        copying.bring(wanted_files("default"))
        manifest = _take_moment(folder, copying)
        for path in sorted(_beside_documents(folder)):
            sums.write(f"{digest_of(path)}  {path.relative_to(folder)}\n")
    write_manifest(manifest, folder)
    if manifest.missing or manifest.altered:
        raise Unable(_told(manifest, folder, began) + "\n" + _faults(manifest))
    return _told(manifest, folder, began)


def _refuse_a_used_folder(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Unable(f"{folder} is not empty. Each set has a folder of its own; name another one.")


def _known(base: Path) -> dict[str, str]:
    read_manifest(base)
    return dict(read_sums(base))


def _take_heads(folder: Path) -> None:
    if heads_file().exists():
        shutil.copyfile(heads_file(), folder / HEADS)


def _take_moment(folder: Path, copying: Copying) -> Manifest:
    """What is missing after the last try was missing each time: the store has lost it."""
    for tries_left in reversed(range(MOMENTS)):
        with snapshot(folder) as taken:
            missing = copying.bring(wanted_files(taken.alias))
            if not missing or not tries_left:
                taken.dump(folder)
                return _manifest(taken, copying, missing)
    raise AssertionError("the last try returns")


def _manifest(taken: Snapshot, copying: Copying, missing: list[str]) -> Manifest:
    applied = MigrationRecorder(connections[taken.alias]).applied_migrations()
    return Manifest(
        moment=taken.moment,
        vendor=connection.vendor,
        migrations=sorted(f"{app}.{name}" for app, name in applied),
        rows=taken.rows(),
        head=_head(taken),
        sealed=seal(A_KNOWN_WORD),
        files=copying.files,
        bytes=copying.bytes,
        missing=sorted(missing),
        altered=sorted(copying.altered),
    )


def _head(taken: Snapshot) -> Head | None:
    records = AuditRecord.objects.using(taken.alias)
    last = records.order_by("-id").first()
    return Head(at=taken.moment, records=records.count(), last_id=last.pk, hash=last.hash) if last else None


def _beside_documents(folder: Path) -> list[Path]:
    files = [path for path in (folder / DATABASE).rglob("*") if path.is_file()]
    return [*files, *(path for path in [folder / HEADS] if path.exists())]


def _told(manifest: Manifest, folder: Path, began: float) -> str:
    took = timedelta(seconds=round(time.monotonic() - began))
    megabytes = manifest.bytes / 1024**2
    return (
        f"The set in {os.fspath(folder)} holds {sum(manifest.rows.values())} rows of {len(manifest.rows)} tables and "
        f"{manifest.files} files ({megabytes:.1f} MB), taken in {took}.\n"
        f"RPO: the database as it was at {manifest.moment.isoformat(timespec='seconds')}; "
        "what was done after that moment is not in it."
    )


def _faults(manifest: Manifest) -> str:
    faults = {"is not in the store": manifest.missing, "is not what was received": manifest.altered}
    lines = [f"{name} {what}." for what, names in faults.items() for name in names[:20]]
    return "\n".join([f"The set can be restored, but {sum(map(len, faults.values()))} files are at fault:", *lines])
