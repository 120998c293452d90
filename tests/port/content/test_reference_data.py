"""`manage.py load_reference_data`, run after each migrate."""

from io import StringIO

import pytest
from django.core.management import call_command

from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.companies.models import Reason
from port.consents.models import NoticeText

pytestmark = pytest.mark.django_db


def load() -> str:
    terminal = StringIO()
    call_command("load_reference_data", stdout=terminal)
    return terminal.getvalue()


def test_the_texts_and_the_reasons_of_the_product_are_there_afterwards():
    said = load()

    assert said == "3 texts are published.\n"
    assert Reason.objects.filter(code="D01").exists()
    assert AuditRecord.objects.filter(act=Act.TEXT_PUBLISHED).count() == NoticeText.objects.count() == 3


def test_loading_again_changes_nothing():
    load()
    before = [list(model.objects.order_by("pk").values()) for model in (NoticeText, Reason, AuditRecord)]

    load()

    assert [list(model.objects.order_by("pk").values()) for model in (NoticeText, Reason, AuditRecord)] == before
