"""The database itself refuses to change a record, whatever program asks (V-52, 16.4.2)."""

from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from port.audit.enums import Act
from port.audit.guard import allow_changes, forbid_changes
from port.audit.models import AuditRecord
from port.audit.recorder import CLOCK, broken_links, record
from tests.factories import a_company
from tests.record_guard import lifted_guard

pytestmark = pytest.mark.django_db

REFUSED = {
    "sqlite": [
        "UPDATE audit_auditrecord SET act = 'x'",
        "UPDATE audit_auditrecord SET id = id + 100",
        "DELETE FROM audit_auditrecord",
        "INSERT OR REPLACE INTO audit_auditrecord SELECT * FROM audit_auditrecord LIMIT 1",
        "INSERT INTO audit_auditrecord SELECT * FROM audit_auditrecord WHERE true ON CONFLICT DO UPDATE SET act = 'x'",
    ],
    "postgresql": [
        "UPDATE audit_auditrecord SET act = 'x'",
        "UPDATE audit_auditrecord SET id = id + 100",
        "DELETE FROM audit_auditrecord",
        "TRUNCATE audit_auditrecord",
        "INSERT INTO audit_auditrecord SELECT * FROM audit_auditrecord ON CONFLICT (id) DO UPDATE SET act = 'x'",
    ],
}


@pytest.fixture
def row() -> AuditRecord:
    return record(Act.COMPANY_CREATED, about=a_company(), by=CLOCK)


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("number", range(5))
def test_the_database_refuses(row, number) -> None:
    with pytest.raises(IntegrityError, match="A record is never"):
        run(REFUSED[connection.vendor][number])

    assert AuditRecord.objects.get().hash == row.hash
    assert broken_links() == []


def test_records_are_still_added(row) -> None:
    record(Act.COMPANY_CREATED, about=a_company(), by=CLOCK)

    assert AuditRecord.objects.count() == 2


def test_only_while_a_test_lifts_them_the_triggers_are_away(row) -> None:
    with lifted_guard():
        run("UPDATE audit_auditrecord SET object_id = '7'")

    with pytest.raises(IntegrityError):
        run("UPDATE audit_auditrecord SET object_id = '8'")


def test_the_triggers_can_be_put_up_again_after_a_table_was_copied(row) -> None:
    editor = SimpleNamespace(connection=connection, execute=run)  # that of SQLite would not enter a test's transaction

    allow_changes(apps, editor)
    run("UPDATE audit_auditrecord SET object_id = '7'")
    forbid_changes(apps, editor)
    forbid_changes(apps, editor)

    with pytest.raises(IntegrityError):
        run("UPDATE audit_auditrecord SET object_id = '8'")


@pytest.mark.django_db(transaction=True)
def test_django_may_empty_the_tables_after_a_test_that_commits() -> None:
    """What this leaves behind is flushed when it is over; the next test begins with triggers and without records."""
    with transaction.atomic():
        record(Act.COMPANY_CREATED, about=a_company(), by=CLOCK)

    assert AuditRecord.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_after_tables_were_emptied_the_triggers_stand_again() -> None:
    with transaction.atomic():
        record(Act.COMPANY_CREATED, about=a_company(), by=CLOCK)

    with pytest.raises(IntegrityError):
        run("DELETE FROM audit_auditrecord")

    assert AuditRecord.objects.count() == 1
