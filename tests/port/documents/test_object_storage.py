"""The store of objects keeps the same promises as the disk: private, all or nothing, and honest about faults."""

import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.exceptions import SuspiciousOperation
from django.core.files.base import ContentFile
from django.utils import timezone

from port.documents import object_storage
from port.documents.enums import ScanVerdict
from port.documents.models import StoredDocument
from port.documents.storage import StoreDoesNotAnswer, document_storage
from port.documents.store import copy_files, remove_files, remove_orphans, workspace
from port.documents.workflow import PagePlace, add_pages, arrange, scan_again
from port.options import options
from tests.factories import a_stored_document_with_files
from tests.port.documents import builders as build
from tests.port.documents.builders import staged
from tests.port.documents.clamd import Clamd
from tests.servers.objects import BUCKET, ObjectStore, new_object_store


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ObjectStore]:
    store = new_object_store(tmp_path_factory.mktemp("objects"))
    yield store
    store.stop()


@pytest.fixture
def objects(running: ObjectStore, settings) -> Iterator[ObjectStore]:
    documents = {"BACKEND": "port.documents.object_storage.ObjectStorage", "OPTIONS": running.options}
    settings.STORAGES = {**settings.STORAGES, "documents": documents}
    yield running
    for each in running.client().list_objects_v2(Bucket=BUCKET).get("Contents", ()):
        running.client().delete_object(Bucket=BUCKET, Key=each["Key"])


def keys(store: ObjectStore) -> list[str]:
    return [each["Key"] for each in store.client().list_objects_v2(Bucket=BUCKET).get("Contents", ())]


def test_a_file_comes_back_as_it_was_put(objects: ObjectStore) -> None:
    document_storage().save("a/file.pdf", ContentFile("內容".encode()))

    with document_storage().open("a/file.pdf") as file:
        assert file.read() == "內容".encode()
        assert file.size == len("內容".encode())
    assert document_storage().exists("a/file.pdf")


def test_what_is_not_there_is_a_missing_file(objects: ObjectStore) -> None:
    with pytest.raises(FileNotFoundError):
        document_storage().open("a/none.pdf")
    with pytest.raises(FileNotFoundError):
        document_storage().files_in("none")
    assert not document_storage().exists("a/none.pdf")
    assert document_storage().changed_at("none") is None


def test_a_folder_goes_with_all_in_it_and_leaves_others_alone(objects: ObjectStore) -> None:
    for name in ("a/one", "a/two", "ab/three"):
        document_storage().save(name, ContentFile(b"content"))

    document_storage().delete_folder("a")
    document_storage().delete_folder("a")

    assert keys(objects) == ["ab/three"]
    assert list(document_storage().folders()) == ["ab"]


def test_a_name_cannot_leave_the_store_and_has_no_address(objects: ObjectStore) -> None:
    with pytest.raises(SuspiciousOperation):
        document_storage().save("../file.pdf", ContentFile(b"content"))
    with pytest.raises(ValueError, match="no address"):
        document_storage().url("a/file.pdf")


@pytest.mark.django_db
def test_a_document_with_all_its_files_is_stored_copied_and_removed(objects: ObjectStore) -> None:
    document = a_stored_document_with_files()
    with document.open_pdf() as pdf, document.open_page(1) as page, document.open_original(1) as original:
        assert pdf.read(4) == b"%PDF"
        assert page.read()
        assert original.read()

    copy = StoredDocument()
    copy_files(document, copy)

    assert document_storage().files_in(str(copy.pk)) == document_storage().files_in(str(document.pk))
    remove_files(document.pk)
    assert [key for key in keys(objects) if key.startswith(str(document.pk))] == []


@pytest.mark.django_db
def test_what_no_row_knows_is_swept_once_it_is_old(objects: ObjectStore) -> None:
    document = a_stored_document_with_files()
    document_storage().save("3f2b1a90-0000-4000-8000-000000000000/page", ContentFile(b"left by a crash"))
    document_storage().save("content/file.pdf", ContentFile(b"of the portal"))

    assert remove_orphans(datetime.now(UTC) - timedelta(hours=1)) == 0
    assert remove_orphans(timezone.now() + timedelta(minutes=1)) == 1
    assert set(document_storage().folders()) == {str(document.pk), "content"}


