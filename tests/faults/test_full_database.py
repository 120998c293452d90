"""The disk of PostgreSQL is full: what cannot be written is said so, what was acknowledged stays, and with room all goes on."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.faults.stage import Stage, new_stage
from tests.faults.visitor import Visitor, is_acknowledged
from tests.servers.database import new_database

MEBIBYTES = 640
SMALL_LOG = ("max_wal_size=48MB", "min_wal_size=32MB")
PIECE = 65536
MOST_TRIES, REFUSALS = 400, 3
CHAIN = "import json\nfrom port.audit.recorder import broken_links\nprint(json.dumps(len(broken_links())))"


@pytest.fixture
def disk() -> Iterator[Path]:
    """A file system of its own; the server's user must reach it, so it is no folder of pytest's."""
    folder = Path(tempfile.mkdtemp(prefix="portpass-disk-"))
    folder.chmod(0o755)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={MEBIBYTES}m,mode=1777", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode:
        folder.rmdir()
        pytest.skip("Who runs this may mount no file system, and filling the one that all share is no test.")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)
    folder.rmdir()


@pytest.fixture
def stage_on(disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    with monkeypatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(disk))
        database = new_database(*SMALL_LOG)
    assert disk in database.folder.parents
    stage = new_stage(tmp_path, database)
    yield stage
    stage.end()
    database.stop()


def fill(disk: Path, filler: Path) -> None:
    """Until not a byte is left; the server writes meanwhile as well."""
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(PIECE))
    assert os.statvfs(disk).f_bavail == 0


def test_on_a_full_disk_of_the_database_nothing_acknowledged_is_lost_and_with_room_all_goes_on(
    stage_on: Stage, disk: Path, tmp_path: Path
) -> None:
    web = stage_on.with_servers(tmp_path, PORTPASS_STAGE_CROWD="1").web()
    assert is_acknowledged(Visitor(web).register("diskempty"))
    filler = disk / "filler"

    fill(disk, filler)
    told = {}
    while list(told.values()).count("refused") < REFUSALS and len(told) < MOST_TRIES:
        name = f"diskfull{len(told)}"
        answer = Visitor(web).register(name)
        assert is_acknowledged(answer) or answer.is_honest_outage, answer.status
        told[name] = "taken" if is_acknowledged(answer) else "refused"
    others = [Visitor(web).get(path).status for path in ("/", "/faq/")]
    filler.unlink()
    if not stage_on.database.answers():  # its log had no room either, so it has stopped
        stage_on.database.start()
    after = Visitor(web).register("diskroom")

    assert list(told.values()).count("refused") == REFUSALS
    assert others == [200, 200]
    assert is_acknowledged(after)
    assert {name: stage_on.applications(name) for name in told} == {
        name: int(fate == "taken") for name, fate in told.items()
    }
    assert stage_on.make(CHAIN) == 0
