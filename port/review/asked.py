"""What the desk was asked and what it answered, one row for each question of a case, as its figures are counted from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import NamedTuple

from django.db.models import F, Q

from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.companies.enums import DocumentState
from port.companies.models import CompanyDocument
from port.pledges.calendar import DeskCalendar
from port.registration.enums import ApplicationState
from port.registration.models import AccountApplication
from port.review.enums import Question

MOST_ROWS = 50_000
"""Of each question, the newest. So many of both take about three seconds in Python, where the calendar is; neither database
could count working time. A port has some thousands in a year."""


class Asked(NamedTuple):
    """A question that waits (`answered` is None) or was answered. `counts` whether its waiting may be counted."""

    question: Question
    sent: datetime
    answered: datetime | None
    refused: bool
    counts: bool


@dataclass(frozen=True, kw_only=True)
class Waited:
    """Of so many answers, half took no longer than `median` and nine of ten no longer than `most`, in working time."""

    answers: int
    median: timedelta
    most: timedelta


def asked_since(since: datetime) -> list[Asked]:
    """Both questions: what waits, and what was answered since; three statements.

    A case that was reopened counts by its last answer, and how long it waited does not count, since the desk had
    answered it in between. A document that was replaced or closed without an answer is in no row.
    """
    return [*_accounts(since), *_documents(since)]


def waiting_times(rows: Iterable[Asked], calendar: DeskCalendar) -> list[timedelta]:
    """Of what was answered and counts, in the time of the desk."""
    return [calendar.time(row.sent, row.answered) for row in rows if row.answered and row.counts]


def waited(times: Iterable[timedelta]) -> Waited | None:
    """None when there are no times."""
    times = sorted(times)
    if not times:
        return None
    return Waited(answers=len(times), median=_at_share(times, 0.5), most=_at_share(times, 0.9))


def _at_share(times: Sequence[timedelta], share: float) -> timedelta:
    """The nearest rank: really that share of the times is no longer, and the answer is one of them."""
    return times[ceil(share * len(times)) - 1]


def _accounts(since: datetime) -> Iterable[Asked]:
    wanted = Q(state=ApplicationState.SUBMITTED) | Q(decided_at__gte=since)
    rows = AccountApplication.objects.filter(wanted).order_by(F("decided_at").desc(nulls_first=True))
    for sent, answered, state, reopened in rows.values_list("submitted_at", "decided_at", "state", "reopened_at")[
        :MOST_ROWS
    ]:
        yield Asked(Question.ACCOUNT, sent, answered, state == ApplicationState.REJECTED, counts=reopened is None)


def _documents(since: datetime) -> Iterable[Asked]:
    wanted = Q(state=DocumentState.PENDING) | Q(decided_at__gte=since)
    rows = CompanyDocument.objects.filter(wanted).order_by(F("decided_at").desc(nulls_first=True))
    reopened = AuditRecord.objects.filter(
        object_type=CompanyDocument._meta.label_lower, act=Act.DOCUMENT_REOPENED
    ).values_list("object_id", flat=True)
    known = {int(pk) for pk in reopened}
    for pk, sent, answered, state in rows.values_list("pk", "submitted_at", "decided_at", "state")[:MOST_ROWS]:
        yield Asked(Question.DOCUMENT, sent, answered, state == DocumentState.REJECTED, counts=pk not in known)
