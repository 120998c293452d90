"""What the page of 稽核 says of the chain as a whole."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from port.accounts.enums import StaffRole
from port.accounts.models import User
from port.audit.checking import check_chain, export_head
from port.audit.enums import Act
from port.audit.recorder import CLOCK, record
from tests.factories import a_company, a_staff_member
from tests.record_guard import lifted_guard

RECORD = reverse("staff:record")


@pytest.fixture
def auditor(db: None, client: Client) -> User:
    auditor = a_staff_member(StaffRole.AUDITOR)
    client.force_login(auditor)
    return auditor


def test_the_health_of_the_chain_is_told(client: Client, auditor: User) -> None:
    company = a_company()
    row = record(Act.COMPANY_CREATED, about=company, by=CLOCK)
    never = client.get(RECORD)
    check_chain([], by=CLOCK)
    export_head(at=timezone.now(), by=CLOCK)
    good = client.get(RECORD)
    with lifted_guard(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditrecord SET object_id = '7' WHERE id = %s", [row.pk])
    check_chain([], by=CLOCK)
    bad = client.get(RECORD)

    assertContains(never, "紀錄鏈還沒有檢查過")
    assertContains(good, "紀錄鏈完整")
    assertContains(good, "鏈首匯出於")
    assertContains(bad, "紀錄鏈檢查不通過，紀錄可能遭到竄改")


def test_a_check_that_is_long_ago_is_told_of_as_such(client: Client, auditor: User) -> None:
    record(Act.COMPANY_CREATED, about=a_company(), by=CLOCK)
    check_chain([], by=CLOCK)
    stored = connection.ops.adapt_datetimefield_value(timezone.now() - timedelta(hours=49))
    with lifted_guard(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditrecord SET at = %s", [stored])

    assertContains(client.get(RECORD), "紀錄鏈超過兩天沒有檢查")
