"""Infected files are not taken, and what came while the scanner did not answer is shown to it again (U-08)."""

import uuid
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.documents import scanning
from port.documents.enums import DocumentState, Refusal, ScanVerdict
from port.documents.former import as_it_is
from port.documents.models import StoredDocument
from port.documents.workflow import DocumentNotStaged, DocumentRefused, add_pages, arrange, keep, scan_again, stage
from tests.port.documents import builders as build
from tests.port.documents.builders import staged, upload
from tests.port.documents.clamd import EICAR, STREAM_MAXIMUM, Clamd

pytestmark = pytest.mark.django_db


def infected_photo() -> bytes:
    """A photo like any other, were it not for the comment in it."""
    return build.jpeg(comment=EICAR)


def too_large_to_scan() -> bytes:
    return build.jpeg() + bytes(2 * STREAM_MAXIMUM)


def verdict_of(document: StoredDocument) -> str:
    return StoredDocument.objects.get(pk=document.pk).scan


def staged_while_it_was_away(clamd: Clamd, content: bytes) -> StoredDocument:
    clamd.stop()
    document = staged(content)
    clamd.start()
    return document


def test_a_scanned_document_says_so(clamd: Clamd) -> None:
    document = staged(build.pdf())

    assert (document.scan, document.originals_may_be_opened) == (ScanVerdict.CLEAN, True)
    assert document.scanned_at is not None


def test_without_a_scanner_a_document_is_not_called_clean() -> None:
    document = staged(build.pdf())

    assert (document.scan, document.scanned_at) == (ScanVerdict.NOT_ASKED, None)
    assert document.originals_may_be_opened


def test_an_infected_file_is_refused_by_its_name_and_nothing_of_it_is_kept(
    clamd: Clamd, store: Path, caplog: pytest.LogCaptureFixture
) -> None:
    files = [upload(build.jpeg(), "一.jpg"), upload(infected_photo(), "二.jpg")]

    with pytest.raises(DocumentRefused, match=r"在「二\.jpg」中偵測到病毒") as refused:
        stage(files=files, submission_id=uuid.uuid4())

    assert refused.value.refusal is Refusal.INFECTED
    assert list(store.iterdir()) == []
    assert "found Test.Eicar" in caplog.text
    assert "EICAR-" not in caplog.text
    assert "二.jpg" not in caplog.text


def test_a_document_that_could_not_be_scanned_is_accepted_and_its_originals_are_locked(clamd: Clamd) -> None:
    clamd.stop()

    document = staged(build.pdf())

    assert (document.scan, document.scanned_at) == (ScanVerdict.UNSCANNED, None)
    assert not document.originals_may_be_opened


def test_originals_are_unlocked_when_the_scanner_is_back(clamd: Clamd) -> None:
    document = staged_while_it_was_away(clamd, build.pdf())
    keep(document)

    judged = scan_again(at=timezone.now())

    assert judged == 1
    assert StoredDocument.objects.get().originals_may_be_opened
    assert not AuditRecord.objects.exists()


def test_while_the_scanner_is_away_nothing_is_unlocked(clamd: Clamd) -> None:
    clamd.stop()
    document = staged(build.pdf())

    assert scan_again(at=timezone.now()) == 0
    assert verdict_of(document) == ScanVerdict.UNSCANNED


def test_without_a_scanner_what_was_not_judged_stays_locked() -> None:
    document = staged(build.pdf())
    StoredDocument.objects.update(scan=ScanVerdict.UNSCANNED)

    assert scan_again(at=timezone.now()) == 0
    assert verdict_of(document) == ScanVerdict.UNSCANNED


def test_a_kept_document_that_is_found_infected_later_stays_locked_and_is_recorded(clamd: Clamd) -> None:
    document = staged_while_it_was_away(clamd, infected_photo())
    keep(document)

    scan_again(at=timezone.now())

    record = AuditRecord.objects.about(document).get()
    assert (record.act, record.actor_role) == (Act.DOCUMENT_INFECTED, "clock")
    assert verdict_of(document) == ScanVerdict.INFECTED
    assert not StoredDocument.objects.get().originals_may_be_opened


def test_a_staged_document_that_is_found_infected_is_gone_and_cannot_be_sent(
    clamd: Clamd, store: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    document = staged_while_it_was_away(clamd, infected_photo())

    with django_capture_on_commit_callbacks(execute=True):
        scan_again(at=timezone.now())

    assert list(store.iterdir()) == []
    with pytest.raises(DocumentNotStaged, match="未通過掃毒"):
        keep(document)


def test_a_file_that_the_scanner_never_takes_holds_up_no_other(clamd: Clamd) -> None:
    now = timezone.now()
    never = staged(too_large_to_scan())
    waiting = staged_while_it_was_away(clamd, build.png())

    judged = [scan_again(at=now + timedelta(minutes=minute)) for minute in range(3)]

    assert judged == [0, 1, 0]
    assert (verdict_of(never), verdict_of(waiting)) == (ScanVerdict.UNSCANNED, ScanVerdict.CLEAN)


def test_a_slow_scanner_does_not_hold_up_letters_and_decisions(clamd: Clamd, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        staged(build.png())
    StoredDocument.objects.update(scan=ScanVerdict.UNSCANNED, scanned_at=None)
    clock = count(step=15)
    monkeypatch.setattr(scanning, "monotonic", lambda: next(clock))

    judged = [scan_again(at=timezone.now()) for _ in range(2)]

    assert judged == [2, 1]


def test_added_pages_are_scanned_too(clamd: Clamd) -> None:
    document = staged(build.pdf())

    with pytest.raises(DocumentRefused) as refused:
        add_pages(document=document, files=[upload(infected_photo())])

    assert refused.value.refusal is Refusal.INFECTED
    assert StoredDocument.objects.get().state == DocumentState.STAGED


def test_a_clean_page_makes_nothing_clean_that_was_not_scanned(clamd: Clamd) -> None:
    document = staged_while_it_was_away(clamd, build.pdf())

    longer = add_pages(document=document, files=[upload(build.png())])

    assert (longer.scan, longer.scanned_at) == (ScanVerdict.UNSCANNED, None)


def test_an_arranged_document_keeps_the_verdict_on_its_originals(clamd: Clamd) -> None:
    document = staged(build.pdf())
    clamd.stop()

    arranged = arrange(document=document, pages=as_it_is(document))

    assert (arranged.scan, arranged.scanned_at) == (ScanVerdict.CLEAN, document.scanned_at)
