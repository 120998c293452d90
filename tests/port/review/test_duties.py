"""The acts of the desk ask by themselves who acts, whatever page or program calls them."""

from datetime import date

import pytest

from port.accounts.duties import NotTheirDuty
from port.accounts.enums import StaffRole
from port.companies.enums import ReasonScope
from port.companies.library import ReasonFacts, add_reason, change_reason, restore_reason, retire_reason
from port.companies.reopening import reopen_document
from port.companies.workflow import approve_document
from port.pledges.calendar import remove_calendar_day, set_calendar_day
from port.pledges.target import set_pledge
from port.registration.reopening import reopen
from port.review.bulk import decide_many
from port.review.claims import claim, hand_over, release
from port.review.decisions import decide, take_back
from port.review.enums import Question, Verdict
from tests.factories import (
    a_claim,
    a_company_document,
    a_head,
    a_held_decision,
    a_reason,
    a_refused_application,
    a_reviewer,
    a_staff_member,
)
from tests.port.review.told import everything_at_the_desk

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
FACTS = ReasonFacts(code="D21", scope=ReasonScope.DOCUMENT, label="未蓋章", sentence="沒有印信。", remedy="請補。")
APPROVAL = {"question": Question.DOCUMENT, "verdict": Verdict.APPROVE}
ALL_APPROVED = {"questions": [Question.DOCUMENT], "verdict": Verdict.APPROVE}

OF_REVIEWERS = {
    "claim": lambda by: claim(a_company_document(), by=by),
    "release": lambda by: release(a_claim(holder=by).case, by=by),
    "hand over": lambda by: hand_over(a_claim(holder=by).case, by=by, to=a_reviewer()),
    "decide": lambda by: decide(a_company_document(), by=by, **APPROVAL),
    "decide many": lambda by: decide_many([a_company_document().pk], by=by, **ALL_APPROVED),
    "take back": lambda by: take_back(a_held_decision(by=by), by=by),
    "reopen an application": lambda by: reopen(a_refused_application(), by=by, reason="再看一次。"),
    "reopen a document": lambda by: reopen_document(an_approved_document(), by=by, reason="再看一次。"),
}
OF_HEADS = {
    "set the target": lambda by: set_pledge(target_working_days=3, second_look_percent=5, by=by),
    "set a day": lambda by: set_calendar_day(date=TODAY, is_working=False, name="颱風", by=by),
    "remove a day": lambda by: remove_calendar_day(date=TODAY, by=by),
    "add a reason": lambda by: add_reason(FACTS, by=by),
    "change a reason": lambda by: change_reason(a_reason(), FACTS, by=by),
    "retire a reason": lambda by: retire_reason(a_reason(), by=by),
    "restore a reason": lambda by: restore_reason(a_reason(), by=by),
}


def an_approved_document():
    return approve_document(a_company_document(), by=a_reviewer())


@pytest.mark.parametrize("act", OF_REVIEWERS.values(), ids=OF_REVIEWERS.keys())
@pytest.mark.parametrize(
    "somebody",
    [lambda: a_staff_member(StaffRole.AUDITOR), lambda: a_reviewer(is_active=False)],
    ids=["an auditor", "somebody who has left"],
)
def test_what_reviewers_do_is_refused_to_anybody_else(act, somebody):
    with pytest.raises(NotTheirDuty):
        act(somebody())


@pytest.mark.parametrize("act", OF_HEADS.values(), ids=OF_HEADS.keys())
@pytest.mark.parametrize(
    "somebody", [a_reviewer, lambda: a_head(is_active=False)], ids=["a reviewer", "somebody who has left"]
)
def test_what_the_head_does_is_refused_to_anybody_else(act, somebody):
    with pytest.raises(NotTheirDuty):
        act(somebody())


@pytest.mark.parametrize("act", (OF_REVIEWERS | OF_HEADS).values(), ids=(OF_REVIEWERS | OF_HEADS).keys())
def test_the_head_may_do_all_of_it(act, head):
    act(head)


def test_a_refusal_leaves_no_trace():
    case, stranger = a_company_document(), a_staff_member(StaffRole.CONTENT)
    before = everything_at_the_desk()

    with pytest.raises(NotTheirDuty):
        decide(case, by=stranger, **APPROVAL)

    assert everything_at_the_desk() == before
