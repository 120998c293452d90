"""What may become of an entry."""

from collections.abc import Mapping

from django.db.models import TextChoices

from port.content.enums import EntryState
from port.workflows import Move


class EntryMove(TextChoices):
    PUBLISH = "publish"
    WITHDRAW = "withdraw"


MOVES: Mapping[EntryMove, Move[EntryState]] = {
    EntryMove.PUBLISH: Move(
        frozenset({EntryState.DRAFT, EntryState.PUBLISHED, EntryState.WITHDRAWN}), EntryState.PUBLISHED
    ),
    EntryMove.WITHDRAW: Move(frozenset({EntryState.PUBLISHED}), EntryState.WITHDRAWN),
}
