"""Text layer first, pictures otherwise."""

import json

import pytest

from port.documents.enums import TextSource
from port.documents.reading import pages
from port.documents.reading.lines import Line, lines_as_json
from port.documents.reading.pages import read_pages
from tests.port.documents.reading.pages import at, paragraph, table

GOOD = table(("統一編號", "12345675"), ("公司名稱", "海鷗示範股份有限公司"))


@pytest.fixture(autouse=True)
def pictures_read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """In place of the engine, which has tests of its own: what is read is the number of the page."""
    read: list[int] = []

    def seen(webp: bytes, *, page: int) -> list[Line]:
        read.append(page)
        return [at(0.1, 0.1, webp.decode(), page=page)]

    monkeypatch.setattr(pages, "read_picture", seen)
    return read


def picture(page: int) -> bytes:
    return f"picture {page}".encode()


def as_text(lines: list[Line]) -> str:
    return json.dumps(lines_as_json(lines))


def test_a_layer_of_use_is_taken_and_no_picture_opened(pictures_read: list[int]) -> None:
    lines, source = read_pages(as_text(GOOD), picture, page_count=1, at_most=9)

    assert (lines, source, pictures_read) == (GOOD, TextSource.LAYER, [])


@pytest.mark.parametrize(
    "layer",
    [
        [],
        [at(0.1, 0.1, "12345675")],
        [at(0.1, 0.1, "1!l| ®~ ~ffi |=B8 ¥§ 5tt EH #%#")],
        [at(0.1, 0.1 + row * 0.05, "口口囗日目田由甲申电亡乜") for row in range(9)],
        [at(0.1, 0.1, "統一編號名稱"), *(at(0.1, 0.2 + row / 50, "qwertyuiopasdfghjkl") for row in range(20))],
    ],
    ids=["empty", "a number alone", "Latin guesses", "Chinese guesses", "mostly Latin"],
)
def test_a_layer_of_no_use_gives_way_to_the_picture(layer: list[Line], pictures_read: list[int]) -> None:
    lines, source = read_pages(as_text(layer), picture, page_count=1, at_most=9)

    assert [line.text for line in lines] == ["picture 1"]
    assert (source, pictures_read) == (TextSource.OCR, [1])


@pytest.mark.parametrize("text", [None, "", "{}", "not JSON", '[{"page":1,"text":"統一編號","box":[]}]', "[" * 100_000])
def test_a_layer_that_is_none_of_ours_is_none(text: str | None) -> None:
    lines, source = read_pages(text, picture, page_count=1, at_most=9)

    assert ([line.text for line in lines], source) == (["picture 1"], TextSource.OCR)


def test_running_text_of_an_office_is_of_use() -> None:
    letter = paragraph(
        "主旨：茲證明國立海鷗大學為本部核准立案之學校，請查照。", *(["說明：依據貴校來函辦理，詳如附件。"] * 4)
    )

    _, source = read_pages(as_text(letter), picture, page_count=1, at_most=9)

    assert source is TextSource.LAYER


def test_each_page_is_judged_by_itself_and_the_lines_come_in_order() -> None:
    lines, source = read_pages(as_text(GOOD), picture, page_count=3, at_most=9)

    assert [line.page for line in lines] == [1, 1, 1, 1, 2, 3]
    assert source is TextSource.MIXED


def test_no_more_pictures_are_read_than_are_allowed(pictures_read: list[int]) -> None:
    lines, _ = read_pages("[]", picture, page_count=50, at_most=2)

    assert pictures_read == [1, 2]
    assert {line.page for line in lines} == {1, 2}


def test_lines_of_pages_that_the_document_does_not_have_are_left_out() -> None:
    beyond = [*GOOD, *table(("統一編號", "12345675"), ("名稱", "海鷗"), page=7)]

    lines, _ = read_pages(as_text(beyond), picture, page_count=1, at_most=9)

    assert lines == GOOD
