"""Where a typed value stands."""

from time import process_time

import pytest

from port.documents.reading.search import find_text, similarity
from tests.port.documents.reading.pages import at, paragraph, table

LINES = [
    *table(
        ("統一編號", "12345675"),
        ("公司名稱", "海鷗示範股份有限公司"),
        ("公司所在地", "台北市中山區民生東路二段1號"),
        ("電話", "021234567599"),
    ),
]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("12345675", "12345675"),
        ("海鷗示範股份有限公司", "海鷗示範股份有限公司"),
        ("104105臺北市中山區民生東路二段１號", "台北市中山區民生東路二段1號"),
    ],
)
def test_what_stands_there_is_found_exactly(typed: str, text: str) -> None:
    found = find_text(LINES, typed)

    assert found is not None
    assert (found.value, found.text, found.similarity) == (typed, text, 1)


def test_what_is_nearly_there_is_found_with_how_much() -> None:
    found = find_text(LINES, "海鴎示範股份有限公司")

    assert found is not None
    assert found.text == "海鷗示範股份有限公司"
    assert found.similarity == pytest.approx(0.9)


def test_a_number_inside_of_a_longer_one_is_not_it() -> None:
    found = find_text(table(("電話", "021234567599")), "12345675")

    assert found is not None
    assert found.similarity < 1


@pytest.mark.parametrize("typed", ["", "　", "白鷺灣企業社", "98765430"])
def test_what_stands_nowhere_is_not_found(typed: str) -> None:
    assert find_text(table(("統一編號", "12345675"), ("名稱", "海鷗示範股份有限公司")), typed) is None


def test_a_value_is_found_inside_of_a_sentence_and_over_two_lines() -> None:
    lines = paragraph("茲證明社團法人高雄市海鷗發展協", "會業經核准立案。")

    found = find_text(lines, "社團法人高雄市海鷗發展協會")

    assert found is not None
    assert found.similarity == 1
    assert found.box == (lines[0].box[0], lines[0].box[1], lines[0].box[2], lines[1].box[3])


def test_of_equals_the_first_counts() -> None:
    found = find_text([at(0.1, 0.5, "王小明", page=2), at(0.1, 0.5, "王小明", page=1)], "王小明")

    assert found is not None
    assert found.page == 1


def test_fifty_full_pages_are_searched_in_a_moment() -> None:
    words = "本公司所營事業除許可業務外得經營法令非禁止或限制之業務股東名簿"
    lines = [
        at(0.1, 0.004 * row, words[row % 20 :] + str(row) + words[: row % 20], size=0.003, page=page)
        for page in range(1, 51)
        for row in range(200)
    ]
    started = process_time()

    found = find_text([*lines, at(0.1, 0.9, "海鷗示範股份有限公司", page=50)], "海鴎示範股份有限公司")

    assert found is not None
    assert found.similarity == pytest.approx(0.9)
    assert process_time() - started < 5


def test_two_ways_of_writing_are_alike_and_two_names_are_not() -> None:
    assert similarity("台灣海鷗（股）公司", "臺灣海鷗(股)公司") == 1
    assert similarity("海鷗示範股份有限公司", "白鷺灣股份有限公司") < 0.8
