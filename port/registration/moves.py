"""The table of states and moves of an account application: which move leads from where to where, and nothing else does."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from port.database import first_one_locked, lock_until_commit, locked
from port.registration.enums import ApplicationMove, ApplicationState
from port.registration.models import AccountApplication
from port.workflows import Move, target_of

MOVES: Mapping[ApplicationMove, Move[ApplicationState]] = {
    ApplicationMove.APPROVE: Move(frozenset({ApplicationState.SUBMITTED}), ApplicationState.APPROVED),
    ApplicationMove.REJECT: Move(frozenset({ApplicationState.SUBMITTED}), ApplicationState.REJECTED),
    ApplicationMove.VERIFY: Move(frozenset({ApplicationState.APPROVED}), ApplicationState.VERIFIED),
    ApplicationMove.LAPSE: Move(frozenset({ApplicationState.APPROVED}), ApplicationState.LAPSED),
    ApplicationMove.RENEW: Move(frozenset({ApplicationState.LAPSED}), ApplicationState.APPROVED),
    ApplicationMove.REOPEN: Move(
        frozenset(
            {ApplicationState.APPROVED, ApplicationState.REJECTED, ApplicationState.VERIFIED, ApplicationState.LAPSED}
        ),
        ApplicationState.SUBMITTED,
    ),
}


def take_turns_for(username: str) -> None:
    """Whoever begins to hold an account name passes here one at a time; taken before the first record of the act."""
    lock_until_commit(_turn(username))


def first_in_turn(username: str, rows: "QuerySet[Any, int]") -> int | None:
    """`take_turns_for`, and the first of the rows as it is then, in one word with the database."""
    return first_one_locked(_turn(username), rows)


def _turn(username: str) -> str:
    return f"account name {username}"


def moved(application: AccountApplication, move: ApplicationMove) -> AccountApplication:
    """The row, locked, with the state that the move leads to, not yet saved. Raises `MoveRefused`."""
    # Nothing is joined: after waiting for the lock, PostgreSQL would show the joined rows as they were before.
    row = locked(AccountApplication.objects.filter(pk=application.pk)).get()
    row.state = target_of(MOVES, move, row)
    return row
