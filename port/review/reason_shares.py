"""Why cases were refused, and how often each reason was given."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from port.companies.enums import DocumentState
from port.companies.models import CompanyDocument, Reason
from port.registration.enums import ApplicationState
from port.registration.models import AccountApplication


@dataclass(frozen=True, kw_only=True)
class ReasonShare:
    """How many refusals gave the reason, and which share of all; `reason` is None where a note alone told why."""

    reason: Reason | None
    given: int
    share: float


def reason_shares(since: datetime) -> list[ReasonShare]:
    """Of the refusals since then that still stand, the commonest reason first; five statements at most.

    Several reasons may be given at once, so the shares may add up to more than one.
    """
    decided = Q(decided_at__gte=since)
    refused = [
        AccountApplication.objects.filter(decided, state=ApplicationState.REJECTED).order_by(),
        CompanyDocument.objects.filter(decided, state=DocumentState.REJECTED).order_by(),
    ]
    refusals = sum(rows.count() for rows in refused)
    given: dict[int | None, int] = {}
    for rows in refused:
        for key, count in rows.values_list("reasons").annotate(Count("pk")):
            given[key] = given.get(key, 0) + count
    known = Reason.objects.in_bulk([key for key in given if key is not None])
    shares = [
        ReasonShare(reason=known.get(key) if key else None, given=count, share=count / refusals)
        for key, count in given.items()
    ]
    return sorted(shares, key=lambda each: (-each.given, each.reason.code if each.reason else ""))
