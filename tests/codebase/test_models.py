"""Promises that every model keeps."""

from django.apps import apps
from django.db import models

from port.documents.models import DocumentReading, OriginalDigest, StoredDocument


def references_to(model: type[models.Model]) -> list[models.ForeignObject]:
    fields = [field for each in apps.get_models() for field in each._meta.get_fields()]
    return [field for field in fields if isinstance(field, models.ForeignObject) and field.related_model is model]


def test_a_document_cannot_be_deleted_while_something_refers_to_it():
    """What is a part of the document itself goes with it."""
    parts = {OriginalDigest, DocumentReading}
    references = [each for each in references_to(StoredDocument) if each.model not in parts]

    assert references
    assert [str(each) for each in references if each.remote_field.on_delete is not models.PROTECT] == []
