"""The disk for documents is full: uploads are refused in words, nothing half written stays, and with room all goes on."""

import os
import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.faults.stage import Stage
from tests.faults.visitor import FORM, Visitor, is_acknowledged, typed
from tests.servers.product import Web

SMALLEST = 64 * 1024  # bytes: the log of the server stays below, the paper is larger


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small file system of its own, where we may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)]
    mounted = subprocess.run(mount, capture_output=True).returncode == 0
    yield folder
    if mounted:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def full(disk: Path, web: Web) -> Iterator[None]:
    """Without a file system of its own, the server may write no file that is larger than its log."""
    take = _fill if disk.is_mount() else _bound
    give_back = take(disk, web)
    yield
    give_back()


def _fill(disk: Path, _: Web) -> Callable[[], None]:
    room = os.statvfs(disk)
    filler = disk / "filler"
    filler.write_bytes(bytes(room.f_bavail * room.f_frsize))
    assert os.statvfs(disk).f_bavail == 0
    return filler.unlink


def _bound(_: Path, web: Web) -> Callable[[], None]:
    server = psutil.Process(web.process.pid)
    pids = [server.pid, *(child.pid for child in server.children(recursive=True))]
    before = [resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in pids]
    for pid, (_, most) in zip(pids, before, strict=True):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (SMALLEST, most))

    def give_back() -> None:
        for pid, limits in zip(pids, before, strict=True):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)

    return give_back


def a_large_paper() -> SimpleUploadedFile:
    picture = Image.effect_noise((900, 1200), 90)
    path = SimpleUploadedFile("paper.jpg", b"", content_type="image/jpeg")
    picture.save(path, "JPEG", quality=80)
    path.seek(0)
    return path


def test_on_a_full_disk_nothing_is_taken_half_and_with_room_all_goes_on(
    stage: Stage, disk: Path, tmp_path: Path
) -> None:
    web = stage.with_servers(tmp_path, DOCUMENTS_FOLDER=str(disk / "documents")).web()
    assert is_acknowledged(Visitor(web).register("diskempty"))
    before, rows = sorted(disk.rglob("*")), stage.number("select count(*) from documents_storeddocument")

    with full(disk, web):
        visitor = Visitor(web)
        visitor.get(FORM)
        paper = {"submission_id": typed("diskfull")["submission_id"], "document": a_large_paper()}
        refused = visitor.post(f"{FORM}document/", paper)
        form = Visitor(web).register("diskfull", document=a_large_paper())
        others = [Visitor(web).get(path).status for path in ("/", "/login/")]

    assert refused.is_honest_outage
    assert "無法儲存檔案" in refused.page
    assert (form.status, others) == (422, [200, 200])
    assert sorted(disk.rglob("*")) == before, "nothing half written stays"
    assert (stage.applications("diskfull"), stage.number("select count(*) from documents_storeddocument")) == (0, rows)
    assert is_acknowledged(Visitor(web).register("diskroom", document=a_large_paper()))
