"""The record as a file: what it holds, what it never holds, and that taking it along is recorded."""

import csv
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from port.accounts.enums import StaffRole
from port.accounts.models import User
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.audit.recorder import CLOCK, record
from tests.factories import a_company, a_company_account, a_staff_member
from tests.record_guard import lifted_guard

CSV = reverse("staff:record_csv")


@pytest.fixture
def auditor(db: None, client: Client) -> User:
    auditor = a_staff_member(StaffRole.AUDITOR)
    client.force_login(auditor)
    return auditor


def cells(answer: Any) -> list[list[str]]:
    return list(csv.reader(StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_the_file_has_ids_and_hashes_and_nobodys_name(client: Client, auditor: User) -> None:
    account = a_company_account()
    row = record(Act.TEXT_ACKNOWLEDGED, about=account.company, by=account.user, acting_company_id=account.company_id)

    answer = client.get(CSV + "?act=text.acknowledged")

    head, *rows = cells(answer)
    assert answer["Content-Disposition"].endswith('.csv"')
    assert answer["Cache-Control"] == "private, no-store"
    (told,) = [dict(zip(head, values, strict=True)) for values in rows]
    assert told["行為人編號"] == str(account.user_id)
    assert told["雜湊"] == row.hash
    assert told["時間（UTC）"].endswith("+00:00")
    assert told["時間（臺灣）"].endswith("+08:00")
    for personal in (account.user.username, account.user.name, account.user.email, account.company.name):
        assert personal not in str(rows)


def test_an_export_is_recorded_with_its_filters_before_the_first_row_leaves(client: Client, auditor: User) -> None:
    newest = record(Act.COMPANY_CREATED, about=a_company(), by=CLOCK)

    client.get(CSV + f"?act=company.created&actor={auditor.pk}")

    row = AuditRecord.objects.get(act=Act.RECORD_EXPORTED)
    assert row.facts == {"act": "company.created", "actor": auditor.pk, "up_to": newest.pk}
    assert row.actor_id == auditor.pk


def test_a_file_has_no_more_rows_than_is_said_and_is_read_in_batches(
    client: Client, auditor: User, monkeypatch
) -> None:
    monkeypatch.setattr("web.staff.record_csv.MOST_ROWS", 5)
    monkeypatch.setattr("web.staff.record_csv.AT_ONCE", 2)
    company = a_company()
    keys = [record(Act.COMPANY_CREATED, about=company, by=CLOCK).pk for _ in range(8)]

    _head, *rows = cells(client.get(CSV + "?act=company.created"))

    assert [int(row[0]) for row in rows] == keys[:2:-1]


def test_no_cell_of_the_file_runs_as_a_formula(client: Client, auditor: User) -> None:
    record(Act.COMPANY_CREATED, about=a_company(), by=CLOCK)
    with lifted_guard(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditrecord SET object_id = '=cmd()', origin = '@x', request_id = '+1'")

    _head, *rows = cells(client.get(CSV + "?act=company.created"))

    assert [cell for cell in rows[0] if cell.startswith(("=", "@", "+"))] == []
    assert "'=cmd()" in rows[0]
