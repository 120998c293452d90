"""What ends: at once, by either side; by the clock; and with the account itself."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from port.accounts.models import User
from port.accounts.signals import account_ended
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.audit.recorder import CLOCK
from port.bindings.acting import companies_of, may_act_for
from port.bindings.clock import lapse_overdue
from port.bindings.enums import BindingState
from port.bindings.models import Binding
from port.bindings.workflow import agree, end
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.options import options
from tests.factories import a_binding, a_company_account, a_request, a_reviewer

pytestmark = pytest.mark.django_db


def told(kind: LetterKind = LetterKind.BINDING_ENDED) -> list[str]:
    return sorted(Letter.objects.filter(kind=kind).values_list("to_address", flat=True))


@pytest.mark.parametrize("side", ["shared", "general"])
def test_either_side_ends_it_at_once_and_both_hear_of_it(side):
    binding = a_binding()
    company = binding.general.company_account.company
    by = getattr(binding, side)

    end(binding, by=by)

    binding.refresh_from_db()
    assert (binding.state, binding.ended_by) == (BindingState.ENDED, by)
    assert not may_act_for(binding.shared, company)
    assert told() == sorted([binding.shared.email, binding.general.email])
    assert AuditRecord.objects.get(act=Act.BINDING_ENDED).actor_id == by.pk
    assert f"解除的帳號：{by.username}" in Letter.objects.first().text


def test_a_request_that_is_withdrawn_is_told_to_nobody():
    binding, _token = a_request()

    end(binding, by=binding.shared)

    assert told() == []


def test_after_the_end_one_begins_anew():
    binding, _token = a_request()
    end(agree(binding), by=binding.general)

    again, _token = a_request(shared=binding.shared, general=binding.general)

    assert again != binding
    assert again.state == BindingState.ASKED


def switch_off(account: User, by) -> None:
    """As the acts do that end an account: tell of it, in their transaction."""
    with transaction.atomic():
        account_ended.send(sender=User, account=account, by=by)
        User.objects.filter(pk=account.pk).update(is_active=False, username=f"former#{account.pk}")


@pytest.mark.parametrize("side", ["shared", "general"])
def test_with_an_account_all_that_is_live_on_either_side_of_it_ends(side):
    binding, untouched = a_binding(), a_binding()
    account, reviewer = getattr(binding, side), a_reviewer()
    more = a_binding(**{side: account})
    request, _token = a_request(**{side: account})

    switch_off(account, reviewer)

    states = dict(Binding.objects.values_list("pk", "state"))
    ended = {row.pk for row in (binding, more, request)}
    assert {pk for pk, state in states.items() if state == BindingState.ENDED} == ended
    assert states[untouched.pk] == BindingState.IN_FORCE
    records = AuditRecord.objects.filter(act=Act.BINDING_ENDED)
    assert {(row.actor_id, row.facts["account_ended"]) for row in records} == {(reviewer.pk, account.pk)}
    assert len(told()) == 4
    assert "former#" not in "".join(Letter.objects.values_list("text", flat=True))
    assert "其中一個帳號已停用或移交" in Letter.objects.filter(kind=LetterKind.BINDING_ENDED).first().text


def test_when_the_act_that_ends_an_account_fails_its_bindings_stay():
    binding = a_binding()

    with transaction.atomic():
        account_ended.send(sender=User, account=binding.general, by=CLOCK)
        transaction.set_rollback(True)

    binding.refresh_from_db()
    assert binding.state == BindingState.IN_FORCE
    assert told() == []


def test_nobody_is_written_to_at_an_account_that_is_switched_off():
    binding = a_binding()
    User.objects.filter(pk=binding.general.pk).update(is_active=False)

    end(binding, by=binding.shared)

    assert told() == [binding.shared.email]


def test_what_nobody_answered_in_time_lapses_by_the_clock_and_no_letter_tells_it(clock):
    overdue, _token = a_request()
    clock.advance(options().binding_lifetime - timedelta(minutes=1))
    fresh, _token = a_request()
    bound = a_binding(expires_at=timezone.now() - timedelta(days=1))
    letters = Letter.objects.count()
    clock.advance(timedelta(minutes=1))

    lapse_overdue(at=timezone.now())

    states = dict(Binding.objects.values_list("pk", "state"))
    assert states == {
        overdue.pk: BindingState.LAPSED,
        fresh.pk: BindingState.ASKED,
        bound.pk: BindingState.IN_FORCE,
    }
    assert Letter.objects.count() == letters
    assert AuditRecord.objects.get(act=Act.BINDING_LAPSED).actor_role == CLOCK.role_name


@pytest.mark.parametrize(
    "change",
    [
        {"is_active": False},
        {"email_verified_at": None},
    ],
)
def test_a_general_account_that_could_not_come_in_itself_is_not_acted_for(change):
    binding = a_binding()
    company = binding.general.company_account.company
    before = may_act_for(binding.shared, company)

    User.objects.filter(pk=binding.general.pk).update(**change)

    assert (before, may_act_for(binding.shared, company)) == (True, False)


def test_a_company_that_is_held_twice_is_there_once():
    first = a_binding()
    company = first.general.company_account.company
    a_binding(shared=first.shared, general=a_company_account(company=company).user)

    assert list(companies_of(first.shared)) == [company]


def test_one_of_two_bindings_to_a_company_ends_and_the_other_goes_on():
    first = a_binding()
    company = first.general.company_account.company
    a_binding(shared=first.shared, general=a_company_account(company=company).user)

    end(first, by=first.general)

    assert may_act_for(first.shared, company)


def test_a_general_account_acts_for_its_own_company_and_no_other():
    account, other = a_company_account(), a_company_account()

    assert list(companies_of(account.user)) == [account.company]
    assert not may_act_for(account.user, other.company)
