"""What the database role of the web process may do (PostgreSQL): everything but to change or remove a record."""

from typing import Any

from django.apps import apps
from django.db import connection

from port.audit.models import AuditRecord

KEPT_BY_MIGRATIONS = "django_migrations"


class UnsuitableRole(ValueError):
    """This role could undo what is granted, or does not exist."""


def statements(role: str) -> list[str]:
    """What a role needs, and nothing else; each statement may be run again."""
    quoted, record = connection.ops.quote_name(role), AuditRecord._meta.db_table
    schema = connection.ops.quote_name(_one("SELECT current_schema()"))
    tables = sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True)} - {record})
    granted = {"SELECT": [KEPT_BY_MIGRATIONS], "SELECT, INSERT": [record], "SELECT, INSERT, UPDATE, DELETE": tables}
    return [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {quoted}",
        f"GRANT USAGE ON SCHEMA {schema} TO {quoted}",
        *(
            f"GRANT {rights} ON {schema}.{connection.ops.quote_name(table)} TO {quoted}"
            for rights, names in granted.items()
            for table in names
        ),
    ]


def check_role(role: str) -> None:
    """Raises `UnsuitableRole` for one that does not exist, is a superuser, or has the rights of the record's owner."""
    if not _one("SELECT count(*) FROM pg_roles WHERE rolname = %s", role):
        raise UnsuitableRole(f"There is no role {role}. Make it first: CREATE ROLE … LOGIN.")
    if _one("SELECT rolsuper FROM pg_roles WHERE rolname = %s", role):
        raise UnsuitableRole(f"{role} is a superuser: no privilege binds it.")
    table = AuditRecord._meta.db_table
    if _one("SELECT pg_has_role(%s, relowner, 'MEMBER') FROM pg_class WHERE oid = %s::regclass", role, table):
        raise UnsuitableRole(
            f"{role} owns the table of the record, or is a member of its owner. Migrate as another role."
        )


def _one(statement: str, *values: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]
