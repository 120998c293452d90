"""What must never be false of a stored document, and what it gives out."""

import uuid

import pytest
from django.db import IntegrityError
from django.utils import timezone

from port.documents.enums import DocumentState
from port.documents.models import StoredDocument
from tests.port.documents import builders as build
from tests.port.documents.builders import staged

pytestmark = pytest.mark.django_db


def row(**facts: object) -> StoredDocument:
    usual = {
        "submission_id": uuid.uuid4(),
        "name": "a.pdf",
        "page_count": 1,
        "size": 1,
        "sha256": "0" * 64,
        "originals": [],
    }
    return StoredDocument.objects.create(**{**usual, **facts})


@pytest.mark.parametrize(
    "facts",
    [
        {"page_count": 0},
        {"page_count": 51},
        {"size": 0},
        {"state": DocumentState.KEPT},
        {"state": DocumentState.STAGED, "kept_at": timezone.now()},
        {"state": "lost"},
    ],
)
def test_the_database_refuses_what_cannot_be(facts: dict[str, object]) -> None:
    with pytest.raises(IntegrityError):
        row(**facts)


def test_a_form_has_one_staged_document() -> None:
    form = uuid.uuid4()
    row(submission_id=form)

    with pytest.raises(IntegrityError):
        row(submission_id=form)


@pytest.mark.parametrize("number", [-1, 0, 2])
def test_a_number_that_is_not_there_is_not_found(number: int) -> None:
    document = staged(build.pdf())

    for look in (document.open_page, document.open_thumbnail, document.open_original):
        with pytest.raises(FileNotFoundError):
            look(number)
