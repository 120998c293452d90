"""Whether a history and what is there afterwards go together (R-11). Pure: it is tried on made-up guilt."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tests.faults.history import Operation, Outcome


@dataclass(frozen=True, kw_only=True)
class Application:
    """A row of the database, and what belongs to it: how many records of its sending, and letters that say so.

    `paper` is the SHA-256 of what was received with it and is kept now, in hex; empty when there is none.
    """

    key: int
    submission_id: str
    username: str
    reference: str
    paper: str
    records: int = 1
    letters: int = 1


@dataclass(frozen=True, kw_only=True)
class World:
    """What is there once everything has come back and the outbox has run empty."""

    applications: list[Application] = field(default_factory=list)
    letters: frozenset[str] = frozenset()
    """Message-IDs of all rows of the outbox."""
    arrived: Counter[str] = field(default_factory=Counter)
    """Message-IDs that the mail server has taken, and how often."""
    strays: list[str] = field(default_factory=list)
    """Records and letters that are about no row."""
    broken_files: list[str] = field(default_factory=list)
    chain: str = ""
    """What is wrong with the chain of the record; empty when it is whole."""


def violations(operations: Iterable[Operation], world: World) -> list[str]:
    """A sentence for each broken promise; an empty list is a run without fault."""
    operations = list(operations)
    return [
        *_lost(operations, world),
        *_twice(world),
        *_left_by_a_failure(operations, world),
        *_half_done(operations, world),
        *_letters(world),
        *(f"about nothing: {stray}" for stray in world.strays),
        *(f"half written: {file}" for file in world.broken_files),
        *([f"the record: {world.chain}"] if world.chain else []),
    ]


def _lost(operations: list[Operation], world: World) -> Iterator[str]:
    there = {(each.submission_id, each.reference) for each in world.applications}
    for operation in operations:
        if operation.outcome is Outcome.OK and (operation.submission_id, operation.reference) not in there:
            yield f"lost: {operation.reference} of clerk {operation.clerk}, acknowledged at {operation.ended:.1f} s"
        if operation.twin not in ("", operation.reference):
            yield f"told two numbers: {operation.reference} and {operation.twin}"


def _twice(world: World) -> Iterator[str]:
    for what in ("submission_id", "username", "reference"):
        counted = Counter(getattr(each, what) for each in world.applications)
        yield from (f"twice: {what} {value}" for value, times in counted.items() if times > 1)


def _left_by_a_failure(operations: list[Operation], world: World) -> Iterator[str]:
    there = {each.submission_id for each in world.applications}
    for operation in operations:
        if operation.outcome is Outcome.FAIL and operation.submission_id in there:
            yield f"left by a failure: {operation.username}, told {operation.why!r}"


def _half_done(operations: list[Operation], world: World) -> Iterator[str]:
    """Whatever is in is wholly in, whether the clerk was told or not; and nobody else has sent anything."""
    by_form = {operation.submission_id: operation for operation in operations}
    for each in world.applications:
        operation = by_form.get(each.submission_id)
        if operation is None:
            yield f"sent by nobody: {each.reference}"
            continue
        if operation.paper != each.paper:
            yield f"half done: {each.reference} has not the document that came with it"
        if each.records != 1:
            yield f"half done: {each.reference} has {each.records} records of its sending"
        if each.letters != 1:
            yield f"half done: {each.reference} has {each.letters} letters that say it has come"


def _letters(world: World) -> Iterator[str]:
    """One may arrive more than once, under the same Message-ID (R-33), but none may be missing, or come from nowhere."""
    yield from (f"letter missing: {key}" for key in sorted(world.letters - set(world.arrived)))
    yield from (f"letter without a row: {key}" for key in sorted(set(world.arrived) - world.letters))
