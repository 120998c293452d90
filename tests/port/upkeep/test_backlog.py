"""What waits, as it is told to whoever watches: how many, and for how long."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from port.documents.enums import ReadingState, ScanVerdict
from port.letters.enums import LetterState
from port.upkeep import backlog
from port.upkeep.backlog import MOST_COUNTED, oldest, waiting
from tests.factories import Clock, a_held_decision, a_letter, an_application
from tests.factories.documents import a_document_reading, a_stored_document

HOUR = timedelta(hours=1)


@pytest.mark.django_db
def test_nothing_waits_where_nothing_is() -> None:
    now = timezone.now()

    assert set(waiting(now).values()) == {0}
    assert set(oldest(now).values()) == {0}


@pytest.mark.django_db
def test_what_waits_is_counted_by_its_queue_and_its_oldest_is_known(clock: Clock) -> None:
    now = clock.now
    an_application(submitted_at=now - 90 * 24 * HOUR)
    an_application(submitted_at=now - HOUR)
    a_held_decision(due_at=now - 2 * HOUR)
    a_held_decision(due_at=now + HOUR)
    a_letter(created_at=now - 5 * HOUR, due_at=now - 3 * HOUR)
    a_letter(created_at=now - 9 * HOUR, due_at=now + HOUR)
    a_letter(state=LetterState.SENT, sent_at=now, due_at=now - 9 * HOUR)
    a_document_reading(a_stored_document(), state=ReadingState.WAITING, created_at=now - 4 * HOUR)
    a_stored_document(scan=ScanVerdict.UNSCANNED, created_at=now - 6 * HOUR)

    counts, ages = waiting(now), oldest(now)

    assert (counts["cases"], counts["cases_over_time"]) == (2, 1)
    assert (counts["decisions_due"], counts["letters_due"], counts["readings"], counts["scans"]) == (1, 1, 1, 1)
    hours = {queue: round(seconds / 3600) for queue, seconds in ages.items()}
    assert hours["cases"] == 90 * 24
    assert hours["decisions_due"] == 2
    assert (hours["letters_due"], hours["letters_unsent"]) == (3, 9)
    assert (hours["readings"], hours["scans"]) == (4, 6)


@pytest.mark.django_db
def test_a_count_stops_where_nobody_reads_on(monkeypatch) -> None:
    monkeypatch.setattr(backlog, "MOST_COUNTED", 3)
    for _ in range(6):
        a_letter()

    assert waiting(timezone.now())["letters_due"] == 4
    assert MOST_COUNTED == 1000


@pytest.mark.django_db
def test_to_ask_costs_the_same_however_much_waits() -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            waiting(timezone.now())
            oldest(timezone.now())
        return len(asked)

    a_letter()
    an_application()
    little = statements()
    for _ in range(20):
        a_letter()
        an_application()

    assert statements() == little


def values() -> dict[tuple[str, str], float]:
    families = text_string_to_metric_families(backlog.backlog().decode())
    return {(one.name, one.labels.get("queue", "")): one.value for family in families for one in family.samples}


@pytest.mark.django_db(transaction=True)
def test_it_is_told_as_prometheus_reads_it(monkeypatch) -> None:
    monkeypatch.setattr(backlog, "SECONDS", 60)
    a_letter(due_at=timezone.now() - HOUR)

    told = values()

    assert told["portpass_database_up", ""] == 1
    assert told["portpass_waiting", "letters_due"] == 1
    assert told["portpass_oldest_seconds", "letters_due"] == pytest.approx(3600, abs=60)


def test_without_a_database_that_is_told_alone(monkeypatch) -> None:
    def away() -> None:
        raise OperationalError

    monkeypatch.setattr(backlog, "_all_of_it", away)

    assert values() == {("portpass_database_up", ""): 0}
