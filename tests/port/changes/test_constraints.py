"""What must never be false of a change request is refused by the database as well."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from port.changes.enums import ChangeKind, ChangeState
from port.changes.models import ChangeRequest
from tests.factories import a_company_account, a_reviewer, a_stored_document
from tests.factories.changes import a_change

pytestmark = pytest.mark.django_db


def a_row(**fields: object) -> ChangeRequest:
    values = {"submission_id": uuid.uuid4(), "file": a_stored_document(), "contact_email": "a@example.com"}
    return ChangeRequest.objects.create(**values | fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "other"},
        {"kind": ChangeKind.COMPANY, "new_company_name": "新名"},
        {"kind": ChangeKind.HANDOVER, "new_name": "張新人", "new_email": "a@example.com"},
        {"kind": ChangeKind.MAILBOX, "username": "harbour"},
        {"kind": ChangeKind.MAILBOX, "new_email": "a@example.com"},
    ],
)
def test_a_request_that_does_not_say_what_its_kind_needs_is_refused(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        a_row(**fields)


@pytest.mark.parametrize("kind", [ChangeKind.COMPANY, ChangeKind.HANDOVER])
def test_two_of_a_kind_never_wait_side_by_side(kind):
    first = a_change(kind)
    names = ("kind", "company", "account", "username", "new_company_name", "new_name", "new_email")

    with pytest.raises(IntegrityError), transaction.atomic():
        a_row(**{name: getattr(first, name) for name in names})


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "gone"},
        {"state": ChangeState.APPROVED},
        {"state": ChangeState.REJECTED, "answer": "缺頁"},
        {"decided_at": timezone.now()},
    ],
)
def test_a_decision_without_a_decider_and_a_decider_without_a_decision_are_refused(fields):
    change = a_change()

    with pytest.raises(IntegrityError), transaction.atomic():
        ChangeRequest.objects.filter(pk=change.pk).update(**fields)


def test_a_refusal_without_a_reason_is_refused():
    change = a_change()
    decided = {"decided_by": a_reviewer(), "decided_at": timezone.now()}

    with pytest.raises(IntegrityError), transaction.atomic():
        ChangeRequest.objects.filter(pk=change.pk).update(state=ChangeState.REJECTED, **decided)


def test_a_form_makes_one_request():
    first = a_change()

    with pytest.raises(IntegrityError), transaction.atomic():
        a_row(
            kind=ChangeKind.COMPANY,
            company=a_company_account().company,
            new_company_name="新名",
            submission_id=first.submission_id,
        )
