"""What is there after a run, read from the database, the store, the mail server and the record itself."""

import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import dict_row

from port.documents.enums import Kind
from port.documents.intake import layout
from tests.faults.checker import Application, World
from tests.servers.database import Database
from tests.servers.mail import MailServer
from tests.servers.processes import HOST, wait_for
from tests.servers.product import Product

APPLICATIONS = """
    SELECT a.id AS key, a.submission_id::text, a.username, a.reference,
        coalesce(f.originals -> 0 ->> 'sha256', '') AS paper,
        (SELECT count(*) FROM audit_auditrecord r WHERE r.object_type = 'registration.accountapplication'
            AND r.object_id = a.id::text AND r.act = 'application.submitted') AS records,
        (SELECT count(*) FROM letters_letter l WHERE l.about_type = 'registration.accountapplication'
            AND l.about_id = a.id::text AND l.kind = 'application_received') AS letters
    FROM registration_accountapplication a
    LEFT JOIN companies_companydocument d ON d.id = a.document_id
    LEFT JOIN documents_storeddocument f ON f.id = d.file_id AND f.state = 'kept'
"""
STRAYS = """
    SELECT 'letter ' || l.id AS name FROM letters_letter l
    WHERE NOT EXISTS (SELECT 1 FROM registration_accountapplication a WHERE a.id::text = l.about_id)
    UNION ALL SELECT 'record ' || r.id FROM audit_auditrecord r
    WHERE r.act = 'application.submitted'
        AND NOT EXISTS (SELECT 1 FROM registration_accountapplication a WHERE a.id::text = r.object_id)
    UNION ALL SELECT 'document ' || d.id FROM companies_companydocument d
    WHERE NOT EXISTS (SELECT 1 FROM registration_accountapplication a WHERE a.document_id = d.id)
"""
DOCUMENTS = "SELECT f.id::text, f.sha256, f.originals, f.page_count FROM documents_storeddocument f"
ON_THEIR_WAY = "SELECT count(*) AS n FROM letters_letter WHERE state IN ('waiting', 'sending')"
SWEEP = (
    "import json; from django.utils import timezone; from port.documents.store import remove_orphans; "
    "print(json.dumps(remove_orphans(timezone.now())))"
)
"""What the worker does once a day, as if everything were old enough: folders that belong to no row go."""


def world_after(*, product: Product, database: Database, mail: MailServer) -> tuple[World, int]:
    """Waits until the outbox is empty. With it, how many folders were begun and never belonged to a row."""
    wait_for(lambda: not rows(database, ON_THEIR_WAY)[0]["n"], what="end of the outbox", seconds=300)
    swept = int(json.loads(product.manage("shell", "-v", "0", "-c", SWEEP).strip().splitlines()[-1]))
    letters = rows(database, "SELECT id::text FROM letters_letter")
    world = World(
        applications=[Application(**row) for row in rows(database, APPLICATIONS)],
        letters=frozenset(f"<{row['id']}@{HOST}>" for row in letters),
        arrived=Counter({key.strip(): times for key, times in mail.copies().items()}),
        strays=[row["name"] for row in rows(database, STRAYS)],
        broken_files=list(broken_files(product.folder / "documents", rows(database, DOCUMENTS))),
        chain=broken_chain(product),
    )
    return world, swept


def rows(database: Database, query: str) -> list[dict[str, Any]]:
    told: dict[str, Any] = {"host": HOST, "port": database.port, "user": "portpass", "dbname": "portpass"}
    with psycopg.connect(**told, row_factory=dict_row) as connection:
        return connection.execute(query).fetchall()


def broken_files(store: Path, documents: list[dict[str, Any]]) -> Iterator[str]:
    """Files of the rows that are missing or not what was received, and whatever else lies in the store."""
    for document in documents:
        folder = store / document["id"]
        kinds = [Kind(original["kind"]) for original in document["originals"]]
        expected = set(layout.all_names(pages=document["page_count"], kinds=kinds))
        there = {file.name for file in folder.iterdir()} if folder.is_dir() else set()
        yield from (f"{folder.name}/{name} is missing" for name in sorted(expected - there))
        yield from (f"{folder.name}/{name} is nobody's" for name in sorted(there - expected))
        yield from _changed(folder, document, kinds)
    known = {document["id"] for document in documents} | {"content"}
    yield from (f"{entry.name} is nobody's" for entry in store.glob("*") if entry.name not in known)


def _changed(folder: Path, document: dict[str, Any], kinds: list[Kind]) -> Iterator[str]:
    digests = {layout.PDF: document["sha256"]}
    for number, (original, kind) in enumerate(zip(document["originals"], kinds, strict=True), 1):
        digests[layout.original(number, kind)] = original["sha256"]
    for name, digest in digests.items():
        file = folder / name
        if file.is_file() and sha256(file.read_bytes()).hexdigest() != digest:
            yield f"{folder.name}/{name} is not what was received"


def broken_chain(product: Product) -> str:
    try:
        product.manage("verify_audit")
    except subprocess.CalledProcessError as fault:
        return f"verify_audit ended with {fault.returncode}"
    return ""
