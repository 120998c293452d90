"""Staged, kept, swept; and what a full disk or a crash leaves behind."""

import errno
import os
import uuid
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from port.documents import staging
from port.documents import storage as storage_module
from port.documents.enums import DocumentState, ReadingState, Refusal, ScanVerdict
from port.documents.models import DocumentReading, StoredDocument
from port.documents.refusals import DocumentNotStaged, DocumentRefused
from port.documents.workflow import keep, stage, sweep
from tests.port.documents import builders as build
from tests.port.documents.builders import staged, upload

pytestmark = pytest.mark.django_db

LONG_AGO = timezone.now() - timedelta(days=2)
YESTERDAY = timezone.now() - timedelta(days=1)


def folders(store: Path) -> set[str]:
    return {path.name for path in store.iterdir()}


def aged(document: StoredDocument, store: Path) -> StoredDocument:
    StoredDocument.objects.filter(pk=document.pk).update(created_at=LONG_AGO)
    age(store / str(document.pk))
    return document


def age(folder: Path) -> None:
    os.utime(folder, (LONG_AGO.timestamp(), LONG_AGO.timestamp()))


def test_a_refused_choice_leaves_the_earlier_document(store: Path) -> None:
    form = uuid.uuid4()
    earlier = staged(build.pdf(), submission_id=form)

    with pytest.raises(DocumentRefused):
        staged(b"not a document", submission_id=form)

    assert StoredDocument.objects.staged_for(form).get() == earlier
    assert folders(store) == {str(earlier.pk)}


