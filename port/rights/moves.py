"""The table of states and moves of a request of a person about their own data."""

from collections.abc import Mapping

from port.database import locked
from port.rights.enums import RightMove, RightState
from port.rights.models import RightsRequest
from port.workflows import Move, target_of

OPEN = frozenset({RightState.OPEN})

MOVES: Mapping[RightMove, Move[RightState]] = {
    RightMove.GRANT: Move(OPEN, RightState.GRANTED),
    RightMove.REFUSE: Move(OPEN, RightState.REFUSED),
    RightMove.WITHDRAW: Move(OPEN, RightState.WITHDRAWN),
    RightMove.EXTEND: Move(OPEN, RightState.OPEN),
}


def moved(request: RightsRequest, move: RightMove) -> RightsRequest:
    """The row, locked, with the state that the move leads to, not yet saved. Raises `MoveRefused`."""
    row = locked(RightsRequest.objects.filter(pk=request.pk)).get()
    row.state = target_of(MOVES, move, row)
    return row
