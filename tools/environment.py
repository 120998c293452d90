"""The virtual environment `.venv`, made from the hashed lock files with uv, or with pip where uv is not at hand.

A stamp in it names the lock files that it holds, so that every later start passes in milliseconds.
"""

import fcntl
import shutil
import subprocess
import sys
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from tools.places import LOGS, ROOT, VENV, prepared_environment
from tools.processes import Stop, wait_until
from tools.sentences import NoRoom, Unable, is_full, no_room

PYTHON = VENV / "bin" / "python"
STAMP = VENV / "holds"
KEEPS_NOTHING_AT_HOME = {"PIP_NO_CACHE_DIR": "1", "UV_NO_CACHE": "1", "UV_PYTHON_DOWNLOADS": "never"}

NO_NETWORK = "The packages could not be fetched: no package index answers. Connect to the network and try again."
NO_VENV = (
    "This Python cannot make a virtual environment because its module ensurepip is missing. "
    "Install it (on Debian and Ubuntu: apt-get install python3-venv) and try again."
)
WRONG_HASH = "A package is not the one that the lock file names (its hash differs), so nothing of it was installed."
SAYS_NO_NETWORK = (
    *("NewConnectionError", "ConnectTimeoutError", "ReadTimeoutError", "ProxyError", "name resolution"),  # pip
    *("dns error", "tcp connect error", "error sending request", "operation timed out"),  # uv
)
SAYS_WRONG_HASH = ("DO NOT MATCH THE HASHES", "Hash mismatch")


def provide(purpose: str) -> None:
    """Make sure that `.venv` holds what `purpose` ("run" or "test") needs."""
    needed = requirements(purpose)
    if is_held(needed):
        return
    LOGS.mkdir(parents=True, exist_ok=True)
    with (LOGS / "install.log").open("ab") as log:
        fcntl.flock(log, fcntl.LOCK_EX)  # a second command waits here for the first
        if is_held(needed):
            return
        log.truncate(0)
        Stop.listen()
        print("Installing what PortPass needs into .venv; only the first time takes long ", end="", flush=True)
        try:
            install(needed)
        finally:
            print()
        held = [needed, requirements("run")]  # the test requirements contain those of the run
        STAMP.write_text("\n".join(fingerprint(path) for path in held))


def requirements(purpose: str) -> Path:
    return ROOT / "requirements" / f"{purpose}.txt"


def fingerprint(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def is_held(needed: Path) -> bool:
    return PYTHON.exists() and STAMP.exists() and fingerprint(needed) in STAMP.read_text().split()


def install(needed: Path) -> None:
    """With uv if it works here; where uv fails (it does not read pip's settings, a mirror for example), with pip."""
    STAMP.unlink(missing_ok=True)
    uv = shutil.which("uv")
    if uv and is_well([uv, "--version"]):
        try:
            return install_with_uv(uv, needed)
        except NoRoom:
            raise
        except Unable:
            pass
    return install_with_pip(needed)


def install_with_uv(uv: str, needed: Path) -> None:
    if not is_well([PYTHON, "--version"]):
        run([uv, "venv", "--clear", "--no-project", "--python", sys.executable, VENV])
    run([uv, "pip", "sync", "--python", PYTHON, "--require-hashes", needed])


def install_with_pip(needed: Path) -> None:
    if not is_well([PYTHON, "-m", "pip", "--version"]):
        if find_spec("ensurepip") is None:
            raise Unable(NO_VENV)
        run([sys.executable, "-m", "venv", "--clear", VENV])
    quiet = ["--disable-pip-version-check", "--no-input", "--progress-bar=off", "--retries=2"]
    run([PYTHON, "-m", "pip", "install", *quiet, "--require-hashes", "--requirement", needed])


def is_well(command: list[str | Path]) -> bool:
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        return False


def run(command: list[str | Path]) -> None:
    """Run an installer, a dot a second, and turn its failure into a sentence."""
    with (LOGS / "install.log").open("ab") as log:
        start = log.tell()
        process = subprocess.Popen(
            command, stdout=log, stderr=log, cwd=ROOT, env=prepared_environment(**KEEPS_NOTHING_AT_HOME)
        )
    try:
        wait_until(lambda: process.poll() is not None)
    finally:
        process.terminate()
        process.wait()
    if process.returncode != 0:
        raise reason((LOGS / "install.log").read_bytes()[start:].decode(errors="replace"))


def reason(said: str) -> Unable:
    if is_full(ROOT, said):
        return no_room(ROOT)
    if "ensurepip is not available" in said:
        return Unable(NO_VENV)
    if any(words in said for words in SAYS_WRONG_HASH):
        return Unable(WRONG_HASH)
    if any(words in said for words in SAYS_NO_NETWORK):
        return Unable(NO_NETWORK)
    last = said.strip().splitlines()[-1:] or ["nothing"]
    return Unable(f"The installer failed; its last words were: {last[0]} (all of them: {LOGS / 'install.log'})")
