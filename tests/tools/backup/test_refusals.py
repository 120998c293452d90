"""A backup or a restore that cannot be right is refused in one sentence, and before anything is written where that can be."""

import shutil
from pathlib import Path

import pytest

from tests.tools.backup.conftest import Taken
from tests.tools.backup.places import Place
from tests.tools.backup.test_backup import refused
from tools.backup.manifest import MANIFEST, SUMS

A_KEY = "b3RoZXIta2V5LXdpdGgtMzItYnl0ZXMtMDEyMzQ1Njc="

pytestmark = pytest.mark.parametrize(
    "taken", ["sqlite"], indirect=True
)  # what is refused by the database: `test_backup.py`


@pytest.fixture
def copy_of_set(taken: Taken, tmp_path: Path) -> Path:
    return Path(shutil.copytree(taken.folder, tmp_path / "copy"))


def is_untouched(place: Place) -> bool:
    return not place.documents.exists() or not any(place.documents.iterdir())


def test_a_store_that_holds_something_is_not_restored_into(taken: Taken):
    place = taken.elsewhere()
    (place.documents / "somebody").mkdir(parents=True)

    assert refused(place.restore(taken.folder), because="The documents of this place are not empty.")


def test_the_heads_of_another_record_are_not_overwritten(taken: Taken):
    place = taken.elsewhere()
    (place.folder / "audit-heads").mkdir()
    (place.folder / "audit-heads" / "heads.jsonl").write_text("{}\n")

    assert refused(place.restore(taken.folder), because="is of another record")


def test_a_set_whose_backup_did_not_end_is_refused(taken: Taken, copy_of_set: Path):
    (copy_of_set / MANIFEST).unlink()
    place = taken.elsewhere()

    assert refused(place.restore(copy_of_set), because="is no whole set")
    assert is_untouched(place)


def test_a_set_with_an_altered_list_is_refused(taken: Taken, copy_of_set: Path):
    (copy_of_set / SUMS).write_text((copy_of_set / SUMS).read_text().replace("0", "1"))

    assert refused(taken.elsewhere().restore(copy_of_set), because="is not the one that the set was made with")


def test_a_damaged_dump_is_noticed_before_it_is_restored(taken: Taken, copy_of_set: Path):
    dump = max((copy_of_set / "database").iterdir(), key=lambda path: path.stat().st_size)
    content = bytearray(dump.read_bytes())
    content[len(content) // 2] ^= 1
    dump.write_bytes(content)
    place = taken.elsewhere()

    assert refused(place.restore(copy_of_set), because=f"{dump} is missing or is not the one")
    assert is_untouched(place)


def test_a_missing_file_is_noticed_before_anything_is_restored(taken: Taken, copy_of_set: Path):
    lost = next((copy_of_set / "documents").rglob("document.pdf"))
    lost.unlink()
    place = taken.elsewhere()

    assert refused(place.restore(copy_of_set), because=f"{lost} is missing in the set")
    assert is_untouched(place)


def test_a_damaged_file_of_the_set_is_named(taken: Taken, copy_of_set: Path):
    damaged = next((copy_of_set / "documents").rglob("document.pdf"))
    damaged.write_bytes(b"%PDF-1.4 as it was not received")

    done = taken.elsewhere().restore(copy_of_set)

    assert refused(done, because=f"{damaged.parent.name}/document.pdf does not read in the store as the set says.")


def test_a_place_with_other_field_keys_is_refused(taken: Taken):
    place = taken.elsewhere()
    (place.folder / "secret_key").write_text("of another place")

    done = place.restore(taken.folder, PORTPASS_FIELD_KEYS=A_KEY)

    assert refused(done, because="None of the field keys of this place opens the set.")
    assert is_untouched(place)


def test_a_set_of_another_version_is_refused(taken: Taken, copy_of_set: Path):
    manifest = (copy_of_set / MANIFEST).read_text()
    (copy_of_set / MANIFEST).write_text(manifest.replace('"letters.0001_initial"', '"letters.9999_of_tomorrow"'))
    place = taken.elsewhere()

    done = place.restore(copy_of_set)

    assert refused(done, because="of another version of the program (letters.0001_initial, letters.9999_of_tomorrow)")
    assert is_untouched(place)


def test_a_set_is_not_written_over_another_one(taken: Taken):
    assert refused(taken.place.backup(taken.folder), because="is not empty. Each set has a folder of its own")


def test_a_file_that_the_store_has_lost_or_altered_is_told_and_the_set_kept(taken: Taken, tmp_path: Path):
    place = taken.elsewhere()
    place.restore(taken.folder)
    lost, altered = sorted(place.documents.rglob("document.pdf"))[:2]
    lost.unlink()
    altered.chmod(0o600)
    altered.write_bytes(b"%PDF-1.4 of somebody else")

    done = place.backup(tmp_path / "set")

    assert refused(done, because=f"{lost.parent.name}/document.pdf is not in the store.")
    assert f"{altered.parent.name}/document.pdf is not what was received." in done.stderr
    again = taken.elsewhere().restore(tmp_path / "set")
    assert again.returncode == 0, again.stderr
    assert f"The store had lost {lost.parent.name}/document.pdf before the backup." in again.stdout


def test_files_of_an_earlier_set_are_not_copied_again(taken: Taken, tmp_path: Path):
    base = shutil.copytree(taken.folder, taken.folder.with_name("base"))

    done = taken.place.backup(base.with_name("next"), base)

    assert done.returncode == 0, done.stderr
    name = next(base.rglob("document.pdf")).relative_to(base)
    assert (base / name).samefile(base.with_name("next") / name)
    place = taken.elsewhere()
    assert place.restore(base.with_name("next")).returncode == 0
    assert place.inside("look")["files"] == taken.held["files"]
    shutil.rmtree(base)
    shutil.rmtree(base.with_name("next"))


@pytest.mark.parametrize("words", [(), ("make",), ("restore",), ("restore", "one", "two"), ("else", "one")])
def test_a_command_that_is_not_whole_is_answered_with_how_it_is_said(taken: Taken, words: tuple[str, ...]):
    done = taken.place.run("-m", "tools.backup", *words)

    assert refused(done, because="Say where to: `make backup TO=folder`")