def test_a_kept_document_is_not_replaced(
    store: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    form = uuid.uuid4()
    kept = staged(build.pdf(), submission_id=form)
    keep(kept)

    with django_capture_on_commit_callbacks(execute=True):
        later = staged(build.pdf(), submission_id=form)

    assert set(StoredDocument.objects.filter(submission_id=form)) == {kept, later}
    assert folders(store) == {str(kept.pk), str(later.pk)}


def test_keeping_says_so_in_the_row_and_in_the_hand() -> None:
    document = staged(build.pdf())

    keep(document)

    stored = StoredDocument.objects.get()
    for each in (document, stored):
        assert each.state == DocumentState.KEPT
        assert each.kept_at is not None
    assert not StoredDocument.objects.staged_for(document.submission_id).exists()


def test_a_document_is_kept_once() -> None:
    document = staged(build.pdf())
    second_hand = StoredDocument.objects.get()
    keep(document)

    with pytest.raises(DocumentNotStaged, match="請重新上傳"):
        keep(second_hand)


def test_a_document_that_was_replaced_meanwhile_cannot_be_kept() -> None:
    form = uuid.uuid4()
    replaced = staged(build.pdf(), submission_id=form)
    staged(build.pdf(), submission_id=form)

    with pytest.raises(DocumentNotStaged):
        keep(replaced)


def test_a_document_with_a_known_virus_cannot_be_kept() -> None:
    document = staged(build.pdf())
    StoredDocument.objects.update(scan=ScanVerdict.INFECTED)

    with pytest.raises(DocumentNotStaged, match="未通過掃毒"):
        keep(document)


def test_a_staged_document_is_found_by_the_digests_of_its_originals_and_waits_to_be_read() -> None:
    document = staged(build.pdf(), build.png())

    reading = DocumentReading.objects.get(document=document)
    assert [digest.sha256 for digest in document.digests.order_by("pk")] == [
        original["sha256"] for original in document.originals
    ]
    assert (reading.state, reading.urgent) == (ReadingState.WAITING, True)


def test_nobody_waits_for_the_text_of_a_document_once_it_is_kept() -> None:
    document = staged(build.pdf())

    keep(document)

    assert not DocumentReading.objects.get(document=document).urgent


def test_keeping_removes_what_was_set_aside(
    store: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    form = uuid.uuid4()
    staged(build.pdf(), submission_id=form)
    document = staged(build.png(), submission_id=form)

    with django_capture_on_commit_callbacks(execute=True):
        keep(document)

    assert StoredDocument.objects.get() == document
    assert folders(store) == {str(document.pk)}


def test_the_sweep_takes_what_was_set_aside_for_a_form_that_was_never_sent(store: Path) -> None:
    form = uuid.uuid4()
    aged(staged(build.pdf(), submission_id=form), store)
    aged(staged(build.pdf(), submission_id=form), store)

    assert sweep(before=YESTERDAY) == 2

    assert folders(store) == set()
    assert not DocumentReading.objects.exists()


def test_the_sweep_takes_what_was_never_sent_and_nothing_else(store: Path) -> None:
    abandoned = aged(staged(build.pdf()), store)
    kept = staged(build.pdf())
    keep(kept)
    aged(kept, store)
    fresh = staged(build.pdf())

    assert sweep(before=YESTERDAY) == 1

    assert set(StoredDocument.objects.all()) == {kept, fresh}
    assert folders(store) == {str(kept.pk), str(fresh.pk)}
    assert not StoredDocument.objects.filter(pk=abandoned.pk).exists()


def test_the_sweep_takes_folders_that_a_crash_left_and_spares_those_in_the_making(store: Path) -> None:
    for name in (str(uuid.uuid4()), "incoming-old"):
        (store / name).mkdir(parents=True)
        (store / name / "document.pdf").touch()
        age(store / name)
    (store / "incoming-now").mkdir()

    assert sweep(before=YESTERDAY) == 2

    assert folders(store) == {"incoming-now"}


def test_the_sweep_of_a_store_that_was_never_used_finds_nothing() -> None:
    assert sweep(before=YESTERDAY) == 0


def test_the_command_sweeps_what_is_older_than_the_lifetime(store: Path) -> None:
    aged(staged(build.pdf()), store)
    said = StringIO()

    call_command("sweep_documents", stdout=said)

    assert said.getvalue() == "1 removed\n"
    assert folders(store) == set()


def test_a_document_of_one_page_is_five_files(store: Path) -> None:
    document = staged(build.jpeg())

    names = {path.name for path in (store / str(document.pk)).iterdir()}
    assert names == {"document.pdf", "original-1.jpg", "page-001.webp", "text.json", "thumb-001.webp"}


@pytest.mark.parametrize("good_writes", range(4))
def test_a_disk_that_fills_up_at_any_file_leaves_nothing(
    good_writes: int, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = staged(build.pdf())
    write, written = storage_module._write_synced, iter(range(100))

    def filling_up(path: Path, content: object) -> None:
        if next(written) == good_writes:
            path.write_bytes(b"half")
            raise OSError(errno.ENOSPC, "No space left on device")
        write(path, content)

    monkeypatch.setattr(storage_module, "_write_synced", filling_up)

    with pytest.raises(DocumentRefused) as refused:
        staged(build.pdf())

    assert refused.value.refusal is Refusal.STORAGE_FULL
    assert "請稍後再上傳一次" in str(refused.value)
    assert folders(store) == {str(earlier.pk)}
    assert set(StoredDocument.objects.all()) == {earlier}


def test_a_store_that_cannot_be_reached_is_said_in_a_sentence(store: Path) -> None:
    store.write_text("not a folder")

    with pytest.raises(DocumentRefused, match="系統目前無法儲存檔案"):
        stage(files=[upload(build.pdf())], submission_id=uuid.uuid4())


def test_a_crash_before_the_row_leaves_only_what_the_sweep_takes(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(_document: StoredDocument) -> None:
        raise DatabaseError("the cable")

    monkeypatch.setattr(staging, "take_place", crash)
    with pytest.raises(DatabaseError):
        staged(build.pdf())
    (orphan,) = store.iterdir()
    age(orphan)

    assert sweep(before=YESTERDAY) == 1
    assert folders(store) == set()
