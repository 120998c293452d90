"""What must never be false of the desk's own rows, whoever writes them."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from port.review.enums import HeldState, Question, Verdict
from port.review.models import HeldDecision, InternalNote
from tests.factories import a_company_document, a_held_decision

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("decision_state_is_known", {"state": "lost", "ended_at": timezone.now()}),
        ("decision_question_is_known", {"question": "weather"}),
        ("decision_verdict_is_known", {"verdict": "perhaps"}),
        ("decision_refusal_has_a_reason", {"verdict": Verdict.REJECT}),
        ("decision_ended_has_a_time", {"state": HeldState.APPLIED}),
        ("decision_ended_has_a_time", {"state": HeldState.TAKEN_BACK}),
        ("decision_ended_has_a_time", {"ended_at": timezone.now()}),
    ],
)
def test_a_decision_that_contradicts_itself_is_not_stored(name, values):
    decision = a_held_decision()

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        HeldDecision.objects.filter(pk=decision.pk).update(**values)


def test_one_decision_is_held_for_a_question():
    held = a_held_decision()

    with (
        pytest.raises(IntegrityError, match=r"one_held_decision_per_question|helddecision\.case_id"),
        transaction.atomic(),
    ):
        a_held_decision(case=held.case)


def test_the_other_question_and_earlier_decisions_stand_beside_it():
    held = a_held_decision()

    a_held_decision(case=held.case, question=Question.ACCOUNT)
    a_held_decision(case=held.case, state=HeldState.TAKEN_BACK)
    a_held_decision(case=held.case, state=HeldState.TAKEN_BACK)

    assert HeldDecision.objects.held().count() == 2


def test_a_case_that_was_decided_is_not_removed():
    decision = a_held_decision(state=HeldState.APPLIED)

    with pytest.raises(ProtectedError):
        decision.case.delete()


def test_an_empty_note_is_not_stored(reviewer):
    with pytest.raises(IntegrityError, match="note_says_something"), transaction.atomic():
        InternalNote.objects.create(case=a_company_document(), text="", by=reviewer)
