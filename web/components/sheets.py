"""One style sheet for a page: what a sheet imports takes the place of the line that imports it.

While one writes styles the browser follows the lines itself. At `collectstatic` they are followed once and for all, since
each further file would keep a page on a slow line waiting: a browser draws nothing before it has all of its styles.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEETS = "css/sheet-"
IMPORT = re.compile(r'^@import "([\w-]+\.css)";\n', re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)

Paths = Mapping[str, tuple[Storage, str]]


def whole(sheet: str, read: Callable[[str], str]) -> str:
    """The sheet with its parts, which stand in the same folder, so that what they point at stays where it is."""
    return COMMENT.sub("", IMPORT.sub(lambda found: whole(read(found[1]), read), sheet))


class SheetStorage(CompressedManifestStaticFilesStorage):
    """The storage of whitenoise: hashed names, compressed beforehand; and sheets that are whole."""

    def post_process(self, paths: Paths, dry_run: bool = False, **options: Any) -> Any:
        made = InMemoryStorage()

        def read(name: str) -> str:
            storage, path = paths[f"css/{name}"]
            with storage.open(path) as file:
                return file.read().decode()

        sheets = [path for path in paths if path.startswith(SHEETS)]
        for sheet in sheets:
            made.save(sheet, ContentFile(whole(read(sheet.removeprefix("css/")), read).encode()))
        return super().post_process({**paths, **{sheet: (made, sheet) for sheet in sheets}}, dry_run, **options)
