"""What a test does and asks inside a place: `python -m tests.tools.backup.inside WHAT [WORD…]` answers in JSON."""

import json
import sys
from hashlib import sha256
from typing import Any

import django
from django.core.management import call_command

django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from port.audit.chain import verify  # noqa: E402
from port.audit.checking import export_head  # noqa: E402
from port.audit.models import AuditRecord  # noqa: E402
from port.audit.recorder import OPERATOR  # noqa: E402
from port.content.models import Attachment  # noqa: E402
from port.documents import workflow  # noqa: E402
from port.documents.enums import DocumentState  # noqa: E402
from port.documents.models import StoredDocument  # noqa: E402
from port.documents.storage import document_storage  # noqa: E402
from tests.factories.companies import a_company_document  # noqa: E402
from tests.factories.content import a_picture, an_attachment  # noqa: E402
from tests.factories.documents import a_stored_document_with_files  # noqa: E402
from tests.factories.registration import an_application, an_approved_application  # noqa: E402
from tests.record_guard import lifted_guard  # noqa: E402
from tools.backup.documents import wanted_files  # noqa: E402

RECEIVED = sha256(b"%PDF-1.4 as it was received").hexdigest()


def fill() -> dict[str, Any]:
    """Applications with documents, a picture of the portal, an exported head, and records behind it."""
    call_command("migrate", verbosity=0)
    for _ in range(3):
        an_approved_application(document=a_company_document(file=_a_document()))
    export_head(at=timezone.now(), by=OPERATOR)
    an_attachment(a_picture(), name="港口.png", title="港口")
    an_application(document=a_company_document(file=_a_document()))
    return look()


def _a_document(**overrides: Any) -> StoredDocument:
    original = {"name": "抄本.pdf", "sha256": RECEIVED, "size": 27, "kind": "pdf"}
    return a_stored_document_with_files(**{"sha256": RECEIVED, "page_count": 2, "originals": [original]} | overrides)


def stage() -> dict[str, Any]:
    """A document whose form is never sent."""
    return {"key": str(_a_document(state=DocumentState.STAGED).pk)}


def sweep() -> dict[str, Any]:
    return {"swept": workflow.sweep(before=timezone.now())}


def look() -> dict[str, Any]:
    """Every row that a person would miss, every file, and how the record stands."""
    verdict = verify()
    return {
        "rows": _rows(),
        "files": {wanted.name: _digest(wanted.name) for wanted in wanted_files("default")},
        "records": verdict.records,
        "whole": verdict.is_whole,
        "head": verdict.hash,
        "letters": _texts("letters_letter"),
        "attachments": list(Attachment.objects.values_list("sha256", flat=True)),
    }


def _rows() -> dict[str, int]:
    with connection.cursor() as cursor:
        found = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
            found[table] = cursor.fetchone()[0]
        return found


def _texts(table: str) -> str:
    """A digest over all that the table says."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY id")  # noqa: S608
        return sha256(repr(cursor.fetchall()).encode()).hexdigest()


def _digest(name: str) -> str:
    with document_storage().open(name) as file:
        return sha256(file.read()).hexdigest()


def tamper() -> dict[str, Any]:
    """Change a record as its owner could, triggers or not."""
    with connection.cursor() as cursor:
        first = AuditRecord.objects.order_by("id")[0].pk
        with lifted_guard():
            cursor.execute("UPDATE audit_auditrecord SET actor_role = 'nobody' WHERE id = %s", [first])
    return {"tampered": first}


def main() -> None:
    known = {"fill": fill, "stage": stage, "sweep": sweep, "look": look, "tamper": tamper}
    sys.stdout.write(json.dumps(known[sys.argv[1]](*sys.argv[2:])))


if __name__ == "__main__":
    main()
