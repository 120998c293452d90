"""What waits at this moment: cases, decisions, letters, documents. Asked when a Prometheus asks, never for a page.

Counts stop at `MOST_COUNTED` + 1, which stands for more, and each oldest row is the first of an index, so that asking costs
the same however much waits.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from port.accounts.models import User
from port.changes.models import ChangeRequest
from port.documents.enums import ReadingState
from port.documents.models import DocumentReading, StoredDocument
from port.letters.enums import LetterState
from port.letters.models import Letter
from port.pledges.calendar import desk_calendar
from port.pledges.target import target_working_days
from port.review.models import HeldDecision
from port.review.queue import CaseFilter, Sight, filtered_cases
from port.review.shared import waiting_shared
from port.upkeep.limited import within

MOST_COUNTED = 1000
SECONDS = 3.0
"""For all of it together; a Prometheus waits for ten."""

Rows = QuerySet[Any]


def waiting(at: datetime) -> dict[str, float]:
    """How many wait, by queue."""
    late_before = desk_calendar().time_before(at, timedelta(days=target_working_days()))
    sight = Sight(by=User(), at=at, late_before=late_before)
    return {
        "cases": _count(filtered_cases(CaseFilter.WAITING, sight)),
        "cases_over_time": _count(filtered_cases(CaseFilter.OVER_TIME, sight)),
        "shared": _count(waiting_shared()),
        "changes": _count(ChangeRequest.objects.waiting()),
        "decisions_due": _count(HeldDecision.objects.due(at)),
        "letters_due": _count(_due_letters(at)),
        "readings": _count(_readings()),
        "scans": _count(StoredDocument.objects.unscanned()),
    }


def oldest(at: datetime) -> dict[str, float]:
    """For how many seconds the first of each queue has waited; 0 where nothing does. Of letters and decisions, since due."""
    sight = Sight(by=User(), at=at, late_before=at)
    return {
        "cases": _age(filtered_cases(CaseFilter.WAITING, sight), "submitted_at", at),
        "shared": _age(waiting_shared(), "submitted_at", at),
        "changes": _age(ChangeRequest.objects.waiting(), "submitted_at", at),
        "decisions_due": _age(HeldDecision.objects.due(at), "due_at", at),
        "letters_due": _age(_due_letters(at), "due_at", at),
        "letters_unsent": _age_of_letters(at),
        "readings": _age(_readings(), "created_at", at),
        "scans": _age(StoredDocument.objects.unscanned(), "created_at", at),
    }


GAUGES: dict[str, tuple[str, Callable[[datetime], dict[str, float]]]] = {
    "portpass_waiting": (f"How many wait, by queue; {MOST_COUNTED + 1} stands for more", waiting),
    "portpass_oldest_seconds": (
        "For how long the first of each queue has waited, of letters and decisions since due",
        oldest,
    ),
}


class _Backlog(Collector):
    def collect(self) -> Iterator[GaugeMetricFamily]:
        up = GaugeMetricFamily("portpass_database_up", "Whether the database told in time what waits")
        try:
            told = within(SECONDS, _all_of_it, name="backlog")
        except Exception:  # noqa: BLE001 - what was counted is told all the same, and that this could not be
            up.add_metric([], 0)
            yield up
            return
        up.add_metric([], 1)
        yield up
        for name, values in told.items():
            gauge = GaugeMetricFamily(name, GAUGES[name][0], labels=["queue"])
            for queue, value in values.items():
                gauge.add_metric([queue], value)
            yield gauge


def backlog() -> bytes:
    """As Prometheus reads it."""
    registry = CollectorRegistry()
    registry.register(_Backlog())
    return generate_latest(registry)


def _all_of_it() -> dict[str, dict[str, float]]:
    at = timezone.now()
    return {name: ask(at) for name, (_help, ask) in GAUGES.items()}


def _due_letters(at: datetime) -> Rows:
    """By the index of the outbox. Some of them may wait for another letter to the same reader."""
    return Letter.objects.on_its_way().filter(due_at__lte=at)


def _readings() -> Rows:
    return DocumentReading.objects.filter(state__in=[ReadingState.WAITING, ReadingState.READING])


def _count(rows: Rows) -> float:
    return rows.order_by().values("pk")[: MOST_COUNTED + 1].count()


def _age(rows: Rows, name: str, at: datetime) -> float:
    first = rows.order_by(name).values_list(name, flat=True).first()
    return max(0.0, (at - first).total_seconds()) if first else 0.0


def _age_of_letters(at: datetime) -> float:
    """Since they were written: one that is put off is due later each time. Of many, that of the first due ones."""
    first = Letter.objects.filter(state__in=[LetterState.WAITING, LetterState.SENDING]).order_by("due_at")
    written = list(first.values_list("created_at", flat=True)[:MOST_COUNTED])
    return max(0.0, (at - min(written)).total_seconds()) if written else 0.0
