"""What must never be false of companies and their documents, whoever writes the row."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from port.companies.enums import DocumentState, NumberKind
from port.companies.models import CompanyDocument
from tests.factories import a_company, a_company_account, a_company_document, a_reviewer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("document_state_is_known", {"state": "lost"}),
        ("document_decider_has_a_time", {"state": DocumentState.REPLACED, "decided_at": timezone.now()}),
        ("document_decided_has_a_decider", {"state": DocumentState.APPROVED}),
        ("document_decided_has_a_decider", {"state": DocumentState.APPROVED, "decided_at": timezone.now()}),
        ("document_decided_has_a_decider", {"state": DocumentState.REJECTED, "answer": "缺頁"}),
    ],
)
def test_a_document_that_contradicts_itself_is_not_stored(name, values):
    document = a_company_document()

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        CompanyDocument.objects.filter(pk=document.pk).update(**values)


def test_a_waiting_document_has_no_decider():
    document, decided = a_company_document(), {"decided_by": a_reviewer(), "decided_at": timezone.now()}

    with pytest.raises(IntegrityError, match="document_waiting_has_no_decider"), transaction.atomic():
        CompanyDocument.objects.filter(pk=document.pk).update(**decided)


@pytest.mark.parametrize("state", [DocumentState.REPLACED, DocumentState.CLOSED])
def test_a_document_that_is_past_may_keep_its_decider_or_have_none(state):
    decided = {"decided_by": a_reviewer(), "decided_at": timezone.now()}

    kept, none = a_company_document(state=state, **decided), a_company_document(state=state)

    assert (kept.decided_by, none.decided_by) == (decided["decided_by"], None)


def test_a_decision_has_a_decider_and_not_only_a_time():
    document, reviewer = a_company_document(), a_reviewer()

    with pytest.raises(IntegrityError, match="document_decided_has_a_decider"), transaction.atomic():
        CompanyDocument.objects.filter(pk=document.pk).update(state=DocumentState.APPROVED, decided_by=reviewer)


def test_a_refusal_has_a_reason():
    document = a_company_document()
    refused = {"state": DocumentState.REJECTED, "decided_by": a_reviewer(), "decided_at": timezone.now()}

    with pytest.raises(IntegrityError, match="document_refusal_has_a_reason"), transaction.atomic():
        CompanyDocument.objects.filter(pk=document.pk).update(**refused)


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("one_document_in_force_per_company", DocumentState.APPROVED),
        ("one_document_waiting_per_company", DocumentState.PENDING),
    ],
)
def test_a_company_has_one_document_in_force_and_one_waiting(name, state):
    company = a_company()
    decided = {"decided_by": a_reviewer(), "decided_at": timezone.now()} if state == DocumentState.APPROVED else {}
    a_company_document(company=company, state=state, **decided)

    with pytest.raises(IntegrityError, match=rf"{name}|companydocument\.company_id"), transaction.atomic():
        a_company_document(company=company, state=state, **decided)


def test_a_number_is_of_a_known_kind():
    with pytest.raises(IntegrityError, match="company_number_kind_is_known"), transaction.atomic():
        a_company(number_kind="passport")


def test_a_number_belongs_to_one_company_of_its_kind():
    company = a_company(number="12345675", number_kind=NumberKind.UBN)

    with pytest.raises(IntegrityError, match=r"one_company_per_number|company\.number"), transaction.atomic():
        a_company(number=company.number)

    assert a_company(number=company.number, number_kind=NumberKind.AGENCY) != company


def test_an_account_acts_for_one_company():
    account = a_company_account()

    with pytest.raises(IntegrityError, match="user_id"):
        a_company_account(user=account.user)
