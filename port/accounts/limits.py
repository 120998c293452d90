"""How often a visitor may do a thing within an hour of the clock (V-05), counted where all processes see it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from port.accounts.models import VisitorCount

HOUR = timedelta(hours=1)


@transaction.atomic
def within_limit(visitor: str, *, what: str, times: int) -> bool:
    """Count this time; False once the visitor has had its share of the hour. `visitor` is an address or a session."""
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    count, _ = VisitorCount.objects.get_or_create(key=_hashed(f"{what}:{visitor}"), hour=hour)
    VisitorCount.objects.filter(pk=count.pk).update(times=F("times") + 1)
    count.refresh_from_db(fields=["times"])
    return count.times <= times


def forget_counts(*, at: datetime) -> None:
    """Remove the counts of hours that are over."""
    VisitorCount.objects.filter(hour__lte=at - HOUR).delete()


def _hashed(visitor: str) -> str:
    """Keyed, since the few addresses that there are could be found again from a plain hash."""
    return salted_hmac("port.accounts.limits", visitor, algorithm="sha256").hexdigest()
