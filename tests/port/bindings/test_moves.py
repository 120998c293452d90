"""Every state of a binding with every move: legal ones lead where the table says, others change nothing."""

from collections.abc import Callable

import pytest

from port.accounts.duties import NotTheirDuty
from port.audit.models import AuditRecord
from port.bindings.asking import bind_by_password
from port.bindings.enums import LIVE, BindingMove, BindingState
from port.bindings.models import Binding
from port.bindings.moves import MOVES
from port.bindings.workflow import agree, decline, end, lapse
from port.letters.models import Letter
from port.workflows import MoveRefused, target_of
from tests.factories import PASSWORD, a_company_account, a_holder, a_request

pytestmark = pytest.mark.django_db

PAIRS = [(state, move) for state in BindingState for move in BindingMove]
ACTS: dict[BindingMove, Callable[[Binding], Binding]] = {
    BindingMove.AGREE: agree,
    BindingMove.DECLINE: decline,
    BindingMove.LAPSE: lapse,
    BindingMove.END: lambda binding: end(binding, by=binding.shared),
}


def asked() -> Binding:
    return a_request()[0]


IN_STATE: dict[BindingState, Callable[[], Binding]] = {
    BindingState.ASKED: asked,
    BindingState.IN_FORCE: lambda: agree(asked()),
    BindingState.DECLINED: lambda: decline(asked()),
    BindingState.LAPSED: lambda: lapse(asked()),
    BindingState.ENDED: lambda: ACTS[BindingMove.END](asked()),
}


def everything() -> list[object]:
    return [list(model.objects.order_by("pk").values()) for model in (Binding, Letter, AuditRecord)]


def test_the_table_has_every_move_and_every_state():
    assert set(MOVES) == set(BindingMove) == set(ACTS)
    assert set(IN_STATE) == set(BindingState)


def test_what_is_live_can_be_ended_and_nothing_else():
    assert MOVES[BindingMove.END].sources == set(LIVE)


@pytest.mark.parametrize(("state", "move"), PAIRS, ids=str)
def test_the_table_answers_for_every_pair(state, move):
    binding = Binding(state=state)

    if state in MOVES[move].sources:
        assert target_of(MOVES, move, binding) == MOVES[move].target
    else:
        with pytest.raises(MoveRefused):
            target_of(MOVES, move, binding)


@pytest.mark.parametrize(("state", "move"), [pair for pair in PAIRS if pair[0] in MOVES[pair[1]].sources], ids=str)
def test_a_legal_move_leads_where_the_table_says_and_is_recorded(state, move):
    binding = IN_STATE[state]()
    before = AuditRecord.objects.about(binding).count()

    ACTS[move](binding)

    binding.refresh_from_db()
    record = AuditRecord.objects.about(binding).last()
    assert binding.state == MOVES[move].target
    assert AuditRecord.objects.about(binding).count() == before + 1
    assert record.acting_company_id == binding.general.company_account.company_id
    assert record.facts["shared"] == binding.shared_id


@pytest.mark.parametrize(("state", "move"), [pair for pair in PAIRS if pair[0] not in MOVES[pair[1]].sources], ids=str)
def test_any_other_move_is_refused_and_changes_nothing(state, move):
    binding = IN_STATE[state]()
    before = everything()

    with pytest.raises(MoveRefused) as refusal:
        ACTS[move](binding)

    assert refusal.value.subject.state == state
    assert everything() == before


@pytest.mark.parametrize("state", list(BindingState), ids=str)
def test_a_password_binds_from_every_state(state):
    former = IN_STATE[state]()

    binding = bind_by_password(shared=former.shared, username=former.general.username, password=PASSWORD)

    assert binding.state == BindingState.IN_FORCE
    assert (binding == former) is (state in LIVE)


def test_nobody_else_ends_a_binding():
    binding, stranger = IN_STATE[BindingState.IN_FORCE](), a_company_account().user
    before = everything()

    for person in (stranger, a_holder()):
        with pytest.raises(NotTheirDuty):
            end(binding, by=person)

    assert everything() == before
