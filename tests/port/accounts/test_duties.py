"""Who may review, who is the head, and what acts answer to anybody else."""

import pytest
from django.core.exceptions import PermissionDenied

from port.accounts.duties import NotTheirDuty, need_head, need_reviewer
from port.accounts.enums import StaffRole
from port.accounts.permissions import Permission, roles_with
from tests.factories import a_head, a_staff_member, a_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", StaffRole, ids=str)
def test_only_the_head_is_head_and_only_as_long_as_the_account_is_in_use(role):
    assert a_staff_member(role).is_head is (role == StaffRole.HEAD)
    assert not a_staff_member(role, is_active=False).is_head


def test_a_company_is_neither():
    company = a_user()

    assert not company.is_head
    assert not company.may_review


@pytest.mark.parametrize("role", StaffRole, ids=str)
@pytest.mark.parametrize(
    ("need", "roles"), [(need_reviewer, roles_with(Permission.REVIEW)), (need_head, {StaffRole.HEAD})]
)
def test_a_duty_is_asked_of_whoever_acts(need, roles, role):
    person = a_staff_member(role)
    if role in roles:
        need(person)
        return

    with pytest.raises(NotTheirDuty, match=f"account {person.pk}"):
        need(person)


def test_whoever_has_left_has_no_duty_and_a_page_would_answer_403():
    for need in (need_reviewer, need_head):
        with pytest.raises(PermissionDenied):
            need(a_head(is_active=False))
