"""A set restored into an empty place is what was backed up: every row, every file, the whole record."""

import json
import shutil
import subprocess
from pathlib import Path

from tests.tools.backup.conftest import Taken


def refused(done: "subprocess.CompletedProcess[str]", *, because: str) -> bool:
    """With a sentence and not with a traceback."""
    assert "Traceback" not in done.stderr, done.stderr
    assert because in done.stderr
    return done.returncode == 1


def test_what_is_restored_is_what_was_backed_up(taken: Taken):
    place = taken.elsewhere()

    done = place.restore(taken.folder)

    assert done.returncode == 0, done.stderr
    assert place.inside("look") == taken.held
    assert taken.held["whole"]
    assert len(taken.held["files"]) == 4 * 7 + 1
    assert "RPO: the place is as it was at" in done.stdout
    assert "RTO: it was brought back in 0:00:" in done.stdout


def test_a_backup_says_what_is_lost_by_going_back_to_it(taken: Taken):
    assert "RPO: the database as it was at 20" in taken.said
    assert "29 files" in taken.said


def test_a_set_can_be_proven_without_the_product(taken: Taken):
    done = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=taken.folder)

    assert done.returncode == 0


def test_only_its_owner_may_read_a_set(taken: Taken):
    folders = [taken.folder, *(path for path in taken.folder.rglob("*") if path.is_dir())]

    assert [folder for folder in folders if folder.stat().st_mode & 0o077] == []


def test_what_was_done_after_the_backup_is_not_in_it_and_what_is_gone_since_is(taken: Taken):
    key = taken.place.inside("stage")["key"]
    shutil.rmtree(taken.place.documents)
    place = taken.elsewhere()

    done = place.restore(taken.folder)

    assert done.returncode == 0, done.stderr
    assert place.inside("look") == taken.held
    assert not (place.documents / str(key)).exists()
    place.restore(taken.folder)  # and the place that lost its files gets them back
    shutil.copytree(place.documents, taken.place.documents)
    taken.place.inside("sweep")


def test_files_that_are_swept_while_a_backup_runs_leave_it_whole(taken: Taken, tmp_path: Path):
    place = taken.elsewhere()
    place.restore(taken.folder)

    done = place.run("-m", "tests.tools.backup.meanwhile", str(tmp_path / "set"))

    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["moments"] == 2
    assert (tmp_path / "set" / "documents" / told["before"]).exists()
    assert not (tmp_path / "set" / "documents" / told["after"]).exists()
    again = taken.elsewhere()
    assert again.restore(tmp_path / "set").returncode == 0
    assert again.inside("look")["files"] == taken.held["files"]


def test_a_place_that_holds_something_is_not_restored_into(taken: Taken):
    done = taken.place.restore(taken.folder)

    assert refused(done, because="The database of this place is not empty.")
    assert taken.place.inside("look") == taken.held


def test_a_record_that_was_tampered_with_before_the_backup_is_told_after_the_restore(taken: Taken, tmp_path: Path):
    place = taken.elsewhere()
    place.restore(taken.folder)
    row = place.inside("tamper")["tampered"]
    place.backup(tmp_path / "set")

    done = taken.elsewhere().restore(tmp_path / "set")

    assert refused(done, because=f"The chain of records is broken at record {row}.")
