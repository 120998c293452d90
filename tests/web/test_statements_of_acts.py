"""How often the database is asked, and how many transactions there are, when somebody signs in, applies or decides.

The numbers are limits that may go down. `SELECT pg_advisory_xact_lock` counts as any other statement, on PostgreSQL.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.audit.recorder import broken_links
from tests.factories import PASSWORD, a_reviewer, a_verified_application, an_application, come_in
from tests.web.public.typing import CONFIRM, FORM, typed

pytestmark = pytest.mark.django_db


@dataclass
class Asked:
    """`statements` without those that begin and end a transaction; in a test each transaction is a savepoint."""

    statements: list[str] = field(default_factory=list)
    transactions: list[list[str]] = field(default_factory=list)

    def with_act(self) -> list[str]:
        """The statements of the one transaction that wrote the record."""
        (act,) = [
            said for said in self.transactions if any("INTO" in one and "audit_auditrecord" in one for one in said)
        ]
        return act


@contextmanager
def asked() -> Iterator[Asked]:
    told, depth = Asked(), 0
    with CaptureQueriesContext(connection) as queries:
        yield told
    for said in (query["sql"].strip() for query in queries):
        if said.startswith("SAVEPOINT"):
            depth += 1
            if depth == 1:
                told.transactions.append([])
        elif said.startswith("RELEASE"):
            depth -= 1
        else:
            told.statements.append(said)
            if depth:
                told.transactions[-1].append(said)


def test_a_login_asks_ten_times_and_is_recorded_in_one_transaction(client: Client) -> None:
    user = a_verified_application(username="harbor").user
    client.get("/login/")
    Client().post("/login/", {"username": "harbor", "password": PASSWORD})

    with asked() as told:
        answer = client.post("/login/", {"username": "harbor", "password": PASSWORD})

    assert answer.status_code == 302
    assert AuditRecord.objects.about(user).filter(act=Act.ACCOUNT_SIGNED_IN).count() == 2
    assert len(told.statements) <= 10
    assert len(told.with_act()) <= 4


def test_a_wrong_password_costs_no_more_statements_than_the_right_one(client: Client) -> None:
    a_verified_application(username="harbor")
    Client().post("/login/", {"username": "harbor", "password": PASSWORD})

    with asked() as told:
        answer = client.post("/login/", {"username": "harbor", "password": "another one altogether"})

    assert answer.status_code == 422
    assert len(told.statements) <= 10


def test_an_application_is_sent_in_one_transaction_and_one_turn_of_the_record(client: Client) -> None:
    answers = typed()
    client.post(FORM, answers)

    with asked() as told:
        answer = client.post(CONFIRM, {"submission_id": answers["submission_id"]})

    assert answer.status_code == 302
    assert len(told.statements) <= 18
    assert len(told.with_act()) <= 12
    assert sum("audit_auditrecord" in said for said in told.statements) == 2
    assert not broken_links()


@pytest.mark.parametrize(("minutes", "statements", "in_the_act"), [(10, 9, 6), (0, 28, 24)])
def test_an_account_is_approved_in_one_transaction(
    client: Client, settings, minutes: int, statements: int, in_the_act: int
) -> None:
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, decision_delay=timedelta(minutes=minutes))
    case = an_application().document
    desk = come_in(client, a_reviewer())
    desk.get(reverse("staff:case", args=[case.pk]))

    with asked() as told:
        answer = desk.post(reverse("staff:decide_account", args=[case.pk]), {"decision": "approve"})

    assert answer.status_code == 303
    assert len(told.statements) <= statements
    assert len(told.with_act()) <= in_the_act
    assert sum("audit_auditrecord" in said for said in told.statements) == 2
    assert not broken_links()
