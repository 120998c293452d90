"""What must never be false of an account and of the proof of its address."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from port.accounts.enums import AccountKind, StaffRole
from port.accounts.models import EmailVerification, User
from port.accounts.verification import issue
from tests.factories import a_staff_member, a_user

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("user_staff_has_a_role", {"kind": AccountKind.STAFF}),
        ("user_staff_has_a_role", {"staff_role": StaffRole.REVIEWER}),
        ("user_name_is_lower", {"username": "Harbour"}),
    ],
)
def test_an_account_that_contradicts_itself_is_not_stored(name, values):
    user = a_user()

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        User.objects.filter(pk=user.pk).update(**values)


def test_a_name_belongs_to_one_account():
    a_user(username="harbour")

    with pytest.raises(IntegrityError, match="username"), transaction.atomic():
        a_user(username="harbour")


def test_an_address_has_one_live_proof():
    user = a_user()
    issue(user)

    with pytest.raises(IntegrityError, match=r"one_live_verification_per_address|emailverification\.user_id"):
        EmailVerification.objects.create(user=user, email=user.email, token_hash="0" * 64, expires_at=NOW)


def test_an_account_is_found_by_its_name_without_case():
    user = a_user(username="harbour")

    assert User.objects.get_by_natural_key("Harbour") == user


@pytest.mark.parametrize(
    ("role", "is_active", "answer"),
    [(role, True, role in {StaffRole.REVIEWER, StaffRole.HEAD}) for role in StaffRole]
    + [(StaffRole.REVIEWER, False, False)],
)
def test_only_reviewers_and_heads_may_review_while_their_account_is_in_use(role, is_active, answer):
    member = a_staff_member(role, is_active=is_active)

    assert member.may_review is answer
    assert (member.is_staff, member.role_name) == (True, role)


def test_an_applicant_may_not_review():
    user = a_user()

    assert (user.may_review, user.is_staff, user.role_name) == (False, False, "general")


@pytest.mark.parametrize(
    ("changes", "at", "answer"),
    [
        ({}, NOW, True),
        ({}, NOW + timedelta(hours=72), False),
        ({}, NOW + timedelta(hours=72, microseconds=-1), True),
        ({"used_at": NOW}, NOW, False),
        ({"superseded_at": NOW}, NOW, False),
    ],
)
def test_a_proof_lives_until_it_is_used_replaced_or_too_old(changes, at, answer):
    proof = EmailVerification(user=a_user(), expires_at=NOW + timedelta(hours=72), **changes)

    assert proof.is_live(at) is answer