def test_a_store_that_is_away_is_told_apart_from_a_missing_file(
    tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = new_object_store(tmp_path)
    documents = {"BACKEND": "port.documents.object_storage.ObjectStorage", "OPTIONS": gone.options}
    settings.STORAGES = {**settings.STORAGES, "documents": documents}
    gone.stop()

    for ask in (document_storage().open, document_storage().exists, document_storage().delete_folder):
        with pytest.raises(StoreDoesNotAnswer):
            ask("a/file.pdf")
    with pytest.raises(StoreDoesNotAnswer):
        document_storage().save("a/file.pdf", ContentFile(b"content"))


def test_nobody_waits_for_a_store_that_hangs(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> None:
    hanging = new_object_store(tmp_path)
    patience = object_storage.PATIENCE.merge(object_storage.Config(read_timeout=1))
    monkeypatch.setattr(object_storage, "PATIENCE", patience)
    documents = {"BACKEND": "port.documents.object_storage.ObjectStorage", "OPTIONS": hanging.options}
    settings.STORAGES = {**settings.STORAGES, "documents": documents}
    hanging.pause()

    with pytest.raises(StoreDoesNotAnswer):
        document_storage().save("a/file.pdf", ContentFile(b"content"))
    hanging.stop()


@pytest.mark.django_db
def test_a_document_that_the_store_does_not_take_whole_leaves_nothing(
    objects: ObjectStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = a_stored_document_with_files()
    before = keys(objects)
    put, taken = object_storage.ObjectStorage._save, []

    def full_after_two(self, name, content):
        if len(taken) == 2:
            raise StoreDoesNotAnswer("SlowDown")
        taken.append(name)
        return put(self, name, content)

    monkeypatch.setattr(object_storage.ObjectStorage, "_save", full_after_two)
    with pytest.raises(OSError, match="SlowDown"):
        copy_files(document, StoredDocument())

    assert len(taken) == 2
    assert keys(objects) == before


def test_what_the_store_does_not_remove_is_not_taken_for_removed(
    objects: ObjectStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusal = {"Errors": [{"Key": "a/file", "Code": "AccessDenied"}]}
    monkeypatch.setattr(
        object_storage.ObjectStorage, "_objects_in", lambda *_: SimpleNamespace(delete=lambda: [refusal])
    )

    with pytest.raises(StoreDoesNotAnswer, match="AccessDenied"):
        document_storage().delete_folder("a")


def test_eight_threads_share_one_connection(objects: ObjectStore) -> None:
    def come_and_go(number: int) -> bytes:
        document_storage().save(f"thread-{number}/file", ContentFile(b"%d" % number))
        with document_storage().open(f"thread-{number}/file") as file:
            return file.read() if document_storage().exists(f"thread-{number}/file") else b"nothing"

    store = document_storage()
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(come_and_go, range(24))) == [b"%d" % number for number in range(24)]
        connections = set(threads.map(lambda _: id(store.connection), range(24)))
    assert connections == {id(store.connection)}


def test_what_a_killed_process_left_in_the_place_of_the_machine_goes_with_the_next(
    objects: ObjectStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    old, fresh, of_another = tmp_path / "incoming-old", tmp_path / "incoming-fresh", tmp_path / "another-old"
    for folder in (old, fresh, of_another):
        folder.mkdir()
        (folder / "page").write_bytes(b"somebody's paper")
    for folder in (old, of_another):
        os.utime(folder, (0, 0))

    with workspace() as folder:
        assert folder.parent == tmp_path

    assert {path.name for path in tmp_path.iterdir()} == {"incoming-fresh", "another-old"}


@pytest.mark.django_db
def test_pages_are_arranged_added_and_scanned_again_where_no_file_has_a_path(objects: ObjectStore, settings) -> None:
    document = staged(build.pdf(build.RED, build.GREEN))
    arranged = arrange(document=document, pages=[PagePlace(2, 90)])
    longer = add_pages(document=arranged, files=[build.upload(build.png())])
    StoredDocument.objects.filter(pk=longer.pk).update(scan=ScanVerdict.UNSCANNED)

    with Clamd() as scanner:
        settings.PORT_OPTIONS = replace(options(), clamd=scanner.address)
        assert scan_again(at=timezone.now()) == 1

    longer.refresh_from_db()
    assert (longer.page_count, longer.scan) == (2, ScanVerdict.CLEAN)
    assert {key.partition("/")[0] for key in keys(objects)} >= {str(arranged.pk), str(longer.pk)}
    with longer.open_original(1) as original, document.open_original(1) as received:
        assert original.read() == received.read()
