"""Whose turn it is to be read, and what becomes of a reading. What is found on a page is tested beside the engine."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from port.documents import reading_queue
from port.documents.enums import ReadingState, TextSource
from port.documents.models import DocumentReading, StoredDocument
from port.documents.reading.bounds import LINES_OF_A_DOCUMENT
from port.documents.reading.lines import Line, lines_of_json
from port.documents.reading_queue import claim, read, read_next
from port.documents.storage import StoreDoesNotAnswer
from port.options import options
from tests.factories import a_document_reading, a_stored_document_with_files, at_once

pytestmark = pytest.mark.django_db

LINES = [Line(1, "統一編號 12345675", (0.1, 0.2, 0.5, 0.22))]


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch) -> "Engine":
    """In place of the reader of pictures, which has tests of its own."""
    engine = Engine()
    monkeypatch.setattr(reading_queue, "read_pages", engine)
    return engine


class Engine:
    """Looks at each page that it may and finds the same on all of them, unless it fails; remembers what it looked at."""

    def __init__(self) -> None:
        self.fault: Exception | None = None
        self.looked_at: list[int] = []
        self.meanwhile = lambda: None
        self.lines = LINES

    def __call__(self, pdf_text, open_page, page_count, at_most) -> tuple[list[Line], TextSource]:
        for page in range(1, min(page_count, at_most) + 1):
            picture = open_page(page)
            if picture is None:
                break
            assert picture.startswith(b"RIFF")
            self.looked_at.append(page)
            self.meanwhile()
        if self.fault:
            raise self.fault
        return self.lines, TextSource.OCR


def a_waiting_reading(**overrides) -> DocumentReading:
    values = {"state": ReadingState.WAITING, "source": "", "urgent": True}
    return a_document_reading(a_stored_document_with_files(page_count=overrides.pop("pages", 1)), **values | overrides)


def test_a_store_that_is_away_spends_no_try_of_a_document(engine: "Engine") -> None:
    reading = a_waiting_reading()
    engine.fault = StoreDoesNotAnswer("503")
    for _ in range(2 * options().reading_tries):
        with pytest.raises(StoreDoesNotAnswer):
            read_next(at=timezone.now())
    reading.refresh_from_db()
    assert (reading.state, reading.tries, reading.leased_until) == (ReadingState.WAITING, 0, None)
    engine.fault = None

    assert read_next(at=timezone.now())

    reading.refresh_from_db()
    assert (reading.state, reading.tries) == (ReadingState.READ, 1)


def a_left_reading(*, tries: int = 1, ago: timedelta = timedelta(seconds=1)) -> DocumentReading:
    """One whose reader died while it was reading."""
    return a_waiting_reading(state=ReadingState.READING, tries=tries, leased_until=timezone.now() - ago)


def now() -> datetime:
    return timezone.now()


def test_a_document_is_read_and_its_lines_are_kept() -> None:
    reading = a_waiting_reading()

    assert read_next(at=now())

    reading.refresh_from_db()
    assert (reading.state, reading.source, reading.tries) == (ReadingState.READ, TextSource.OCR, 1)
    assert lines_of_json(reading.lines) == LINES
    assert reading.read_at is not None
    assert reading.seconds is not None
    assert reading.leased_until is None


def test_nothing_due_is_told() -> None:
    a_document_reading(a_stored_document_with_files())

    assert not read_next(at=now())


def test_no_more_pages_are_read_than_the_options_allow(engine: Engine, settings: Settings) -> None:
    settings.PORT_OPTIONS = replace(options(), reading_pages=2)
    a_waiting_reading(pages=4)

    read_next(at=now())

    assert engine.looked_at == [1, 2]


def test_after_its_time_a_document_is_read_as_far_as_the_reader_has_come(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [0.0]
    monkeypatch.setattr(reading_queue, "monotonic", lambda: clock[0])
    engine.meanwhile = lambda: clock.append(clock.pop() + 15)
    reading = a_waiting_reading(pages=5)

    read_next(at=now())

    reading.refresh_from_db()
    assert engine.looked_at == [1, 2]
    assert (reading.state, reading.seconds) == (ReadingState.READ, 30)


def test_a_page_that_takes_longer_than_the_whole_document_may_is_read_all_the_same(
    engine: Engine, settings: Settings
) -> None:
    settings.PORT_OPTIONS = replace(options(), reading_seconds=-1)
    a_waiting_reading(pages=2)

    read_next(at=now())

    assert engine.looked_at == [1]


def test_of_a_paper_full_of_text_only_so_much_is_kept_as_can_be_looked_at(engine: Engine) -> None:
    engine.lines = LINES * 1000
    reading = a_waiting_reading()

    read_next(at=now())

    reading.refresh_from_db()
    assert len(reading.lines) == LINES_OF_A_DOCUMENT


def test_what_somebody_waits_for_is_read_first() -> None:
    later = now()
    old = a_waiting_reading(urgent=False, created_at=later - timedelta(hours=1))
    second = a_waiting_reading(created_at=later)
    first = a_waiting_reading(created_at=later - timedelta(minutes=1))

    order = [claim(at=later) for _ in range(3)]

    assert order == [first, second, old]


def test_a_leased_document_is_left_to_its_reader_until_the_lease_ends() -> None:
    reading = a_waiting_reading()
    at = now()
    claim(at=at)

    assert claim(at=at + options().reading_lease) is None
    assert claim(at=at + options().reading_lease + timedelta(seconds=1)) == reading


def test_the_lease_holds_from_each_page_on(engine: Engine) -> None:
    reading = a_waiting_reading(pages=2)
    leases = []

    def meanwhile() -> None:
        leases.append(DocumentReading.objects.get(pk=reading.pk).leased_until)
        DocumentReading.objects.filter(pk=reading.pk).update(leased_until=now())

    engine.meanwhile = meanwhile

    read_next(at=now() - timedelta(hours=1))

    assert all(lease and lease > now() + options().reading_lease / 2 for lease in leases)
    assert len(leases) == 2


def test_a_reader_whose_document_was_taken_over_reads_no_further_page(engine: Engine) -> None:
    reading = a_waiting_reading(pages=3)
    engine.meanwhile = lambda: DocumentReading.objects.filter(pk=reading.pk).update(tries=2)

    read_next(at=now())

    reading.refresh_from_db()
    assert engine.looked_at == [1]
    assert (reading.state, reading.tries) == (ReadingState.READING, 2)


def test_what_died_in_the_middle_is_taken_again() -> None:
    reading = a_left_reading()

    read_next(at=now())

    reading.refresh_from_db()
    assert (reading.state, reading.tries) == (ReadingState.READ, 2)


def test_a_document_that_ends_its_reader_each_time_is_given_up() -> None:
    reading = a_left_reading(tries=options().reading_tries)

    assert claim(at=now()) is None

    reading.refresh_from_db()
    assert (reading.state, reading.last_error) == (ReadingState.FAILED, "ReaderEnded")


def test_a_failure_is_tried_again_and_given_up_at_last(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    engine.fault = ValueError("陳大海 A123456789")
    reading = a_waiting_reading()
    states = []

    while read_next(at=now()):
        reading.refresh_from_db()
        states.append(reading.state)

    assert states == [ReadingState.WAITING] * (options().reading_tries - 1) + [ReadingState.FAILED]
    assert reading.last_error == "ValueError"
    assert str(reading.document_id) in caplog.text
    assert "陳大海" not in caplog.text


def test_a_lost_file_is_a_failure_of_that_document_alone() -> None:
    lost = a_waiting_reading(created_at=now() - timedelta(minutes=1))
    StoredDocument.objects.filter(pk=lost.document_id).update(page_count=2)
    other = a_waiting_reading()

    while read_next(at=now()):
        pass

    lost.refresh_from_db()
    other.refresh_from_db()
    assert (lost.state, lost.last_error, other.state) == (ReadingState.FAILED, "FileNotFoundError", ReadingState.READ)


def test_a_document_deleted_while_it_is_read_is_no_error(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    reading = a_waiting_reading()
    engine.meanwhile = StoredDocument.objects.all().delete

    assert read_next(at=now())

    assert not DocumentReading.objects.filter(pk=reading.pk).exists()
    assert caplog.text == ""


def test_a_document_deleted_before_it_is_read_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    a_waiting_reading()
    reading = claim(at=now())
    StoredDocument.objects.all().delete()

    assert reading
    assert not read(reading)
    assert caplog.text == ""


def test_a_reader_that_was_too_slow_leaves_the_result_of_the_next_one_alone(engine: Engine) -> None:
    reading = a_waiting_reading()
    slow = claim(at=now() - timedelta(hours=1))

    def meanwhile() -> None:
        engine.meanwhile = lambda: None
        read_next(at=now() + options().reading_lease * 2)
        engine.fault = ValueError("late")

    engine.meanwhile = meanwhile

    assert slow
    assert not read(slow)

    reading.refresh_from_db()
    assert (reading.state, reading.tries, reading.last_error) == (ReadingState.READ, 2, "")


def test_a_reader_told_to_stop_finishes_its_page_and_hands_the_document_back(engine: Engine) -> None:
    reading = a_waiting_reading(pages=3)

    read_next(at=now(), going_on=lambda: not engine.looked_at)

    reading.refresh_from_db()
    assert engine.looked_at == [1]
    assert (reading.state, reading.tries, reading.leased_until) == (ReadingState.WAITING, 0, None)


@pytest.mark.django_db(transaction=True)
def test_readers_at_the_same_instant_each_take_another_document() -> None:
    at = now()
    readings = {a_waiting_reading().pk for _ in range(4)}

    taken = at_once(*[lambda: claim(at=at)] * 4)

    rows = [reading.pk for reading in taken if isinstance(reading, DocumentReading)]
    assert len(rows) == len(set(rows))
    assert set(rows) <= readings
    assert [fault for fault in taken if isinstance(fault, Exception)] == []
    if connection.vendor == "sqlite":  # one writer at a time: nobody finds a row locked and goes away empty
        assert set(rows) == readings


@pytest.mark.django_db(transaction=True)
def test_one_document_is_claimed_by_one_reader() -> None:
    at = now()
    reading = a_waiting_reading()

    taken = at_once(*[lambda: claim(at=at)] * 4)

    assert [row for row in taken if row is not None] == [reading]
