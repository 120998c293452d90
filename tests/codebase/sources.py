"""The files of the repository, as the tests of the code read them."""

import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def repository() -> tuple[Path, ...]:
    """Every file that is or would be committed, relative to the root; a file not yet added counts as well."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return tuple(path for name in sorted(names.split("\0")) if name and (ROOT / (path := Path(name))).is_file())


def texts(*suffixes: str, below: tuple[str, ...] = ("",)) -> Iterator[tuple[Path, str]]:
    """Path and text of each file with one of the suffixes (any, when none is given) below one of the folders."""
    for path in repository():
        wanted = (not suffixes or path.suffix in suffixes) and str(path).startswith(below)
        if wanted and "migrations" not in path.parts:
            content = (ROOT / path).read_bytes()
            if b"\0" not in content:
                yield path, content.decode()
