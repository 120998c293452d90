"""The static files as production serves them, collected once for all tests that serve them, as long as no file changes."""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

from tools.places import ROOT, VAR

MADE_OF = ("static", "web", "config", "requirements")
"""Folders whose files decide what is collected."""


def collected(environment: Mapping[str, str]) -> Path:
    """The folder that they stand in, which nobody writes to. Raises `CalledProcessError`."""
    kept = VAR / "statics" / _fingerprint()
    if not kept.is_dir():
        kept.parent.mkdir(parents=True, exist_ok=True)
        fresh = mkdtemp(dir=kept.parent)
        command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
        subprocess.run(command, cwd=ROOT, env={**environment, "STATIC_FOLDER": fresh}, check=True)
        with suppress(OSError):  # another process of the tests was faster
            Path(fresh).rename(kept)
        shutil.rmtree(fresh, ignore_errors=True)
    return kept


def _fingerprint() -> str:
    told = sha256()
    for folder in MADE_OF:
        for file in sorted((ROOT / folder).rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                told.update(f"{file} {file.stat().st_size} {file.stat().st_mtime_ns}\n".encode())
    return told.hexdigest()[:16]
