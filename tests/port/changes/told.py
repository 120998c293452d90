"""What the outbox tells about a request."""

from port.changes.models import ChangeRequest
from port.letters.models import Letter


def letters(change: ChangeRequest) -> list[tuple[str, str]]:
    """Kind and reader of each letter about the request, the oldest first."""
    return list(Letter.objects.about(change).values_list("kind", "to_address"))
