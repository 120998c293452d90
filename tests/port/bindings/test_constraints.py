"""What must never be false of a binding, whoever writes the row."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from port.bindings.asking import ask_by_letter
from port.bindings.enums import BindingProof, BindingState
from port.bindings.models import Binding
from port.bindings.workflow import end
from tests.factories import a_binding, a_holder, a_request

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def asked() -> Binding:
    return a_request()[0]


def in_vain() -> Binding:
    return ask_by_letter(shared=a_holder(), username="nobody2026")


def ended() -> Binding:
    binding = a_binding()
    return end(binding, by=binding.shared)


@pytest.mark.parametrize(
    ("name", "make", "values"),
    [
        ("binding_state_is_known", ended, {"state": "lost"}),
        ("binding_proof_is_known", a_binding, {"proof": "oath"}),
        ("binding_in_force_has_a_time", a_binding, {"bound_at": None}),
        ("binding_in_force_has_a_time", a_binding, {"ended_at": NOW}),
        ("binding_asked_has_a_link", asked, {"token_hash": ""}),
        ("binding_asked_has_a_link", asked, {"expires_at": None}),
        ("binding_asked_has_a_link", asked, {"bound_at": NOW}),
        ("binding_asked_has_a_link", asked, {"ended_at": NOW}),
        ("binding_ended_has_a_time", ended, {"ended_at": None}),
        ("binding_has_an_account_or_a_name", asked, {"general": None}),
        ("binding_has_an_account_or_a_name", asked, {"asked_name": "harbour1"}),
        ("binding_has_an_account_or_a_name", in_vain, {"asked_name": ""}),
        ("binding_has_an_account_or_a_name", in_vain, {"proof": BindingProof.PASSWORD}),
        ("binding_has_an_account_or_a_name", in_vain, {"state": BindingState.IN_FORCE, "bound_at": NOW}),
        ("binding_has_an_account_or_a_name", in_vain, {"state": BindingState.DECLINED, "ended_at": NOW}),
    ],
)
def test_a_binding_that_contradicts_itself_is_not_stored(name, make, values):
    binding = make()

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Binding.objects.filter(pk=binding.pk).update(**values)


def test_nobody_holds_themselves():
    binding = a_binding()

    with pytest.raises(IntegrityError, match="nobody_binds_themselves"), transaction.atomic():
        Binding.objects.filter(pk=binding.pk).update(general=binding.shared)


@pytest.mark.parametrize("make", [asked, a_binding])
def test_between_two_accounts_one_binding_is_live(make):
    first = make()

    with pytest.raises(IntegrityError, match=r"one_live_binding_per_pair|shared_id"), transaction.atomic():
        a_binding(shared=first.shared, general=first.general)


def test_a_name_that_nobody_has_is_asked_for_once():
    first = in_vain()
    values = {name: getattr(first, name) for name in ("shared", "asked_name", "state", "proof", "expires_at")}

    with pytest.raises(IntegrityError, match=r"one_live_request_per_name|asked_name"), transaction.atomic():
        Binding.objects.create(**values, token_hash="b" * 64)


def test_what_has_ended_stands_in_nobodys_way():
    former = ended()

    assert a_binding(shared=former.shared, general=former.general) != former


def test_a_link_belongs_to_one_request():
    first, second = asked(), asked()

    with pytest.raises(IntegrityError, match=r"one_binding_per_token|token_hash"), transaction.atomic():
        Binding.objects.filter(pk=second.pk).update(token_hash=first.token_hash)
