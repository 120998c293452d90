"""Whoever changes, removes or moves a record behind our back is found out (A-26)."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.audit.recorder import CLOCK, broken_links, record
from tests.factories import a_company
from tests.record_guard import lifted_guard

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain() -> list[AuditRecord]:
    company = a_company()
    return [
        record(Act.DOCUMENT_REJECTED, about=company, by=CLOCK, facts={"reasons": [f"D0{number}"], "file": None})
        for number in range(1, 6)
    ]


def sql(statement: str, *values: object) -> None:
    with lifted_guard(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_an_untouched_chain_is_whole(chain):
    broken = broken_links()

    assert broken == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "2026-01-01 00:00:00+00:00"),
        ("act", Act.DOCUMENT_APPROVED.value),
        ("actor_id", 7),
        ("actor_role", "reviewer"),
        ("acting_company_id", 7),
        ("object_type", "accounts.user"),
        ("object_id", "7"),
        ("facts", '{"reasons": []}'),
        ("request_id", "another"),
    ],
)
def test_a_changed_record_is_found(chain, column, value):
    sql(f"UPDATE audit_auditrecord SET {column} = %s WHERE id = %s", value, chain[2].pk)  # noqa: S608 - our own columns

    assert broken_links() == [chain[2].pk]


def test_a_changed_record_that_is_sealed_anew_breaks_the_link_behind_it(chain):
    forged = chain[2]
    forged.act = Act.DOCUMENT_APPROVED

    sql("UPDATE audit_auditrecord SET act = %s, hash = %s WHERE id = %s", forged.act, forged.sealed(), forged.pk)

    assert broken_links() == [chain[3].pk]


@pytest.mark.parametrize("position", [0, 2])
def test_a_removed_record_is_found_at_the_one_behind_it(chain, position):
    sql("DELETE FROM audit_auditrecord WHERE id = %s", chain[position].pk)

    assert broken_links() == [chain[position + 1].pk]


def test_two_records_that_changed_places_are_found(chain):
    first, second = chain[1].pk, chain[2].pk

    for old, new in ((first, -1), (second, first), (-1, second)):
        sql("UPDATE audit_auditrecord SET id = %s WHERE id = %s", new, old)

    assert broken_links() == [first, second, chain[3].pk]


def test_the_command_says_that_the_chain_is_whole(chain):
    terminal = StringIO()

    call_command("verify_audit", stdout=terminal)

    assert terminal.getvalue() == "5 records, the chain is whole.\n"


def test_the_command_fails_and_names_the_broken_record(chain):
    sql("UPDATE audit_auditrecord SET object_id = '7' WHERE id = %s", chain[2].pk)

    with pytest.raises(CommandError, match=rf"broken at record {chain[2].pk}\.") as failure:
        call_command("verify_audit")

    assert failure.value.returncode == 1
