"""Staff accounts are looked at again and again by somebody else, who signs (A-04)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from port.accounts.duties import NotTheirDuty
from port.accounts.enums import StaffRole, StaffVerdict
from port.accounts.models import StaffReview, User
from port.accounts.roster import due_for_review, newest_reviews
from port.accounts.staff_guards import StaffRefusal
from port.accounts.staff_review import note_export, sign_off
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.options import options
from tests.factories import a_staff_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(db) -> User:
    return a_staff_member(StaffRole.SYSTEM)


@pytest.fixture
def account(db) -> User:
    return a_staff_member(StaffRole.REVIEWER)


def keep(account: User, by: User) -> StaffReview:
    return sign_off(account, verdict=StaffVerdict.KEEP, note="仍在職", by=by)


def test_what_is_signed_keeps_role_verdict_and_signer(manager, account):
    review = keep(account, manager)

    assert (review.role, review.verdict, review.by, review.note) == ("reviewer", "keep", manager, "仍在職")
    record = AuditRecord.objects.about(account).get()
    assert (record.act, record.actor_id) == (Act.STAFF_REVIEWED, manager.pk)
    assert record.facts == {"review": review.pk, "role": "reviewer", "verdict": "keep"}


def test_an_account_is_due_until_it_is_signed_and_again_when_the_period_is_over(manager, account):
    now = timezone.now()
    assert set(due_for_review(now)) == {manager, account}

    review = keep(account, manager)

    every, second = options().staff_review_every, timedelta(seconds=1)
    assert set(due_for_review(now)) == {manager}
    assert account not in due_for_review(review.at + every - second)
    assert account in due_for_review(review.at + every)


def test_a_verdict_of_end_ends_the_account(manager, account):
    sign_off(account, verdict=StaffVerdict.END, note="", by=manager)

    account.refresh_from_db()
    assert not account.is_active
    acts = [(record.act, record.facts.get("reason")) for record in AuditRecord.objects.about(account)]
    assert acts == [(Act.STAFF_ENDED, "review"), (Act.STAFF_REVIEWED, None)]
    assert account not in due_for_review(timezone.now())


def test_a_second_answer_in_the_same_period_is_refused(manager, account):
    keep(account, manager)

    with pytest.raises(StaffRefusal) as refusal:
        keep(account, manager)

    assert refusal.value.code == "not_due"
    assert StaffReview.objects.count() == 1


def test_nobody_signs_for_the_own_account(manager):
    with pytest.raises(StaffRefusal):
        keep(manager, manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        StaffReview.objects.create(account=manager, role="system", verdict=StaffVerdict.KEEP, by=manager)


def test_only_who_manages_staff_signs_and_takes_the_list_along(account):
    head = a_staff_member(StaffRole.HEAD)

    with pytest.raises(NotTheirDuty):
        keep(account, head)
    with pytest.raises(NotTheirDuty):
        note_export(rows=2, by=head)


def test_the_export_is_recorded_with_its_length(manager):
    note_export(rows=2, by=manager)

    record = AuditRecord.objects.about(manager).get()
    assert (record.act, record.facts) == (Act.STAFF_EXPORTED, {"rows": 2})


def test_the_newest_sign_off_of_each_account_is_told(manager, account):
    StaffReview.objects.create(
        account=account, role="head", verdict=StaffVerdict.KEEP, by=manager, at=timezone.now() - timedelta(days=400)
    )
    newest = keep(account, manager)

    assert newest_reviews() == [newest]
