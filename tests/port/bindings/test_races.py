"""Two at the same instant: one answer counts, and nothing is there twice."""

import pytest

from port.bindings.asking import ask_by_letter, bind_by_password
from port.bindings.enums import BindingState
from port.bindings.models import Binding
from port.bindings.workflow import agree, decline, end
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.workflows import MoveRefused
from tests.factories import PASSWORD, a_company_account, a_holder, a_request, at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_yes_and_no_at_once_are_one_answer():
    binding, _token = a_request()

    answers = at_once(lambda: agree(binding), lambda: decline(binding))

    assert sorted(isinstance(answer, MoveRefused) for answer in answers) == [False, True]


def test_binding_twice_at_once_is_one_binding():
    holder, general = a_holder(), a_company_account().user

    def bind() -> Binding:
        return bind_by_password(shared=holder, username=general.username, password=PASSWORD)

    answers = at_once(bind, bind, lambda: ask_by_letter(shared=holder, username=general.username))

    assert {answer.pk for answer in answers} == {Binding.objects.get().pk}
    assert Binding.objects.get().state == BindingState.IN_FORCE


def test_both_sides_end_it_at_once_and_it_ends_once():
    binding = agree(a_request()[0])

    answers = at_once(lambda: end(binding, by=binding.shared), lambda: end(binding, by=binding.general))

    assert sorted(isinstance(answer, MoveRefused) for answer in answers) == [False, True]
    assert Letter.objects.filter(kind=LetterKind.BINDING_ENDED).count() == 2
