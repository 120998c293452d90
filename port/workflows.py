"""The table of states and moves that each workflow writes down, and the question whether a move is allowed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

S = TypeVar("S", bound=str)
M = TypeVar("M", bound=str)


@dataclass(frozen=True)
class Move(Generic[S]):
    """From which states a move may be made, and where it leads."""

    sources: frozenset[S]
    target: S


class HasState(Protocol):
    state: str


class MoveRefused(Exception):
    """The move is not in the table for the state that the subject has by now; the subject says what happened."""

    def __init__(self, subject: HasState, move: str) -> None:
        super().__init__(f"{move} is not possible from {subject.state}")
        self.subject = subject
        self.move = move


def target_of(moves: Mapping[M, Move[S]], move: M, subject: HasState) -> S:
    """Where the move leads. Raises `MoveRefused` when the table does not have it for the subject's state."""
    row = moves[move]
    if subject.state not in row.sources:
        raise MoveRefused(subject, move)
    return row.target
