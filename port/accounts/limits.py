"""How often a visitor may do a thing within an hour of the clock (V-05), counted where all processes see it."""

from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac

from port.accounts.models import VisitorCount

HOUR = timedelta(hours=1)
COUNT = """
    INSERT INTO accounts_visitorcount AS counted (key, hour, times) VALUES {rows}
    ON CONFLICT (key, hour) DO UPDATE SET times = counted.times + 1 RETURNING times
"""


def within_limit(*visitors: str, what: str, times: int) -> bool:
    """Count this time for each; False once one of them has had its share of the hour.

    A visitor is an address or a session. In one statement, since this stands before everything that somebody sends.
    """
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    keys = sorted(_hashed(f"{what}:{visitor}") for visitor in visitors)  # in order, so that no two wait for each other
    rows = ", ".join(["(%s, %s, 1)"] * len(keys))
    at = VisitorCount._meta.get_field("hour").get_db_prep_value(hour, connection)
    with connection.cursor() as cursor:
        cursor.execute(COUNT.format(rows=rows), [value for key in keys for value in (key, at)])
        return all(counted <= times for (counted,) in cursor.fetchall())


def forget_counts(*, at: datetime) -> None:
    """Remove the counts of hours that are over."""
    VisitorCount.objects.filter(hour__lte=at - HOUR).delete()


def _hashed(visitor: str) -> str:
    """Keyed, since the few addresses that there are could be found again from a plain hash."""
    return salted_hmac("port.accounts.limits", visitor, algorithm="sha256").hexdigest()
