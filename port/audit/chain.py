"""Does the chain hold, from the first record to the last, and does it still have the heads that were exported? (A-26)"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from port.audit.heads import Head
from port.audit.models import AuditRecord

AT_ONCE = 2000
MOST_NAMED = 100
"""Faults that are named one by one; a forger could make any number of them."""
UNREADABLE = (ValueError, TypeError, AttributeError)
"""What Django raises for a time or a JSON that is none."""


@dataclass
class Verdict:
    """What a walk along the chain has found. `records` and `last_id` tell how far it has come, from the first record on."""

    records: int = 0
    last_id: int = 0
    hash: str = ""
    broken: list[int] = field(default_factory=list)
    lost: list[Head] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.broken and not self.lost


def verify(heads: Sequence[Head] = (), *, since: Head | None = None) -> Verdict:
    """Walk along the chain, a batch at a time; with `since` only from that head on.

    `broken` are the rows whose own seal, or whose link to the row before, does not hold; `lost` the heads that the
    chain does not have. Rows behind the last head can be cut off, or forged to the end, without leaving a trace here.
    """
    verdict, awaited = Verdict(), {head.last_id: head for head in heads}
    if since:
        verdict = Verdict(records=since.records, last_id=since.last_id, hash=since.hash)
        awaited = {key: head for key, head in awaited.items() if key > since.last_id}
        if not _stands(since):
            verdict.lost.append(since)
    for key, row in _rows(after=since.last_id if since else None):
        _pass(verdict, key, row)
        head = awaited.pop(key, None)
        if head and (head.records, head.hash) != (verdict.records, verdict.hash):
            verdict.lost.append(head)
    verdict.lost += awaited.values()
    del verdict.lost[MOST_NAMED:]
    return verdict


def _stands(head: Head) -> bool:
    """Whether the chain has this head, with as many rows up to it."""
    rows = AuditRecord.objects.filter(pk__lte=head.last_id)
    return rows.count() == head.records and rows.filter(pk=head.last_id, hash=head.hash).exists()


def _pass(verdict: Verdict, key: int, row: AuditRecord | None) -> None:
    if not _holds(row, verdict.hash) and len(verdict.broken) < MOST_NAMED:
        verdict.broken.append(key)
    verdict.records += 1
    verdict.last_id = key
    verdict.hash = row.hash if row else ""


def _holds(row: AuditRecord | None, previous: str) -> bool:
    try:
        return row is not None and row.previous_hash == previous and row.hash == row.sealed()
    except UNREADABLE:
        return False


def _rows(*, after: int | None) -> Iterator[tuple[int, AuditRecord | None]]:
    """Each row with its key, or None for one that was made unreadable.

    By key, since a cursor over all of them would have to be kept open, and PostgreSQL ends statements that take long.
    """
    while True:
        rows = AuditRecord.objects.order_by("pk")
        found = _read(rows[:AT_ONCE] if after is None else rows.filter(pk__gt=after)[:AT_ONCE])
        if not found:
            return
        yield from found
        after = found[-1][0]


def _read(rows: "QuerySet[AuditRecord]") -> list[tuple[int, AuditRecord | None]]:
    try:
        return [(row.pk, row) for row in rows]
    except UNREADABLE:
        return [(key, _readable(key)) for key in rows.values_list("pk", flat=True)]


def _readable(key: int) -> AuditRecord | None:
    try:
        return AuditRecord.objects.filter(pk=key).first()
    except UNREADABLE:
        return None
