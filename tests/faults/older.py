"""The version before this one, unpacked from the repository's own history: while a deployment runs, both serve."""

import io
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from tools.places import ROOT

RECORDED = Path(__file__).with_name("version_before.txt")
NOT_FOUND = (
    "The history of this checkout does not hold the version before ({commit}), so the two cannot be tried together. "
    "Fetch the whole history (git fetch --unshallow), or record the released commit in {recorded}."
)


def unpack(folder: Path) -> Path:
    """The code of the recorded commit, in `folder`, with the settings of a stage put beside it. Never skipped."""
    commit = RECORDED.read_text().strip()
    archived = subprocess.run(["git", "archive", "--format=tar", commit], cwd=ROOT, capture_output=True)
    assert archived.returncode == 0, NOT_FOUND.format(commit=commit, recorded=RECORDED.relative_to(ROOT))
    with tarfile.open(fileobj=io.BytesIO(archived.stdout)) as archive:
        archive.extractall(folder, filter="data")
    servers = folder / "tests" / "servers"
    servers.mkdir(exist_ok=True)
    for name in ("__init__.py", "settings.py"):
        shutil.copyfile(ROOT / "tests" / "servers" / name, servers / name)
    subprocess.run([sys.executable, "-m", "tools.translations"], cwd=folder, check=True)
    return folder
