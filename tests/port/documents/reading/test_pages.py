"""The text layer where it is of use and the picture says the same, the picture otherwise."""

import json

import pytest

from port.documents.enums import TextSource
from port.documents.reading import pages
from port.documents.reading.lines import Line, lines_as_json
from port.documents.reading.pages import read_pages
from tests.port.documents.reading.pages import at, paragraph, table

GOOD = table(("統一編號", "12345675"), ("公司名稱", "海鷗示範股份有限公司"))


Pictures = dict[int, list[Line]]


@pytest.fixture(autouse=True)
def pictures(monkeypatch: pytest.MonkeyPatch) -> Pictures:
    """In place of the engine, which has tests of its own: what each page shows, and which were looked at.

    A page that a test says nothing of shows its number.
    """
    shown: Pictures = {}

    def seen(webp: bytes, *, page: int) -> list[Line]:
        return shown.setdefault(page, [at(0.1, 0.1, webp.decode(), page=page)])

    monkeypatch.setattr(pages, "read_picture", seen)
    return shown


def picture(page: int) -> bytes:
    return f"picture {page}".encode()


def as_text(lines: list[Line]) -> str:
    return json.dumps(lines_as_json(lines))


def test_a_layer_of_use_is_taken_where_the_picture_says_the_same(pictures: Pictures) -> None:
    pictures[1] = [*GOOD, at(0.7, 0.9, "示範用印")]

    lines, source = read_pages(as_text(GOOD), picture, page_count=1, at_most=9)

    assert (lines, source) == (pictures[1], TextSource.LAYER)


def test_a_layer_that_is_right_in_part_is_taken_in_part(pictures: Pictures) -> None:
    pictures[1] = table(("統一編號", "22099131"), ("公司名稱", "海鷗示範股份有限公司"))

    lines, source = read_pages(as_text(GOOD), picture, page_count=1, at_most=9)

    assert {line.text for line in lines} == {line.text for line in pictures[1]}
    assert source is TextSource.MIXED


def test_a_layer_that_the_picture_contradicts_is_none() -> None:
    lines, source = read_pages(as_text(GOOD), picture, page_count=1, at_most=9)

    assert ([line.text for line in lines], source) == (["picture 1"], TextSource.OCR)


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
def test_a_layer_of_no_use_gives_way_to_the_picture(layer: list[Line], pictures: Pictures) -> None:
    pictures[1] = [line for line in layer[:1] if line.text]

    lines, source = read_pages(as_text(layer), picture, page_count=1, at_most=9)

    assert (lines, source) == (pictures[1], TextSource.OCR)


@pytest.mark.parametrize("text", [None, "", "{}", "not JSON", '[{"page":1,"text":"統一編號","box":[]}]', "[" * 100_000])
def test_a_layer_that_is_none_of_ours_is_none(text: str | None) -> None:
    lines, source = read_pages(text, picture, page_count=1, at_most=9)

    assert ([line.text for line in lines], source) == (["picture 1"], TextSource.OCR)


def test_running_text_of_an_office_is_of_use(pictures: Pictures) -> None:
    letter = paragraph(
        "主旨：茲證明國立海鷗大學為本部核准立案之學校，請查照。", *(["說明：依據貴校來函辦理，詳如附件。"] * 4)
    )

    pictures[1] = letter

    _, source = read_pages(as_text(letter), picture, page_count=1, at_most=9)

    assert source is TextSource.LAYER


def test_each_page_is_judged_by_itself_and_the_lines_come_in_order(pictures: Pictures) -> None:
    pictures[1] = GOOD

    lines, source = read_pages(as_text(GOOD), picture, page_count=3, at_most=9)

    assert [line.page for line in lines] == [1, 1, 1, 1, 2, 3]
    assert source is TextSource.MIXED


def test_no_more_pages_are_read_than_are_allowed_and_of_the_others_nothing_is_believed(pictures: Pictures) -> None:
    beyond = table(("統一編號", "12345675"), ("公司名稱", "海鷗示範股份有限公司"), page=3)

    lines, source = read_pages(as_text(beyond), picture, page_count=50, at_most=2)

    assert sorted(pictures) == [1, 2]
    assert {line.page for line in lines} == {1, 2}
    assert source is TextSource.OCR


def test_lines_of_pages_that_the_document_does_not_have_are_left_out(pictures: Pictures) -> None:
    beyond = [*GOOD, *table(("統一編號", "12345675"), ("名稱", "海鷗"), page=7)]
    pictures[1] = GOOD

    lines, _ = read_pages(as_text(beyond), picture, page_count=1, at_most=9)

    assert lines == GOOD
