"""The table of states and moves of a binding: which move leads from where to where, and nothing else does."""

from collections.abc import Mapping

from port.bindings.enums import BindingMove, BindingState
from port.bindings.models import Binding
from port.database import locked
from port.workflows import Move, target_of

MOVES: Mapping[BindingMove, Move[BindingState]] = {
    BindingMove.AGREE: Move(frozenset({BindingState.ASKED}), BindingState.IN_FORCE),
    BindingMove.DECLINE: Move(frozenset({BindingState.ASKED}), BindingState.DECLINED),
    BindingMove.LAPSE: Move(frozenset({BindingState.ASKED}), BindingState.LAPSED),
    BindingMove.END: Move(frozenset({BindingState.ASKED, BindingState.IN_FORCE}), BindingState.ENDED),
}


def moved(binding: Binding, move: BindingMove) -> Binding:
    """The row, locked, with the state that the move leads to, not yet saved. Raises `MoveRefused`."""
    row = locked(Binding.objects.filter(pk=binding.pk)).get()
    row.state = target_of(MOVES, move, row)
    return row
