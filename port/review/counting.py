"""How many cases each view of the queue has."""

from datetime import UTC, datetime
from functools import lru_cache

from django.db import connection

from port.accounts.models import User
from port.companies.models import CompanyDocument
from port.database import CountTogether, WrittenOnce
from port.review.sources import CaseFilter, Sight, sources

MOST_COUNTED = 300
"""More than a day's work; how many more there are changes nothing for whoever reads it."""
SOMEBODY = Sight(
    by=User(pk=-(2**31)), at=datetime(1911, 10, 10, tzinfo=UTC), late_before=datetime(1912, 1, 1, tzinfo=UTC)
)
"""Stands in the statement for whoever asks; nobody has that key, and no case is that old."""


def count_cases(sight: Sight) -> dict[CaseFilter, int]:
    """How many cases each view has, in one statement; `MOST_COUNTED` + 1 stands for more."""
    asked = {
        SOMEBODY.by.pk: sight.by.pk,
        SOMEBODY.at: sight.at,
        SOMEBODY.late_before: sight.late_before,
    }
    most = MOST_COUNTED + 1
    counted = _counting(connection.vendor, most).first_row(asked) or [0] * len(CaseFilter)
    return dict(zip(CaseFilter, (min(count, most) for count in counted), strict=True))


@lru_cache
def _counting(_vendor: str, most: int) -> WrittenOnce:
    """Ten views make a statement that takes longer to be put together than to be answered."""
    counts = {
        chosen.value: CountTogether(*(source.keys(most) for source in sources(chosen, SOMEBODY)))
        for chosen in CaseFilter
    }
    return WrittenOnce(CompanyDocument.objects.order_by("pk").values_list(*counts.values())[:1])
