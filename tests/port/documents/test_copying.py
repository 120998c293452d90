"""A kept document is used again for another form: a copy of its own, without anything being read anew."""

import uuid
from pathlib import Path

import pytest

from port.documents import reception
from port.documents.enums import DocumentState, ReadingState, Refusal, ScanVerdict, TextSource
from port.documents.intake.answers import Answer, Task
from port.documents.models import DocumentReading, StoredDocument
from port.documents.reading.lines import Line, lines_as_json
from port.documents.workflow import DocumentRefused, copy_for, keep, sweep
from tests.factories import a_document_reading, a_stored_document_with_files
from tests.port.documents.test_workflow import YESTERDAY, aged

pytestmark = pytest.mark.django_db

LINES = [Line(1, "商業登記抄本", (0.1, 0.1, 0.5, 0.2))]


def contents(store: Path, document: StoredDocument) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (store / str(document.pk)).iterdir()}


@pytest.fixture
def kept() -> StoredDocument:
    return a_stored_document_with_files(scan=ScanVerdict.CLEAN)


def test_a_copy_is_staged_for_its_own_form_and_the_kept_one_stays(kept: StoredDocument, store: Path) -> None:
    form = uuid.uuid4()

    copy = copy_for(document=kept, submission_id=form)

    assert StoredDocument.objects.staged_for(form).get() == copy
    assert StoredDocument.objects.get(pk=kept.pk).state == DocumentState.KEPT
    assert contents(store, copy) == contents(store, kept)
    for fact in ("name", "page_count", "size", "sha256", "originals", "scan", "scanned_at"):
        assert getattr(copy, fact) == getattr(kept, fact)
    assert [each.sha256 for each in copy.digests.all()] == [each.sha256 for each in kept.digests.all()]


def test_nothing_is_read_anew(kept: StoredDocument, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(_task: Task) -> Answer:
        raise AssertionError("The child was started")

    monkeypatch.setattr(reception, "read_apart", never)

    assert copy_for(document=kept, submission_id=uuid.uuid4()).page_count == kept.page_count


def test_what_was_read_is_known_of_the_copy(kept: StoredDocument) -> None:
    reading = a_document_reading(kept, lines=LINES)

    copy = copy_for(document=kept, submission_id=uuid.uuid4())

    copied = DocumentReading.objects.get(document=copy)
    assert (copied.state, copied.source, copied.lines) == (ReadingState.READ, TextSource.LAYER, lines_as_json(LINES))
    assert copied.read_at == reading.read_at
    assert DocumentReading.objects.count() == 2


@pytest.mark.parametrize("state", [ReadingState.WAITING, ReadingState.FAILED])
def test_what_was_not_read_waits_for_its_turn(kept: StoredDocument, state: ReadingState) -> None:
    a_document_reading(kept, state=state)

    copy = copy_for(document=kept, submission_id=uuid.uuid4())

    reading = DocumentReading.objects.get(document=copy)
    assert (reading.state, reading.tries, reading.urgent) == (ReadingState.WAITING, 0, True)


def test_a_copy_can_be_kept_or_swept_and_the_kept_one_has_its_files_still(kept: StoredDocument, store: Path) -> None:
    keep(copy_for(document=kept, submission_id=uuid.uuid4()))
    aged(copy_for(document=kept, submission_id=uuid.uuid4()), store)

    assert sweep(before=YESTERDAY) == 1

    assert StoredDocument.objects.filter(state=DocumentState.KEPT).count() == 2
    assert "original-1.pdf" in contents(store, kept)


def test_a_document_that_came_before_its_text_was_read_is_copied_too(kept: StoredDocument, store: Path) -> None:
    (store / str(kept.pk) / "text.json").unlink()

    copy = copy_for(document=kept, submission_id=uuid.uuid4())

    assert contents(store, copy) == contents(store, kept)


def test_an_infected_document_is_not_copied(store: Path) -> None:
    infected = a_stored_document_with_files(scan=ScanVerdict.INFECTED)

    with pytest.raises(DocumentRefused) as refused:
        copy_for(document=infected, submission_id=uuid.uuid4())

    assert refused.value.refusal is Refusal.INFECTED
    assert StoredDocument.objects.get() == infected


def test_a_document_whose_files_are_lost_is_said_not_to_be_stored(kept: StoredDocument, store: Path) -> None:
    for path in (store / str(kept.pk)).iterdir():
        path.unlink()
    (store / str(kept.pk)).rmdir()

    with pytest.raises(DocumentRefused) as refused:
        copy_for(document=kept, submission_id=uuid.uuid4())

    assert refused.value.refusal is Refusal.STORAGE_FULL
    assert StoredDocument.objects.get() == kept
