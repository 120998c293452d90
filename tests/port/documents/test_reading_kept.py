"""What was read on pages stays known when the pages are changed, so that nothing is read again without need."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from port.documents.enums import ReadingState, TextSource
from port.documents.intake import layout
from port.documents.models import DocumentReading, StoredDocument
from port.documents.reading.lines import Line, lines_as_json, lines_of_json
from port.documents.storage import document_storage
from port.documents.workflow import PagePlace, add_pages, arrange
from port.options import options
from tests.port.documents import builders as build
from tests.port.documents.builders import BLUE, GREEN, RED, staged, upload

pytestmark = pytest.mark.django_db


def a_line(text: str, page: int) -> Line:
    return Line(page, text, (0.1, 0.1, 0.5, 0.2))


def text_of(document: StoredDocument) -> Path:
    return Path(document_storage().path(f"{document.pk}/{layout.TEXT}"))


def was_read(document: StoredDocument, *lines: Line) -> None:
    DocumentReading.objects.filter(document=document).update(
        state=ReadingState.READ, read_at=timezone.now(), source=TextSource.OCR, lines=lines_as_json(lines)
    )


def test_what_was_read_on_pages_that_were_only_moved_is_known_at_once() -> None:
    document = staged(build.pdf(RED, GREEN, BLUE))
    was_read(document, a_line("一", 1), a_line("二", 2), a_line("二下", 2), a_line("三", 3))

    arranged = arrange(document=document, pages=[PagePlace(3, 0), PagePlace(2, 0)])

    reading = DocumentReading.objects.get(document=arranged)
    assert (reading.state, reading.source) == (ReadingState.READ, TextSource.OCR)
    assert lines_of_json(reading.lines) == [a_line("三", 1), a_line("二", 2), a_line("二下", 2)]


@pytest.mark.parametrize(
    "pages", [[PagePlace(1, 90)], [PagePlace(3, 0), PagePlace(1, 0)]], ids=["turned", "never read"]
)
def test_other_pages_are_read_behind_those_who_wait_for_the_first_time(
    pages: list[PagePlace], settings: Settings
) -> None:
    settings.PORT_OPTIONS = replace(options(), reading_pages=2)
    document = staged(build.pdf(RED, GREEN, BLUE))
    was_read(document, a_line("一", 1), a_line("二", 2))

    arranged = arrange(document=document, pages=pages)
    once_more = arrange(document=arranged, pages=[PagePlace(1, 90)])

    for made in (arranged, once_more):
        reading = DocumentReading.objects.get(document=made)
        assert (reading.state, reading.urgent, reading.lines) == (ReadingState.WAITING, False, [])


def test_added_pages_are_read_as_soon_as_any_upload() -> None:
    document = staged(build.pdf(RED))
    was_read(document, a_line("一", 1))

    longer = add_pages(document=document, files=[upload(build.png())])

    reading = DocumentReading.objects.get(document=longer)
    assert (reading.state, reading.urgent) == (ReadingState.WAITING, True)


def test_nothing_is_read_again_for_pages_behind_those_that_are_read(settings: Settings) -> None:
    settings.PORT_OPTIONS = replace(options(), reading_pages=1)
    document = staged(build.pdf(RED))
    was_read(document, a_line("一", 1))

    longer = add_pages(document=document, files=[upload(build.png())])

    reading = DocumentReading.objects.get(document=longer)
    assert (reading.state, lines_of_json(reading.lines)) == (ReadingState.READ, [a_line("一", 1)])


def test_the_text_layer_of_moved_pages_goes_along_and_is_not_looked_for_again() -> None:
    document = staged(build.pdf(RED, GREEN, BLUE))
    text_of(document).write_text(json.dumps(lines_as_json([a_line("一", 1), a_line("二", 2), a_line("三", 3)])))

    arranged = arrange(document=document, pages=[PagePlace(3, 0), PagePlace(2, 90), PagePlace(1, 0)])
    longer = add_pages(document=arranged, files=[upload(build.png())])

    for made in (arranged, longer):
        assert lines_of_json(json.loads(text_of(made).read_text())) == [a_line("三", 1), a_line("一", 3)]


@pytest.mark.parametrize("text", [b"", b"no JSON", b'[{"page": 0}]', b"\xff", b"[" * 100_000])
def test_a_text_layer_that_is_none_of_ours_is_looked_for_anew(text: bytes) -> None:
    document = staged(build.pdf(RED, GREEN))
    text_of(document).write_bytes(text)

    arranged = arrange(document=document, pages=[PagePlace(2, 0)])

    assert json.loads(text_of(arranged).read_text()) == []
