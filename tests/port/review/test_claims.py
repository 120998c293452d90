"""領取: one reviewer works on a case, for half an hour, and nobody has to remember to give it back."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from port.accounts.enums import StaffRole
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.options import options
from port.review.claims import ClaimedByColleague, claim, hand_over, holder_of, release, take_over
from port.review.models import Claim
from tests.factories import a_claim, a_company_document, a_reviewer, a_staff_member, a_user
from tests.port.review.told import everything_at_the_desk

pytestmark = pytest.mark.django_db

A_MOMENT = timedelta(seconds=1)


def acts_on(case):
    return list(AuditRecord.objects.about(case).values_list("act", "actor_id", "facts"))


def test_a_claim_lasts_half_an_hour_and_is_recorded(clock, reviewer):
    case = a_company_document()

    taken = claim(case, by=reviewer)

    assert (taken.holder, taken.claimed_at, taken.until) == (reviewer, clock.now, clock.now + timedelta(minutes=30))
    assert holder_of(case, taken.until - A_MOMENT) == taken
    assert holder_of(case, taken.until) is None
    assert acts_on(case) == [(Act.CASE_CLAIMED, reviewer.pk, {})]


def test_claiming_ones_own_case_again_renews_the_lease_without_another_record(clock, reviewer):
    case = a_company_document()
    first = claim(case, by=reviewer)
    clock.advance(timedelta(minutes=20))

    renewed = claim(case, by=reviewer)

    assert (renewed.pk, renewed.claimed_at) == (first.pk, first.claimed_at)
    assert renewed.until == clock.now + options().claim_lease
    assert len(acts_on(case)) == 1


def test_a_case_that_a_colleague_works_on_is_not_to_be_had(reviewer):
    theirs = a_claim()
    before = everything_at_the_desk()

    with pytest.raises(ClaimedByColleague) as refusal:
        claim(theirs.case, by=reviewer)

    assert (refusal.value.claim, refusal.value.claim.holder.name) == (theirs, theirs.holder.name)
    assert everything_at_the_desk() == before


def test_a_lease_that_has_ended_is_free_to_take(clock, reviewer):
    theirs = a_claim()
    clock.advance(options().claim_lease + A_MOMENT)

    taken = claim(theirs.case, by=reviewer)

    assert (taken.holder, taken.claimed_at) == (reviewer, clock.now)
    assert Claim.objects.count() == 1
    assert acts_on(theirs.case) == [(Act.CASE_CLAIMED, reviewer.pk, {})]


def test_a_case_that_is_given_back_is_free(clock, reviewer):
    own = a_claim(holder=reviewer)

    release(own.case, by=reviewer)
    release(own.case, by=reviewer)

    assert holder_of(own.case, clock.now) is None
    assert acts_on(own.case) == [(Act.CASE_RELEASED, reviewer.pk, {})]


def test_nobody_gives_back_what_a_colleague_holds(reviewer):
    theirs = a_claim()

    with pytest.raises(ClaimedByColleague):
        release(theirs.case, by=reviewer)

    assert Claim.objects.get() == theirs


@pytest.mark.parametrize("by_head", [False, True], ids=["the holder", "a head"])
def test_a_case_is_handed_to_a_colleague_whose_lease_begins_now(clock, reviewer, head, by_head):
    own, colleague = a_claim(holder=reviewer), a_reviewer()
    clock.advance(timedelta(minutes=20))
    by = head if by_head else reviewer

    handed = hand_over(own.case, by=by, to=colleague)

    assert (handed.pk, handed.holder, handed.claimed_at) == (own.pk, colleague, clock.now)
    assert handed.until == clock.now + options().claim_lease
    assert acts_on(own.case) == [(Act.CASE_HANDED_OVER, by.pk, {"from": reviewer.pk, "to": colleague.pk})]


def test_a_head_hands_out_a_case_that_nobody_holds(head, reviewer):
    case = a_company_document()

    handed = hand_over(case, by=head, to=reviewer)

    assert handed.holder == reviewer
    assert acts_on(case) == [(Act.CASE_HANDED_OVER, head.pk, {"from": None, "to": reviewer.pk})]


@pytest.mark.parametrize(
    ("to", "code"),
    [
        (lambda own: own.holder, "holds_it"),
        (lambda own: a_user(), "may_not_review"),
        (lambda own: a_staff_member(StaffRole.AUDITOR), "may_not_review"),
        (lambda own: a_reviewer(is_active=False), "may_not_review"),
    ],
    ids=["the holder", "a company", "an auditor", "somebody who has left"],
)
def test_a_case_is_handed_to_nobody_who_cannot_take_it(reviewer, to, code):
    own = a_claim(holder=reviewer)
    receiver, before = to(own), everything_at_the_desk()["Claim"]

    with pytest.raises(ValidationError) as refusal:
        hand_over(own.case, by=reviewer, to=receiver)

    assert refusal.value.code == code
    assert everything_at_the_desk()["Claim"] == before


@pytest.mark.parametrize("held", [False, True], ids=["free", "a colleague's"])
def test_a_reviewer_hands_over_only_what_is_in_hand(reviewer, held):
    case = a_claim().case if held else a_company_document()

    with pytest.raises(ValidationError) as refusal:
        hand_over(case, by=reviewer, to=reviewer)

    assert refusal.value.code == "not_the_holder"
    assert acts_on(case) == []


def test_a_head_takes_a_case_from_whoever_holds_it(head):
    theirs = a_claim()

    taken = take_over(theirs.case, by=head)

    assert taken.holder == head
    assert acts_on(theirs.case) == [(Act.CASE_HANDED_OVER, head.pk, {"from": theirs.holder_id, "to": head.pk})]


def test_a_head_who_takes_over_a_free_case_or_the_own_one_claims_it(head):
    case = a_company_document()

    first, again = take_over(case, by=head), take_over(case, by=head)

    assert first == again
    assert acts_on(case) == [(Act.CASE_CLAIMED, head.pk, {})]


def test_only_a_head_takes_over(reviewer):
    theirs = a_claim()

    with pytest.raises(ValidationError) as refusal:
        take_over(theirs.case, by=reviewer)

    assert refusal.value.code == "not_a_head"
    assert Claim.objects.get().holder == theirs.holder


def test_a_case_has_one_claim():
    own = a_claim()

    with pytest.raises(IntegrityError, match="case_id"), transaction.atomic():
        a_claim(case=own.case)
