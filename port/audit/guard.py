"""The triggers that keep the record as it is, whoever writes to the database (V-52, 16.4.2).

SQLite forgets the triggers of a table that it has to copy. A migration that changes the columns of the record there
ends with `forbid_changes` once more.
"""

from typing import Any

SQLITE = (
    """CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit_auditrecord
    BEGIN SELECT RAISE(ABORT, 'A record is never changed.'); END""",
    """CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit_auditrecord
    BEGIN SELECT RAISE(ABORT, 'A record is never removed.'); END""",
    """CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit_auditrecord
    WHEN EXISTS (
        SELECT 1 FROM audit_auditrecord WHERE id = NEW.id OR hash = NEW.hash OR previous_hash = NEW.previous_hash
    )
    BEGIN SELECT RAISE(ABORT, 'A record is never replaced.'); END""",
)
"""The third one, because INSERT OR REPLACE removes the row that is in its way without asking the second."""

POSTGRESQL = (
    """CREATE OR REPLACE FUNCTION audit_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'A record is never changed or removed.' USING ERRCODE = 'restrict_violation'; END $$""",
    """CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit_auditrecord
    FOR EACH ROW EXECUTE FUNCTION audit_is_final()""",
    """CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit_auditrecord
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_final()""",
)

CREATE = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
DROP = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS audit_no_update",
        "DROP TRIGGER IF EXISTS audit_no_delete",
        "DROP TRIGGER IF EXISTS audit_no_replace",
    ),
    "postgresql": (
        "DROP TRIGGER IF EXISTS audit_no_change ON audit_auditrecord",
        "DROP TRIGGER IF EXISTS audit_no_truncate ON audit_auditrecord",
        "DROP FUNCTION IF EXISTS audit_is_final()",
    ),
}


def forbid_changes(apps: Any, schema_editor: Any) -> None:
    allow_changes(apps, schema_editor)
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow_changes(apps: Any, schema_editor: Any) -> None:
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)
