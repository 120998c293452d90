"""How often one kind of letter may go to one mailbox."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

NO_PAUSE = timedelta(0)


def may_follow(sent: QuerySet[Any], *, at: datetime, a_day: int, pause: timedelta = NO_PAUSE) -> bool:
    """Whether one more may be sent after those of `sent`, rows with a `created_at`, so that no mailbox is flooded (M-04).

    At most one within the pause, and `a_day` on a day of Taiwan's.
    """
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    lately = sent.filter(created_at__gt=at - pause).exists()
    return not lately and sent.filter(created_at__gte=midnight).count() < a_day
