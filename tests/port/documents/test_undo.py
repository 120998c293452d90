"""A later choice sets the earlier document aside; it can be brought back, and the bringing back undone."""

import uuid
from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from port.documents.enums import DocumentState
from port.documents.models import DocumentReading, StoredDocument
from port.documents.workflow import DocumentNotStaged, bring_back, keep
from tests.factories import at_once
from tests.port.documents import builders as build
from tests.port.documents.builders import staged

pytestmark = pytest.mark.django_db


@pytest.fixture
def form() -> uuid.UUID:
    return uuid.uuid4()


def staged_one(form: uuid.UUID) -> StoredDocument:
    return StoredDocument.objects.staged_for(form).get()


def asides(form: uuid.UUID) -> list[StoredDocument]:
    return list(StoredDocument.objects.aside_for(form))


def folders(store: Path) -> set[str]:
    return {path.name for path in store.iterdir()}


def test_a_later_choice_sets_the_earlier_one_aside(form: uuid.UUID, store: Path) -> None:
    earlier = staged(build.pdf(), submission_id=form)

    later = staged(build.png(), submission_id=form)

    assert staged_one(form) == later
    assert asides(form) == [earlier]
    assert asides(form)[0].set_aside_at is not None
    assert folders(store) == {str(earlier.pk), str(later.pk)}


def test_only_the_newest_is_set_aside_and_older_ones_go(
    form: uuid.UUID, store: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    other = staged(build.pdf())
    with django_capture_on_commit_callbacks(execute=True):
        _, second, third = (staged(build.pdf(), submission_id=form) for _ in range(3))

    assert (staged_one(form), asides(form)) == (third, [second])
    assert folders(store) == {str(each.pk) for each in (other, second, third)}


def test_what_was_replaced_is_brought_back_with_its_pages(form: uuid.UUID) -> None:
    earlier = staged(build.pdf(build.GREEN), submission_id=form)
    later = staged(build.pdf(), submission_id=form)

    back = bring_back(submission_id=form)

    assert back == earlier == staged_one(form)
    assert (back.state, back.set_aside_at) == (DocumentState.STAGED, None)
    assert asides(form) == [later]
    assert build.is_about(build.page_picture(back), (0.5, 0.5), build.GREEN)


def test_undoing_can_be_undone_any_number_of_times(form: uuid.UUID) -> None:
    earlier = staged(build.pdf(), submission_id=form)
    later = staged(build.pdf(), submission_id=form)

    brought = [bring_back(submission_id=form) for _ in range(4)]

    assert brought == [earlier, later, earlier, later]


def test_a_choice_after_an_undo_replaces_what_was_brought_back(form: uuid.UUID) -> None:
    earlier = staged(build.pdf(), submission_id=form)
    staged(build.pdf(), submission_id=form)
    bring_back(submission_id=form)

    newest = staged(build.pdf(), submission_id=form)

    assert (staged_one(form), asides(form)) == (newest, [earlier])


def test_what_was_brought_back_can_be_kept(form: uuid.UUID) -> None:
    staged(build.pdf(), submission_id=form)
    staged(build.pdf(), submission_id=form)
    back = bring_back(submission_id=form)

    keep(back)

    assert StoredDocument.objects.get() == back


def test_without_a_replaced_document_there_is_nothing_to_bring_back(form: uuid.UUID) -> None:
    only = staged(build.pdf(), submission_id=form)

    with pytest.raises(DocumentNotStaged):
        bring_back(submission_id=form)

    assert staged_one(form) == only


def test_after_sending_nothing_is_brought_back(form: uuid.UUID) -> None:
    staged(build.pdf(), submission_id=form)
    keep(staged(build.pdf(), submission_id=form))

    with pytest.raises(DocumentNotStaged):
        bring_back(submission_id=form)


def test_somebody_waits_for_the_text_of_the_staged_document_only(form: uuid.UUID) -> None:
    earlier = staged(build.pdf(), submission_id=form)
    later = staged(build.pdf(), submission_id=form)

    def urgent() -> set[StoredDocument]:
        return {reading.document for reading in DocumentReading.objects.filter(urgent=True)}

    assert urgent() == {later}
    bring_back(submission_id=form)
    assert urgent() == {earlier}


@pytest.mark.django_db(transaction=True)
def test_of_uploads_at_once_exactly_one_is_staged_and_one_set_aside(form: uuid.UUID, store: Path) -> None:
    at_once(*[lambda: staged(build.pdf(), submission_id=form)] * 4)

    assert StoredDocument.objects.count() == 2
    assert folders(store) == {str(staged_one(form).pk), str(asides(form)[0].pk)}


@pytest.mark.django_db(transaction=True)
def test_an_upload_and_two_undos_at_once_leave_one_staged_and_one_aside(form: uuid.UUID, store: Path) -> None:
    staged(build.pdf(), submission_id=form)
    staged(build.pdf(), submission_id=form)

    answers = at_once(
        lambda: bring_back(submission_id=form),
        lambda: staged(build.pdf(), submission_id=form),
        lambda: bring_back(submission_id=form),
    )

    assert all(isinstance(answer, StoredDocument) for answer in answers)
    assert StoredDocument.objects.count() == 2
    assert folders(store) == {str(staged_one(form).pk), str(asides(form)[0].pk)}


@pytest.mark.django_db(transaction=True)
def test_of_sending_and_undoing_at_once_one_comes_too_late(form: uuid.UUID, store: Path) -> None:
    staged(build.pdf(), submission_id=form)
    document = staged(build.pdf(), submission_id=form)

    answers = at_once(lambda: keep(document), lambda: bring_back(submission_id=form))

    assert [isinstance(answer, DocumentNotStaged) for answer in answers].count(True) == 1
    assert folders(store) == {str(pk) for pk in StoredDocument.objects.values_list("pk", flat=True)}
