"""The database: whether it answers, keeps what was committed, ends what takes too long, and guards the record."""

import time
from typing import Any

from django.conf import settings
from django.db import DatabaseError, OperationalError, connection

from port.audit.grants import UnsuitableRole, check_role
from port.audit.guard import CREATE
from port.audit.models import AuditRecord
from port.upkeep.doctor.findings import Sick
from port.upkeep.readiness import Migrations, NotReady

PROMISES = ("fsync", "synchronous_commit", "full_page_writes")
LIMITS = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
CHANGES = ("UPDATE", "DELETE", "TRUNCATE")
SECONDS_APART = 2.0


def answers_and_keeps() -> str:
    place = "{HOST}:{PORT}, database {NAME}, as {USER}".format_map(settings.DATABASES["default"])
    try:
        connection.ensure_connection()
    except OperationalError as fault:
        raise Sick(
            f"It does not answer at {place} ({_first_line(fault)}): look whether it runs, and at PGHOST, PGPORT, "
            "PGDATABASE, PGUSER and PGPASSWORD."
        ) from None
    if connection.vendor != "postgresql":
        return "It is the embedded one, for one machine."
    lost = [name for name in PROMISES if _show(name) == "off"]
    if lost:
        raise Sick(f"What was committed may be lost when its machine stops: switch on {', '.join(lost)} in PostgreSQL.")
    return f"PostgreSQL {_show('server_version')} answers at {place}."


def has_limits() -> str:
    if connection.vendor != "postgresql":
        return "The embedded database waits 30 seconds for a lock."
    endless = [name for name in LIMITS if _show(name) == "0"]
    if endless:
        raise Sick(
            f"There is no {', no '.join(endless)}: behind a pooler they belong to the role (ALTER ROLE … SET, docs/running.md)."
        )
    return f"A statement may take {_show(LIMITS[0])}, a wait for a lock {_show(LIMITS[1])}."


def is_migrated() -> str:
    try:
        Migrations()()
    except NotReady:
        raise Sick("Some migrations are not applied: run `manage.py migrate` as the owner of the tables.") from None
    return "All migrations are applied."


def cannot_change_the_record() -> str:
    if _guards() < _guards_wanted():
        raise Sick("A trigger that guards the record is gone: restore the database, or find out who removed it.")
    if connection.vendor != "postgresql":
        return "Triggers guard the record; the embedded database knows no roles."
    role = str(_one("SELECT current_user"))
    remedy = "let the product connect as another one, to which its owner gives what `manage.py audit_grants` says"
    try:
        check_role(role)
    except UnsuitableRole:
        raise Sick(f"The role {role} owns the record or is a superuser: {remedy}.") from None
    table = AuditRecord._meta.db_table
    allowed = [right for right in CHANGES if _one("SELECT has_table_privilege(%s, %s)", table, right)]
    if allowed or _one("SELECT has_any_column_privilege(%s, 'UPDATE')", table):
        raise Sick(f"The role {role} may change the record ({', '.join(allowed or ['UPDATE'])}): {remedy}.")
    return f"The role {role} adds to the record and cannot change it."


def has_the_same_time() -> str:
    if connection.vendor != "postgresql":
        return "The embedded database has the clock of this machine."
    before = time.time()
    there = float(_one("SELECT extract(epoch FROM clock_timestamp())"))
    after = time.time()
    apart = max(before - there, there - after, 0.0)
    if apart > SECONDS_APART:
        raise Sick(f"It is {apart:.0f} seconds apart from that of the database: set both by NTP.")
    return "It goes with that of the database."


def _guards() -> int:
    """How many triggers of the record are there and switched on."""
    table = AuditRecord._meta.db_table
    if connection.vendor == "sqlite":
        return int(_one("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", table))
    counted = "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal AND tgenabled <> 'D'"
    return int(_one(counted, table))


def _guards_wanted() -> int:
    return sum("CREATE TRIGGER" in statement for statement in CREATE[connection.vendor])


def _show(name: str) -> str:
    return str(_one("SELECT current_setting(%s)", name))


def _one(statement: str, *values: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]


def _first_line(fault: DatabaseError) -> str:
    return str(fault).strip().partition("\n")[0]
