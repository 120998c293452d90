"""Documents from before have digests and a place in the reader's line after the update."""

from importlib import import_module

import pytest
from django.apps import apps

from port.documents.enums import ReadingState
from port.documents.models import DocumentReading, OriginalDigest
from tests.factories import a_document_reading, a_stored_document

pytestmark = pytest.mark.django_db

fill = import_module("port.documents.migrations.0003_digests_and_readings_of_the_past").fill


def test_documents_from_before_get_digests_and_wait_behind_what_is_urgent() -> None:
    digests = ["1" * 64, "2" * 64]
    document = a_stored_document(
        originals=[{"name": "一.png", "sha256": each, "size": 1, "kind": "png"} for each in digests]
    )
    OriginalDigest.objects.all().delete()

    fill(apps, None)

    reading = DocumentReading.objects.get()
    assert list(document.digests.order_by("pk").values_list("sha256", flat=True)) == digests
    assert (reading.document, reading.state, reading.urgent) == (document, ReadingState.WAITING, False)


def test_what_is_there_already_stays_as_it_is() -> None:
    document = a_stored_document()
    reading = a_document_reading(document)

    fill(apps, None)
    fill(apps, None)

    assert document.digests.count() == 1
    assert DocumentReading.objects.get() == reading
