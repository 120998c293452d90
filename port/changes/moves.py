"""The table of states and moves of a change request, and the turn that all requests of one company take."""

from collections.abc import Mapping

from port.changes.enums import ChangeMove, ChangeState
from port.changes.models import ChangeRequest
from port.companies.models import Company
from port.database import lock_until_commit, locked
from port.workflows import Move, target_of

MOVES: Mapping[ChangeMove, Move[ChangeState]] = {
    ChangeMove.APPROVE: Move(frozenset({ChangeState.SUBMITTED}), ChangeState.APPROVED),
    ChangeMove.REJECT: Move(frozenset({ChangeState.SUBMITTED}), ChangeState.REJECTED),
    ChangeMove.WITHDRAW: Move(frozenset({ChangeState.SUBMITTED}), ChangeState.WITHDRAWN),
}


def take_turns(company: Company) -> None:
    """Requests of one company are written one at a time, so that two of a kind never wait side by side."""
    lock_until_commit(f"change requests of company {company.pk}")


def moved(change: ChangeRequest, move: ChangeMove) -> ChangeRequest:
    """The row, locked, with the state that the move leads to, not yet saved. Raises `MoveRefused`."""
    # Nothing is joined: after waiting for the lock, PostgreSQL would show the joined rows as they were before.
    row = locked(ChangeRequest.objects.filter(pk=change.pk)).get()
    row.state = target_of(MOVES, move, row)
    return row
