"""The two proofs: the general account's own password, or a yes from its mailbox."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from port.accounts.enums import FactorKind
from port.accounts.models import Factor, User
from port.audit.enums import Act, Result
from port.audit.models import AuditRecord
from port.bindings.asking import ask_by_letter, bind_by_password
from port.bindings.checks import BindingRefused, RequestExpired, WhyNot
from port.bindings.enums import BindingProof, BindingState
from port.bindings.letters import LETTERS_A_DAY
from port.bindings.models import Binding
from port.bindings.workflow import agree, decline, find_request
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.registration.entry import Door, try_door
from tests.factories import (
    PASSWORD,
    a_company_account,
    a_holder,
    a_reopened_application,
    a_request,
    a_reviewer,
    a_user,
    an_application,
    an_approved_application,
)

pytestmark = pytest.mark.django_db

WRONG = "不是這一句，是另外一句很長的話"


@pytest.fixture
def holder() -> User:
    return a_holder()


@pytest.fixture
def general() -> User:
    return a_company_account().user


def why(holder: User, username: str, password: str = PASSWORD) -> WhyNot:
    with pytest.raises(BindingRefused) as refusal:
        bind_by_password(shared=holder, username=username, password=password)
    return refusal.value.why


def letters(kind: LetterKind) -> list[str]:
    return sorted(Letter.objects.filter(kind=kind).values_list("to_address", flat=True))


def test_name_and_password_bind_at_once_and_both_hear_of_it(holder, general):
    binding = bind_by_password(shared=holder, username=f" {general.username.upper()} ", password=PASSWORD)

    assert (binding.state, binding.proof) == (BindingState.IN_FORCE, BindingProof.PASSWORD)
    assert (binding.shared, binding.general) == (holder, general)
    assert letters(LetterKind.BINDING_MADE) == sorted([holder.email, general.email])
    made = AuditRecord.objects.get(act=Act.BINDING_MADE)
    assert (made.actor_id, made.actor_role) == (holder.pk, "shared")


def test_binding_twice_changes_nothing(holder, general):
    first = bind_by_password(shared=holder, username=general.username, password=PASSWORD)

    again = bind_by_password(shared=holder, username=general.username, password=PASSWORD)

    assert again == first
    assert len(letters(LetterKind.BINDING_MADE)) == 2


def test_several_shared_accounts_may_hold_one_general_account(general):
    for holder in (a_holder(), a_holder()):
        bind_by_password(shared=holder, username=general.username, password=PASSWORD)

    assert Binding.objects.in_force().filter(general=general).count() == 2


@pytest.mark.parametrize(
    ("road", "expected"),
    [
        (lambda: an_application().username, WhyNot.NOT_READY),
        (lambda: an_approved_application().username, WhyNot.NOT_READY),
        (lambda: a_reopened_application().username, WhyNot.NOT_READY),
        (lambda: a_user().username, WhyNot.NOT_READY),
        (lambda: a_holder().username, WhyNot.NOT_GENERAL),
        (lambda: a_reviewer().username, WhyNot.NOT_GENERAL),
        (lambda: a_user(is_active=False).username, WhyNot.NOT_PROVEN),
        (lambda: "nobody2026", WhyNot.NOT_PROVEN),
    ],
    ids=["waiting", "unverified", "reopened", "no company", "shared", "staff", "switched off", "nobody"],
)
def test_only_a_general_account_that_is_approved_and_verified_is_bound(holder, road, expected):
    assert why(holder, road()) is expected
    assert not Binding.objects.exists()


@pytest.mark.parametrize("road", [an_application, an_approved_application, a_reopened_application])
def test_the_condition_is_told_to_nobody_with_a_wrong_password(holder, road):
    """In the words of the manual, once the proof is right."""
    username = road().username

    assert why(holder, username, WRONG) is WhyNot.NOT_PROVEN
    assert "請先個別完成每一家公司的[一般帳號]申請，與帳號郵件驗證，以利共用帳號的綁定" in str(
        BindingRefused(why(holder, username))
    )


def test_an_account_does_not_bind_itself(holder):
    assert why(holder, holder.username) is WhyNot.NOT_GENERAL


def test_a_password_alone_does_not_bind_an_account_with_a_second_factor(holder, general):
    Factor.objects.create(user=general, kind=FactorKind.TOTP, name="手機", secret="sealed")

    assert why(holder, general.username) is WhyNot.NEEDS_LETTER
    assert why(holder, general.username, WRONG) is WhyNot.NOT_PROVEN


def test_wrong_passwords_count_towards_the_hold_and_are_recorded(holder, general):
    for _ in range(5):
        assert why(holder, general.username, WRONG) is WhyNot.NOT_PROVEN

    assert why(holder, general.username) is WhyNot.NOT_PROVEN
    assert try_door(username=general.username, password=PASSWORD).door is Door.SHUT
    refusals = AuditRecord.objects.filter(act=Act.BINDING_REFUSED, result=Result.REFUSED)
    assert {(row.actor_id, row.facts["why"]) for row in refusals} == {(holder.pk, "proof")}
    assert refusals.count() == 6


def test_a_shared_account_that_is_reopened_binds_nobody(general):
    holder = a_holder(email_verified_at=None)

    assert why(holder, general.username) is WhyNot.NOT_READY
    with pytest.raises(BindingRefused):
        ask_by_letter(shared=holder, username=general.username)


def test_a_letter_asks_and_its_link_is_kept_as_a_hash_only(holder, general):
    binding, token = a_request(shared=holder, general=general)

    letter = Letter.objects.get(kind=LetterKind.BINDING_ASKED)
    assert letter.to_address == general.email
    assert (binding.state, binding.proof) == (BindingState.ASKED, BindingProof.LETTER)
    assert find_request(token) == binding
    assert find_request(f"{token}x") is None
    assert token not in str(list(Binding.objects.values()))
    assert token not in letter.text + letter.html


@pytest.mark.parametrize(
    "road",
    [
        lambda: "nobody2026",
        lambda: an_application().username,
        lambda: an_approved_application().username,
        lambda: a_reviewer().username,
        lambda: a_holder().username,
    ],
    ids=["nobody", "waiting", "unverified", "staff", "shared"],
)
def test_asking_for_what_cannot_be_bound_looks_the_same_to_whoever_asks(holder, general, road):
    username = road()
    real, vain = (
        ask_by_letter(shared=holder, username=general.username),
        ask_by_letter(shared=holder, username=username),
    )

    for name in ("state", "proof", "bound_at", "ended_at"):
        assert getattr(vain, name) == getattr(real, name)
    assert (vain.name, real.name) == (username, general.username)
    assert abs(vain.expires_at - real.expires_at) < timedelta(seconds=5)
    assert letters(LetterKind.BINDING_ASKED) == [general.email]
    assert AuditRecord.objects.filter(act=Act.BINDING_ASKED).count() == 2


def test_asking_again_sends_a_new_link_and_lets_the_earlier_die(holder, general):
    binding, first = a_request(shared=holder, general=general)

    again, second = a_request(shared=holder, general=general)

    assert again == binding
    assert find_request(first) is None
    assert find_request(second) == binding


def test_a_name_that_comes_into_being_later_is_asked_then(holder):
    vain = ask_by_letter(shared=holder, username="harbour2030")
    general = a_company_account(user=a_user(username="harbour2030")).user

    binding = ask_by_letter(shared=holder, username="harbour2030")

    assert (binding, binding.general, binding.asked_name) == (vain, general, "")
    assert letters(LetterKind.BINDING_ASKED) == [general.email]


def test_a_mailbox_gets_three_requests_a_day_whoever_asks(general):
    for _ in range(LETTERS_A_DAY + 2):
        ask_by_letter(shared=a_holder(), username=general.username)

    assert len(letters(LetterKind.BINDING_ASKED)) == LETTERS_A_DAY
    assert Binding.objects.filter(state=BindingState.ASKED).count() == LETTERS_A_DAY + 2


def test_five_companies_of_one_mailbox_are_asked_on_one_day(holder):
    for _ in range(5):
        general = a_company_account(user=a_user(email="clerk@example.com")).user
        ask_by_letter(shared=holder, username=general.username)

    assert len(letters(LetterKind.BINDING_ASKED)) == 5


def test_yes_by_letter_binds_and_the_holder_of_the_general_account_did_it(holder, general):
    binding, _token = a_request(shared=holder, general=general)

    agree(binding)

    binding.refresh_from_db()
    assert (binding.state, binding.proof) == (BindingState.IN_FORCE, BindingProof.LETTER)
    assert letters(LetterKind.BINDING_MADE) == sorted([holder.email, general.email])
    assert AuditRecord.objects.get(act=Act.BINDING_MADE).actor_id == general.pk


def test_no_by_letter_is_told_to_the_shared_account_alone(holder, general):
    binding, _token = a_request(shared=holder, general=general)

    decline(binding)

    assert letters(LetterKind.BINDING_DECLINED) == [holder.email]
    assert not letters(LetterKind.BINDING_MADE)


@pytest.mark.parametrize("act", [agree, decline])
def test_a_link_that_is_too_old_is_not_answered_even_before_the_clock_comes_by(act, general):
    binding, _token = a_request(general=general)
    Binding.objects.update(expires_at=timezone.now())

    with pytest.raises(RequestExpired):
        act(binding)

    binding.refresh_from_db()
    assert binding.state == BindingState.ASKED


@pytest.mark.parametrize("side", ["shared", "general"])
def test_no_yes_counts_for_an_account_that_cannot_be_used_any_more(side, general):
    binding, _token = a_request(general=general)
    User.objects.filter(pk=getattr(binding, side).pk).update(email_verified_at=None)

    with pytest.raises(BindingRefused):
        agree(binding)

    binding.refresh_from_db()
    assert binding.state == BindingState.ASKED


def test_how_long_a_request_lives_is_a_setting(settings, holder, general):
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, binding_lifetime=timedelta(hours=5))

    binding = ask_by_letter(shared=holder, username=general.username)

    assert binding.expires_at - binding.asked_at == timedelta(hours=5)
