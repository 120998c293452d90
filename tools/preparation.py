"""What stands in `var/` before the servers may start; made on the first start, and again after an update."""

import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from secrets import token_urlsafe

from tools.places import ROOT, VAR
from tools.processes import Child, end, wait_until
from tools.sentences import Unable, is_full, no_room
from tools.translations import compile_translations

ACCOUNTS = VAR / "demo" / "accounts.json"
PREPARED = VAR / "prepared"
FOLDERS = (VAR, VAR / "documents", VAR / "mailbox", VAR / "uploads")
STEPS = {
    "Preparing the database": "migrate",
    "Loading the texts and reasons": "load_reference_data",
    "Making the demonstration": "load_demo",
}


def prepare(environment: dict[str, str]) -> None:
    """Make what is missing; raises `Unable` when it cannot be made, `Stopped` when it is asked to end meanwhile."""
    if is_full(VAR):
        raise no_room(VAR)
    make_folders_and_key()
    compile_translations()
    sources = fingerprint()
    if is_prepared(sources):
        return
    PREPARED.unlink(missing_ok=True)
    for sentence, command in STEPS.items():
        manage(sentence, command, environment)
    PREPARED.write_text(sources)


def make_folders_and_key() -> None:
    for folder in FOLDERS:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = VAR / "secret_key"
    if not key.exists():
        draft = key.with_suffix(".draft")  # a key that was half written must never be used
        draft.touch(mode=0o600)
        draft.write_text(token_urlsafe(48))
        draft.rename(key)


def is_prepared(sources: str) -> bool:
    made = (PREPARED, ACCOUNTS, VAR / "portpass.sqlite3")
    return all(path.exists() for path in made) and PREPARED.read_text() == sources


def fingerprint() -> str:
    """Migrations, texts, reasons and demonstration all live in these two folders; any change there prepares again."""
    digest = sha256()
    for path in sources():
        digest.update(f"{path.relative_to(ROOT)}\0{sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def sources() -> Iterator[Path]:
    for folder in ("demo", "port"):
        yield from sorted(
            path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts
        )


def manage(sentence: str, command: str, environment: dict[str, str]) -> None:
    print(f"{sentence} ", end="", flush=True)
    child = Child.start(command, [sys.executable, "manage.py", command], environment)
    try:
        wait_until(lambda: child.has_ended)
    finally:
        end([child])
        print()
    if child.process.returncode != 0:
        raise failure(child, f"{sentence} failed; the last lines of {child.log} are:")


def failure(child: Child, sentence: str) -> Unable:
    return no_room(VAR) if is_full(VAR, child.said()) else Unable(f"{sentence}\n{child.last_lines()}")
