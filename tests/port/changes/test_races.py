"""Two people at the same instant: one request, one decision, one holder of a number."""

import threading
import uuid
from typing import TypeVar

import pytest
from django.core.exceptions import ValidationError

from port.accounts.enums import StaffRole
from port.accounts.models import User
from port.accounts.sessions import begin
from port.accounts.staff import change_role
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.changes.asking import AlreadyWaiting, ask
from port.changes.enums import ChangeKind, ChangeState
from port.changes.models import ChangeRequest
from port.changes.workflow import approve, reject, withdraw
from port.companies.models import Company
from port.documents.enums import DocumentState
from port.letters.models import Letter
from port.registration.workflow import approve as approve_application
from port.workflows import MoveRefused
from tests.factories import a_company_account, a_reviewer, a_staff_member, a_stored_document, an_application, at_once
from tests.factories.changes import a_change, facts_for
from tests.factories.numbers import next_ubn

pytestmark = pytest.mark.django_db(transaction=True)

T = TypeVar("T")


def of(kind: type[T], answers: list[object]) -> list[T]:
    return [answer for answer in answers if isinstance(answer, kind)]


@pytest.mark.parametrize("kind", ChangeKind)
def test_two_reviewers_at_once_make_one_decision(kind):
    change, one, other = a_change(kind), a_reviewer(), a_reviewer()

    answers = at_once(lambda: approve(change, by=one), lambda: reject(change, by=other, reasons=[], note="缺頁"))

    change.refresh_from_db()
    assert len(of(ChangeRequest, answers)) == len(of(MoveRefused, answers)) == 1
    assert change.decided_by == (one if change.state == ChangeState.APPROVED else other)
    acts = [Act.CHANGE_APPROVED, Act.CHANGE_REJECTED]
    assert AuditRecord.objects.about(change).filter(act__in=acts).count() == 1


def test_the_same_approval_many_times_at_once_hands_over_once():
    account = a_company_account()
    change, reviewer = a_change(ChangeKind.HANDOVER, account=account), a_reviewer()

    answers = at_once(*[lambda: approve(change, by=reviewer)] * 4)

    assert (len(of(ChangeRequest, answers)), len(of(MoveRefused, answers))) == (1, 3)
    assert User.objects.filter(company_account__company=account.company).count() == 1
    assert Letter.objects.filter(to_address=change.new_email).count() == 1


def test_withdrawing_while_it_is_approved_is_one_or_the_other():
    for _round in range(3):
        change, reviewer = a_change(), a_reviewer()

        answers = at_once(
            lambda change=change, reviewer=reviewer: approve(change, by=reviewer),
            lambda change=change: withdraw(change, by=change.asked_by),
        )

        assert len(of(ChangeRequest, answers)) == len(of(MoveRefused, answers)) == 1


def test_a_form_that_arrives_many_times_at_once_makes_one_request():
    account, form = a_company_account(), uuid.uuid4()
    file = a_stored_document(state=DocumentState.STAGED, submission_id=form)
    facts = facts_for(ChangeKind.COMPANY, account)

    answers = at_once(*[lambda: ask(facts, file=file, submission_id=form, by=account.user)] * 5)

    assert answers == [ChangeRequest.objects.get()] * 5
    assert Letter.objects.count() == 1


def test_two_forms_of_one_company_at_once_make_one_request():
    account = a_company_account()

    answers = at_once(*[lambda: a_change(account=account)] * 3)

    assert (len(of(ChangeRequest, answers)), len(of(AlreadyWaiting, answers))) == (1, 2)


def test_two_companies_that_are_given_one_number_at_once_do_not_both_get_it():
    number, reviewer = next_ubn(), a_reviewer()
    changes = [a_change(number=number) for _ in range(2)]

    answers = at_once(*[lambda change=change: approve(change, by=reviewer) for change in changes])

    assert (len(of(ChangeRequest, answers)), len(of(ValidationError, answers))) == (1, 1)
    assert Company.objects.filter(number=number).count() == 1


def test_a_new_company_and_a_renumbered_one_at_once_leave_one_holder_of_the_number():
    for _round in range(3):
        number, reviewer = next_ubn(), a_reviewer()
        change, application = a_change(number=number), an_application(number=number)

        answers = at_once(
            lambda change=change, reviewer=reviewer: approve(change, by=reviewer),
            lambda application=application, reviewer=reviewer: approve_application(application, by=reviewer),
        )

        assert len(of(ValidationError, answers)) + len(of(ChangeRequest, answers)) == 1
        assert not of(Exception, [answers[1]])
        assert Company.objects.filter(number=number).count() == 1


@pytest.mark.parametrize("kind", ChangeKind)
def test_an_act_on_the_account_of_the_reviewer_and_a_decision_do_not_wait_for_each_other(kind, monkeypatch):
    """The one holds the row of the reviewer and waits for the record; the other has the record and names the reviewer."""
    change, reviewer, manager = a_change(kind), a_reviewer(), a_staff_member(StaffRole.SYSTEM)
    if change.account:
        begin(user=change.account, session_key="b" * 32, device="Chrome", with_factor=False)
    taken, going_on = threading.Event(), threading.Event()

    def slowly(*_row: object, **_more: object) -> None:
        taken.set()
        going_on.wait(1)

    monkeypatch.setattr("port.accounts.staff.keep_a_manager", slowly)

    def approving() -> ChangeRequest:
        assert taken.wait(5)
        return approve(change, by=reviewer)

    answers = at_once(lambda: change_role(reviewer, role=StaffRole.AUDITOR, by=manager), approving)

    assert not of(Exception, answers)
