"""Several things in turn, A B B A A B, so that whatever else the machine does falls on all of them alike.

rounds = interleaved({"first page": ask_first, "deep page": ask_deep}, rounds=21)
ratio(rounds, "deep page", "first page", of=lambda answer: answer.cpu)
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import TypeVar

T = TypeVar("T")
Rounds = Sequence[Mapping[str, T]]
"""What each side brought, round by round."""
WARM_UP = 3
"""Rounds that are thrown away: plans, caches and connections are made in them."""


@dataclass(frozen=True)
class Ratio:
    """The median over pairs of the same round, and between what the middle half of them lies."""

    middle: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.middle:.2f} [{self.low:.2f}-{self.high:.2f}]"


def interleaved(
    sides: Mapping[str, Callable[[int], T]], *, rounds: int, warm_up: int = WARM_UP, times: int = 1
) -> list[dict[str, T]]:
    """Each side once in each round, called with the number of the round (0 and up; the thrown away ones are negative).

    Every other round goes the other way about, so that no side always follows the same one. `times` asks each side so often
    in a row and keeps the last answer: as it is asked by people, on a warm connection.
    """
    kept = []
    for number in range(-warm_up, rounds):
        names = list(sides) if number % 2 else list(reversed(sides))
        answers = {name: [sides[name](number) for _time in range(times)][-1] for name in names}
        if number >= 0:
            kept.append(answers)
    return kept


def middle(rounds: Rounds[T], side: str, *, of: Callable[[T], float]) -> float:
    return median(of(answers[side]) for answers in rounds)


def ratio(rounds: Rounds[T], side: str, to: str, *, of: Callable[[T], float]) -> Ratio:
    """How many times as much `side` takes as `to`."""
    pairs = [of(answers[side]) / of(answers[to]) for answers in rounds]
    low, _median, high = quantiles(pairs, n=4) if len(pairs) > 1 else (*pairs, *pairs, *pairs)
    return Ratio(median(pairs), low, high)
