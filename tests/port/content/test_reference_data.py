"""`manage.py load_reference_data`, run after each migrate."""

from io import StringIO

import pytest
from django.core.management import call_command

from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.companies.models import Reason
from port.consents.models import NoticeText
from port.content.models import Entry, Revision

LOADED = (NoticeText, Reason, Entry, Revision, AuditRecord)

pytestmark = pytest.mark.django_db

KEPT = (NoticeText, Reason, Entry, Revision, AuditRecord)


def load() -> str:
    terminal = StringIO()
    call_command("load_reference_data", stdout=terminal)
    return terminal.getvalue()


def test_the_texts_and_the_reasons_of_the_product_are_there_afterwards():
    said = load()

    assert said == f"3 texts are published, and {Entry.objects.count()} entries of the portal.\n"
    assert Reason.objects.filter(code="D01").exists()
    assert AuditRecord.objects.filter(act=Act.TEXT_PUBLISHED).count() == NoticeText.objects.count() == 3


def test_loading_again_changes_nothing():
    load()
    before = [list(model.objects.order_by("pk").values()) for model in LOADED]

    load()

    assert [list(model.objects.order_by("pk").values()) for model in LOADED] == before
