"""Pages put in another order, turned, left out and added: always a new document, made from the one before."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat
from pytest_django import Settings

from port.documents import reception, staging
from port.documents.enums import DocumentState, Kind, ReadingState, Refusal
from port.documents.former import TURNS, as_it_is
from port.documents.intake import layout
from port.documents.intake.answers import Answer, Task
from port.documents.models import DocumentReading, StoredDocument
from port.documents.reading.lines import lines_of_json
from port.documents.storage import document_storage
from port.documents.workflow import (
    DocumentNotStaged,
    DocumentRefused,
    PagePlace,
    add_pages,
    arrange,
    bring_back,
    copy_for,
    stage,
)
from port.options import options
from tests.factories import at_once
from tests.port.documents import builders as build
from tests.port.documents.builders import BLUE, GREEN, RED, is_about, page_picture, staged, upload

pytestmark = pytest.mark.django_db

MIDDLE = (0.5, 0.5)
YELLOW = (220, 200, 0)


def marked_pdf(*colours: tuple[int, int, int]) -> bytes:
    """A page of A4 in each colour, with a white corner at the upper left, so that it is seen which way is up."""
    document = build.coloured_pdf(*colours)
    for page in document.pages:
        page.contents_add(document.make_stream(b"1 1 1 rg 0 642 200 200 re f"))
    return build.saved(document)


def files_of(document: StoredDocument) -> dict[str, bytes]:
    folder = Path(document_storage().path(str(document.pk)))
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def originals_of(document: StoredDocument) -> list[bytes]:
    files = files_of(document)
    return [files[layout.original(number, Kind(each["kind"]))] for number, each in enumerate(document.originals, 1)]


def looks_like(one: Image.Image, other: Image.Image) -> bool:
    """Of the same shape, and hardly any different once both are made small."""
    same_shape = abs(one.width / one.height - other.width / other.height) < 0.02
    difference = ImageChops.difference(one.resize((40, 40)), other.resize((40, 40)))
    return same_shape and max(ImageStat.Stat(difference).mean) < 6


def in_order(document: StoredDocument, colours: Sequence[tuple[int, int, int]]) -> bool:
    pictures = [page_picture(document, number) for number in range(1, document.page_count + 1)]
    return len(pictures) == len(colours) and all(map(is_about, pictures, [MIDDLE] * len(colours), colours))


def test_pages_come_in_the_new_order_and_the_document_before_is_set_aside() -> None:
    document = staged(build.pdf(RED, GREEN, BLUE))

    arranged = arrange(document=document, pages=[PagePlace(3, 0), PagePlace(1, 0), PagePlace(2, 0)])

    assert in_order(arranged, [BLUE, RED, GREEN])
    assert StoredDocument.objects.staged_for(document.submission_id).get() == arranged
    assert StoredDocument.objects.aside_for(document.submission_id).get() == document
    assert (arranged.name, arranged.originals) == (document.name, document.originals)


@pytest.mark.parametrize(("turn", "corner"), [(0, (0.1, 0.1)), (90, (0.9, 0.1)), (180, (0.9, 0.9)), (270, (0.1, 0.9))])
def test_a_page_is_turned_clockwise(turn: int, corner: tuple[float, float]) -> None:
    document = staged(marked_pdf(RED))

    arranged = arrange(document=document, pages=[PagePlace(1, turn)])

    picture = page_picture(arranged)
    assert is_about(picture, corner, (255, 255, 255))
    assert (picture.width > picture.height) == (turn in {90, 270})
    with arranged.open_pdf() as file, pikepdf.open(file) as pdf:
        assert pdf.pages[0].obj.get("/Rotate", 0) == turn


def test_turns_add_up() -> None:
    document = staged(marked_pdf(RED))

    once = arrange(document=document, pages=[PagePlace(1, 270)])
    twice = arrange(document=once, pages=[PagePlace(1, 90)])

    assert looks_like(page_picture(twice), page_picture(document))


def test_pages_that_are_left_out_are_not_in_the_pdf_any_more_and_the_original_stays_whole() -> None:
    source = build.coloured_pdf(RED, GREEN)
    shared = pikepdf.Dictionary(XObject=pikepdf.Dictionary())
    for name, page in zip(("/One", "/Two"), source.pages, strict=True):
        form = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Form, "BBox": [0, 0, 1, 1]}
        shared.XObject[name] = source.make_stream(f"({name} is on this page) Tj".encode(), **form)
        page.contents_add(source.make_stream(f"{name} Do".encode()))
    for page in source.pages:
        page.Resources = shared  # as the programs of some scanners do
    content = build.saved(source)
    document = staged(content)

    arranged = arrange(document=document, pages=[PagePlace(2, 0)])

    assert b"/One is on this page" in build.everything_in(document)
    assert b"/One is on this page" not in build.everything_in(arranged)
    assert b"/Two is on this page" in build.everything_in(arranged)
    assert originals_of(arranged) == [content]
    assert set(files_of(arranged)) == {"document.pdf", "text.json", "original-1.pdf", "page-001.webp", "thumb-001.webp"}


def test_any_order_with_any_turns_shows_the_right_pages() -> None:
    document = staged(marked_pdf(RED, GREEN, BLUE, YELLOW))
    before = {number: page_picture(document, number) for number in range(1, 5)}
    orders = st.lists(st.sampled_from(range(1, 5)), unique=True, min_size=1)
    arrangements = orders.flatmap(
        lambda numbers: st.tuples(
            *(st.builds(PagePlace, st.just(number), st.sampled_from(TURNS)) for number in numbers)
        )
    )

    @settings(max_examples=15, deadline=None)
    @given(places=arrangements)
    def shows_the_right_pages(places: tuple[PagePlace, ...]) -> None:
        copy = copy_for(document=document, submission_id=uuid.uuid4())

        arranged = arrange(document=copy, pages=places)

        assert arranged.page_count == len(build.safe_pdf(arranged).pages) == len(places)
        for number, place in enumerate(places, 1):
            expected = before[place.number].rotate(-place.turn, expand=True)
            assert looks_like(page_picture(arranged, number), expected)

    shows_the_right_pages()


def test_pictures_of_pages_that_are_not_turned_are_copied() -> None:
    document = staged(build.pdf(RED, GREEN))
    folder = Path(document_storage().path(str(document.pk)))
    for name in (layout.page(1), layout.thumbnail(1), layout.page(2), layout.thumbnail(2)):
        (folder / name).write_bytes(f"picture {name}".encode())

    arranged = files_of(arrange(document=document, pages=[PagePlace(2, 0), PagePlace(1, 90)]))

    assert arranged[layout.page(1)] == b"picture page-002.webp"
    assert arranged[layout.thumbnail(1)] == b"picture thumb-002.webp"
    assert arranged[layout.page(2)].startswith(b"RIFF")
    assert arranged[layout.thumbnail(2)].startswith(b"RIFF")


def test_an_arranged_document_is_found_by_its_originals_and_waits_in_the_place_of_the_former() -> None:
    document = staged(build.pdf(RED, GREEN))

    arranged = arrange(document=document, pages=[PagePlace(2, 0)])

    reading = DocumentReading.objects.get(document=arranged)
    assert [digest.sha256 for digest in arranged.digests.all()] == [document.originals[0]["sha256"]]
    assert (reading.state, reading.urgent) == (ReadingState.WAITING, True)
    assert reading.created_at == DocumentReading.objects.get(document=document).created_at


def test_an_arrangement_is_undone() -> None:
    document = staged(build.pdf(RED, GREEN))
    arrange(document=document, pages=[PagePlace(2, 0)])

    back = bring_back(submission_id=document.submission_id)

    assert in_order(back, [RED, GREEN])


@pytest.mark.parametrize(
    "places",
    [
        [],
        [PagePlace(1, 0), PagePlace(1, 90)],
        [PagePlace(0, 0)],
        [PagePlace(3, 0)],
        [PagePlace(-1, 0)],
        [PagePlace(1, 45)],
        [PagePlace(1, -90)],
        [PagePlace(1, 360)],
    ],
)
def test_an_arrangement_that_cannot_be_changes_nothing(places: list[PagePlace]) -> None:
    document = staged(build.pdf(RED, GREEN))

    with pytest.raises(ValueError, match="page"):
        arrange(document=document, pages=places)

    assert StoredDocument.objects.get() == document


def test_only_the_staged_document_is_arranged(store: Path) -> None:
    document = staged(build.pdf())
    later = staged(build.pdf(), submission_id=document.submission_id)

    with pytest.raises(DocumentNotStaged):
        arrange(document=document, pages=as_it_is(document))

    assert StoredDocument.objects.staged_for(document.submission_id).get() == later


def test_a_later_choice_counts_even_when_it_comes_while_pages_are_arranged(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = staged(build.pdf())
    read_apart = reception.read_apart

    def overtaken(task: Task) -> Answer:
        monkeypatch.setattr(reception, "read_apart", read_apart)
        staged(build.png(), submission_id=document.submission_id)
        return read_apart(task)

    monkeypatch.setattr(reception, "read_apart", overtaken)

    with pytest.raises(DocumentNotStaged):
        arrange(document=document, pages=as_it_is(document))

    rows = StoredDocument.objects.all()
    assert {row.state for row in rows} == {DocumentState.STAGED, DocumentState.ASIDE}
    assert {path.name for path in store.iterdir()} == {str(row.pk) for row in rows}


def test_a_document_that_was_swept_meanwhile_is_said_to_be_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    document = staged(build.pdf())
    rearrange = staging.rearrange

    def swept(*arguments: object) -> reception.Received:
        StoredDocument.objects.all().delete()
        staging.remove_files(document.pk)
        return rearrange(*arguments)

    monkeypatch.setattr(staging, "rearrange", swept)

    with pytest.raises(DocumentNotStaged):
        arrange(document=document, pages=as_it_is(document))


def test_pages_are_added_behind_those_that_are_there() -> None:
    first, second = build.pdf(RED, GREEN), build.png(build.picture(BLUE))
    document = stage(files=[upload(first, "一.pdf")], submission_id=uuid.uuid4())

    longer = add_pages(document=document, files=[upload(second, "二.png")])

    assert in_order(longer, [RED, GREEN, BLUE])
    assert originals_of(longer) == [first, second]
    assert [original["name"] for original in longer.originals] == ["一.pdf", "二.png"]
    assert longer.name == "一.pdf 等 2 個檔案"
    assert StoredDocument.objects.staged_for(document.submission_id).get() == longer
    assert StoredDocument.objects.aside_for(document.submission_id).get() == document
    assert longer.digests.count() == 2


def test_a_photo_is_added_to_an_arranged_document() -> None:
    document = staged(build.pdf(RED, GREEN))
    arranged = arrange(document=document, pages=[PagePlace(2, 90)])

    longer = add_pages(document=arranged, files=[upload(build.jpeg(build.picture(BLUE)), "二.jpg")])

    assert in_order(longer, [GREEN, BLUE])
    assert page_picture(longer, 1).width > page_picture(longer, 1).height


@pytest.mark.parametrize(
    ("limits", "refusal"),
    [
        ({"upload_pages": 2}, Refusal.TOO_MANY_PAGES),
        ({"upload_bytes": 1000}, Refusal.TOO_LARGE),
    ],
)
def test_limits_hold_for_the_whole(limits: dict[str, int], refusal: Refusal, settings: Settings) -> None:
    document = staged(build.pdf(RED, GREEN))
    more = build.pdf(BLUE)
    assert len(more) < 1000 < document.originals[0]["size"] + len(more)
    settings.PORT_OPTIONS = replace(options(), **limits)

    with pytest.raises(DocumentRefused) as refused:
        add_pages(document=document, files=[upload(more)])

    assert refused.value.refusal is refusal
    assert StoredDocument.objects.get() == document


def test_a_photo_that_is_taken_out_is_not_kept_as_an_original_either() -> None:
    first, second, third = (
        build.png(build.picture(colour=RED)),
        build.png(build.picture(colour=GREEN)),
        build.png(build.picture(colour=BLUE)),
    )
    document = staged(first, second, third)

    arranged = arrange(document=document, pages=[PagePlace(3, 0), PagePlace(1, 0)])

    assert originals_of(arranged) == [first, third]
    assert arranged.page_sources == [2, 1]
    assert [digest.sha256 for digest in arranged.digests.all()] == [each["sha256"] for each in arranged.originals]


def test_a_pdf_of_which_a_page_was_taken_out_stays_whole_as_an_original() -> None:
    content = build.pdf(RED, GREEN)
    document = staged(content, build.png())

    arranged = arrange(document=document, pages=[PagePlace(2, 0), PagePlace(3, 0)])

    assert document.page_sources == [1, 1, 2]
    assert arranged.page_sources == [1, 2]
    assert originals_of(arranged)[0] == content


def test_pages_that_are_added_know_their_originals() -> None:
    document = arrange(document=staged(build.png(), build.png()), pages=[PagePlace(2, 0)])

    longer = add_pages(document=document, files=[upload(build.pdf(RED, GREEN), "三.pdf")])

    assert longer.page_sources == [1, 2, 2]
    assert len(longer.originals) == 2


def test_a_document_of_before_whose_sources_are_unknown_keeps_all_originals() -> None:
    document = staged(build.png(), build.png())
    StoredDocument.objects.filter(pk=document.pk).update(page_sources=[])
    document.refresh_from_db()

    arranged = arrange(document=document, pages=[PagePlace(2, 0)])

    assert len(arranged.originals) == 2
    assert arranged.page_sources == []


def test_a_refused_page_leaves_the_document_as_it_was(store: Path) -> None:
    document = staged(build.pdf())

    with pytest.raises(DocumentRefused, match="不是可以接受的檔案"):
        add_pages(document=document, files=[upload(b"not a document", "壞檔")])

    assert StoredDocument.objects.get() == document
    assert {path.name for path in store.iterdir()} == {str(document.pk)}


@pytest.mark.django_db(transaction=True)
def test_of_two_additions_at_once_one_is_told_that_it_came_too_late(store: Path) -> None:
    document = staged(build.pdf())

    answers = at_once(*[lambda: add_pages(document=document, files=[upload(build.pdf(GREEN))])] * 2)

    assert sorted(type(answer).__name__ for answer in answers) == ["DocumentNotStaged", "StoredDocument"]
    rows = {str(pk) for pk in StoredDocument.objects.values_list("pk", flat=True)}
    assert len(rows) == 2
    assert {path.name for path in store.iterdir()} == rows


def test_text_is_found_where_the_pages_are_now() -> None:
    source = build.coloured_pdf(RED, GREEN)
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    source.pages[1].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(Helv=source.make_indirect(font)))
    source.pages[1].contents_add(source.make_stream(b"BT /Helv 40 Tf 0 g 50 780 Td (P) Tj ET"))
    document = staged(build.saved(source))

    arranged = arrange(document=document, pages=[PagePlace(2, 180)])

    (line,) = lines_of_json(json.loads(files_of(arranged)[layout.TEXT]))
    left, top, _right, _bottom = line.box
    assert (line.page, line.text) == (1, "P")
    assert left > 0.5
    assert top > 0.5
