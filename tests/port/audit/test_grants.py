"""The role of the web process in PostgreSQL: it works with everything, and leaves the record alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse

from port.audit.models import AuditRecord
from port.audit.recorder import broken_links
from port.companies.reasons import install_reasons
from port.registration.enums import ApplicationState
from port.registration.workflow import approve
from tests.factories import a_reviewer, an_application

pytestmark = pytest.mark.django_db

ROLE = "portpass web"  # with a blank: it has to be quoted
postgresql_only = pytest.mark.skipif(connection.vendor != "postgresql", reason="the embedded database knows no roles")


def sql(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def acting_as(role: str) -> Iterator[None]:
    sql(f'SET ROLE "{role}"')
    try:
        yield
    finally:
        sql("RESET ROLE")


@pytest.fixture
def role() -> str:
    sql(f'CREATE ROLE "{ROLE}" NOSUPERUSER')
    return ROLE


@pytest.mark.skipif(connection.vendor == "postgresql", reason="PostgreSQL knows roles")
def test_the_embedded_database_has_no_roles() -> None:
    with pytest.raises(CommandError, match="Only PostgreSQL knows roles"):
        call_command("audit_grants", "anybody")


@postgresql_only
def test_the_role_decides_a_case_and_leaves_a_record(role, client: Client) -> None:
    install_reasons()
    application, reviewer = an_application(), a_reviewer()
    call_command("audit_grants", role, apply=True, stdout=StringIO())

    with acting_as(role):
        client.force_login(reviewer)
        page = client.get(reverse("staff:case", args=[application.document_id]))
        approve(application, by=reviewer)

    assert page.status_code == 200
    application.refresh_from_db()
    assert application.state == ApplicationState.APPROVED
    assert AuditRecord.objects.about(application).exists()
    assert broken_links() == []


@postgresql_only
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditrecord SET act = 'x'",
        "DELETE FROM audit_auditrecord",
        "TRUNCATE audit_auditrecord",
        "ALTER TABLE audit_auditrecord DISABLE TRIGGER USER",
        "DROP TRIGGER audit_no_change ON audit_auditrecord",
        "DROP TABLE audit_auditrecord",
        "SELECT 1 FROM audit_auditrecord FOR UPDATE",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('audit', 'x', now())",
    ],
)
def test_the_role_can_neither_change_nor_remove_a_record(role, statement) -> None:
    call_command("audit_grants", role, apply=True, stdout=StringIO())

    with acting_as(role), pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
        sql(statement)


@postgresql_only
def test_what_was_granted_too_much_before_is_taken_back(role) -> None:
    sql(f'GRANT ALL ON ALL TABLES IN SCHEMA public TO "{role}"')

    call_command("audit_grants", role, apply=True, stdout=StringIO())

    with acting_as(role), pytest.raises(ProgrammingError, match="permission denied"):
        sql("DELETE FROM audit_auditrecord")


@postgresql_only
def test_without_being_told_to_the_command_only_prints(role) -> None:
    terminal = StringIO()

    call_command("audit_grants", role, stdout=terminal)

    assert 'GRANT SELECT, INSERT ON "public"."audit_auditrecord" TO "portpass web";\n' in terminal.getvalue()
    with acting_as(role), pytest.raises(ProgrammingError, match="permission denied"):
        sql("SELECT 1 FROM audit_auditrecord")


@postgresql_only
def test_a_role_that_no_privilege_binds_is_refused(role) -> None:
    sql('CREATE ROLE "the owner" NOSUPERUSER')
    sql('ALTER TABLE audit_auditrecord OWNER TO "the owner"')
    sql(f'GRANT "the owner" TO "{role}"')

    for name, sentence in {
        "nobody": "There is no role nobody",
        "portpass": "portpass is a superuser",
        "the owner": "the owner owns the table",
        role: "is a member of its owner",
    }.items():
        with pytest.raises(CommandError, match=sentence):
            call_command("audit_grants", name, apply=True)
