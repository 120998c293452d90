"""The list of change requests, one page after the other by key."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q

from port.changes.models import ChangeRequest

PAGE_ROWS = 50


@dataclass(frozen=True)
class ChangePage:
    """One page; `after` is the key that the next page begins behind, empty at the end."""

    changes: list[ChangeRequest]
    after: str


def page_of(*, ended: bool, after: str = "") -> ChangePage:
    """What waits, waiting longest first; or what has ended, newest first. A key (`<time>_<id>`) that is none is ignored."""
    rows = ChangeRequest.objects.ended() if ended else ChangeRequest.objects.waiting()
    if key := _key(after):
        at, pk = key
        later = Q(submitted_at__gt=at) | Q(submitted_at=at, pk__gt=pk)
        earlier = Q(submitted_at__lt=at) | Q(submitted_at=at, pk__lt=pk)
        rows = rows.filter(earlier if ended else later)
    found = list(rows.select_related("company", "asked_by", "decided_by")[: PAGE_ROWS + 1])
    shown = found[:PAGE_ROWS]
    return ChangePage(shown, _key_of(shown[-1]) if len(found) > PAGE_ROWS else "")


def _key_of(change: ChangeRequest) -> str:
    """In UTC, so that no sign in it must be quoted in an address."""
    return f"{change.submitted_at.astimezone(UTC):%Y%m%dT%H%M%S.%f}_{change.pk}"


def _key(after: str) -> tuple[datetime, int] | None:
    at, _separator, pk = after.partition("_")
    if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        return None
    try:
        return datetime.strptime(at, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC), int(pk)
    except ValueError:
        return None
