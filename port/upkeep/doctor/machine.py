"""This machine: room on its disks, and the keys that it was given."""

import shutil
import tempfile
from pathlib import Path

from cryptography.fernet import InvalidToken
from django.conf import settings

from port.accounts.sealed import sealed_fields
from port.documents.storage import document_storage
from port.sealing import is_under_the_first_key, unseal
from port.upkeep.doctor.findings import Sick

LEAST_BYTES = 1024**3


def disk_has_room() -> str:
    workplace = document_storage().workplace() or Path(tempfile.gettempdir())
    folders = {workplace, Path(settings.AUDIT_HEADS_FOLDER), Path(tempfile.gettempdir())}
    free = {folder: _free_bytes(folder) for folder in sorted(folders)}
    narrow = [f"{bytes_ // 1024**2} MB in {folder}" for folder, bytes_ in free.items() if bytes_ < LEAST_BYTES]
    if narrow:
        raise Sick(f"There is only {', '.join(narrow)}: make room, at least 1 GB; a full disk refuses uploads.")
    return f"At least {min(free.values()) // 1024**3} GB are free wherever the product writes."


def keys_open_everything() -> str:
    lost = former = every = 0
    for sealed in sealed_fields():
        every += 1
        try:
            unseal(sealed)
        except InvalidToken:
            lost += 1
        else:
            former += not is_under_the_first_key(sealed)
    if lost:
        raise Sick(
            f"{lost} of {every} sealed fields open with none of the keys: put the former key back behind the first one in "
            "PORTPASS_FIELD_KEYS."
        )
    if former:
        return f"All {every} sealed fields open; {former} with a former key only: run `manage.py seal_anew` before you drop it."
    return f"All {every} sealed fields open with the first key."


def _free_bytes(folder: Path) -> int:
    there = next(place for place in (folder, *folder.parents) if place.exists())
    return shutil.disk_usage(there).free
