"""When nothing can be recorded, nothing is done (A-21, A-22)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.urls import reverse

from port.accounts.models import User
from port.companies.library import ReasonFacts, add_reason
from port.registration.proof import verify
from port.registration.workflow import approve, reject, submit
from port.review.cases import note_view
from port.review.claims import claim
from tests.factories import PASSWORD, a_reviewer, a_submission, a_user, an_application, an_approved_application

pytestmark = pytest.mark.django_db

Act = Callable[[], Any]


@contextmanager
def a_record_that_cannot_be_written() -> Iterator[None]:
    def refuse(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith('INSERT INTO "audit_auditrecord"'):
            raise OperationalError("the disk is full")
        return execute(sql, *rest)

    with connection.execute_wrapper(refuse):
        yield


def everything() -> dict[str, list[dict[str, Any]]]:
    """All rows of the product, but for the sessions and the counts of visitors."""
    models = [model for model in apps.get_models() if model.__module__.startswith("port.")]
    return {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in models}


def approving() -> Act:
    application, reviewer = an_application(), a_reviewer()
    return lambda: approve(application, by=reviewer)


def rejecting() -> Act:
    application, reviewer = an_application(), a_reviewer()
    return lambda: reject(application, by=reviewer, reasons=[], note="文件缺第二頁。")


def submitting() -> Act:
    submission = a_submission()
    return lambda: submit(**submission)


def verifying() -> Act:
    application = an_approved_application()
    return lambda: verify(application.user.verifications.live().get(), by=application.user)


def claiming() -> Act:
    application, reviewer = an_application(), a_reviewer()
    return lambda: claim(application.document, by=reviewer)


def looking() -> Act:
    application, reviewer = an_application(), a_reviewer()
    return lambda: note_view(application.document, by=reviewer)


@pytest.mark.parametrize("prepare", [approving, rejecting, submitting, verifying, claiming, looking])
def test_an_act_that_cannot_be_recorded_leaves_everything_as_it_was(prepare, caplog) -> None:
    act = prepare()
    before = everything()

    with a_record_that_cannot_be_written(), pytest.raises(OperationalError), transaction.atomic():
        act()

    assert everything() == before
    assert "cannot be recorded, so it is not done" in caplog.text
    assert [line.levelname for line in caplog.records] == ["CRITICAL"]


def test_nobody_is_let_in_without_a_record(client: Client) -> None:
    person: User = a_user()

    with a_record_that_cannot_be_written():
        answer = client.post(reverse("public:login"), {"username": person.username, "password": PASSWORD})

    assert answer.status_code == 503
    assert "_auth_user_id" not in client.session


def test_a_reason_that_cannot_be_recorded_is_not_in_the_library() -> None:
    head = a_user(kind="staff", staff_role="head")
    facts = ReasonFacts(code="Z01", scope="both", label="試", sentence="試。", remedy="試。", unlocks=(), help_url="")
    before = everything()

    with a_record_that_cannot_be_written(), pytest.raises(OperationalError), transaction.atomic():
        add_reason(facts, by=head)

    assert everything() == before
