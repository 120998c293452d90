from datetime import timedelta
from typing import Any

from django.utils import timezone

from port.accounts.enums import StaffRole
from port.accounts.models import User
from port.companies.models import CompanyDocument
from port.companies.workflow import approve_document
from port.registration.enums import ApplicationState
from port.registration.workflow import approve
from port.review.enums import HeldState, Question, Verdict
from port.review.models import Claim, HeldDecision, SecondLook
from port.review.queue import Sight
from tests.factories.accounts import a_reviewer, a_staff_member
from tests.factories.companies import a_company_document


def a_head(**overrides: Any) -> User:
    return a_staff_member(StaffRole.HEAD, **{"name": "黃主管"} | overrides)


def a_claim(**overrides: Any) -> Claim:
    """A lease that still runs for half an hour."""
    values = {
        name: overrides.get(name) or make() for name, make in (("case", a_company_document), ("holder", a_reviewer))
    }
    return Claim.objects.create(**{"until": timezone.now() + timedelta(minutes=30)} | overrides | values)


def a_held_decision(**overrides: Any) -> HeldDecision:
    """The approval of a document, made now and due in ten minutes; only the row, as if `decide` had just been called."""
    now = timezone.now()
    values = {
        "case": overrides.get("case") or a_company_document(),
        "by": overrides.get("by") or a_reviewer(),
        "question": Question.DOCUMENT,
        "verdict": Verdict.APPROVE,
        "made_at": now,
        "due_at": now + timedelta(minutes=10),
    }
    ended_at = None if overrides.get("state", HeldState.HELD) == HeldState.HELD else now
    return HeldDecision.objects.create(**{"ended_at": ended_at} | values | overrides)


def a_second_look(**overrides: Any) -> SecondLook:
    """Drawn just now from an approval that has taken effect, made by somebody else than who will look."""
    decision = overrides.get("decision") or a_held_decision(state=HeldState.APPLIED)
    in_force(decision)
    return SecondLook.objects.create(**{"decision": decision, "first_by": decision.by} | overrides)


def in_force(decision: HeldDecision) -> HeldDecision:
    """Where only the row of an approval was made, what it approved of is approved as well."""
    case = CompanyDocument.objects.get(pk=decision.case_id)
    if decision.question == Question.ACCOUNT and case.application.state == ApplicationState.SUBMITTED:
        approve(case.application, by=decision.by, at=decision.made_at)
    if decision.question == Question.DOCUMENT and case.is_waiting:
        approve_document(case, by=decision.by, at=decision.made_at)
    return decision


def a_sight(**overrides: Any) -> Sight:
    """The queue as a reviewer sees it now, with a target of two days that no weekend or holiday lengthens."""
    now = overrides.get("at") or timezone.now()
    values = {"by": overrides.get("by") or a_reviewer(), "at": now, "late_before": now - timedelta(days=2)}
    return Sight(**values | overrides)
