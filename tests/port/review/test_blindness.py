"""Whoever has seen the first answer gives no second one."""

import pytest

from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.review.cases import note_view
from port.review.enums import HeldState, Question, Verdict
from port.review.second_look import LookRefused, look, waiting_for
from tests.factories import a_held_decision, a_second_look, an_application, in_force

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return an_application().document


def drawn(case, question=Question.DOCUMENT):
    return a_second_look(decision=in_force(a_held_decision(case=case, question=question, state=HeldState.APPLIED)))


@pytest.mark.parametrize("question", Question, ids=str)
def test_who_opened_the_case_after_it_was_decided_is_not_asked(case, reviewer, question):
    second_look = drawn(case, question)

    note_view(case, by=reviewer)

    assert not waiting_for(reviewer).exists()
    with pytest.raises(LookRefused, match="已經看過審核結果"):
        look(second_look, by=reviewer, verdict=Verdict.APPROVE)


def test_who_opened_it_before_may_look(case, reviewer):
    note_view(case, by=reviewer)

    second_look = drawn(case)

    assert waiting_for(reviewer).get() == second_look
    assert look(second_look, by=reviewer, verdict=Verdict.APPROVE).by == reviewer


def test_who_opened_it_before_and_again_after_does_not_look_though_it_was_within_the_hour(case, reviewer):
    note_view(case, by=reviewer)
    drawn(case)

    note_view(case, by=reviewer)

    assert not waiting_for(reviewer).exists()


def test_a_blind_look_is_recorded_of_the_look_and_takes_it_away_from_nobody(case, reviewer):
    second_look = drawn(case)

    note_view(case, by=reviewer, blindly=second_look)

    assert waiting_for(reviewer).get() == second_look
    assert AuditRecord.objects.about(second_look).get().act == Act.APPLICATION_VIEWED


def test_another_case_that_was_opened_takes_no_look_away(case, reviewer):
    second_look = drawn(case)

    note_view(an_application().document, by=reviewer)

    assert waiting_for(reviewer).get() == second_look
