"""How much of a document is looked at."""

from port.documents.reading.bounds import CHARACTERS_OF_A_DOCUMENT, LINES_OF_A_DOCUMENT, within_bounds
from port.documents.reading.lines import Line


def lines(count: int, text: str) -> list[Line]:
    return [Line(1 + number // 100, text, (0.1, 0.1, 0.2, 0.2)) for number in range(count)]


def test_a_usual_paper_is_looked_at_as_a_whole() -> None:
    paper = lines(LINES_OF_A_DOCUMENT, "統一編號 12345675")

    assert within_bounds(paper) == paper


def test_of_many_lines_those_of_the_first_pages_count_and_no_other_is_asked_for() -> None:
    asked = []
    many = (asked.append(line) or line for line in lines(5000, "統一編號"))

    kept = within_bounds(many)

    assert {line.page for line in kept} == {1, 2, 3}
    assert len(kept) == len(asked) == LINES_OF_A_DOCUMENT


def test_few_lines_may_be_long_together_only_so_far() -> None:
    kept = within_bounds(lines(200, "字" * 300))

    assert sum(len(line.text) for line in kept) <= CHARACTERS_OF_A_DOCUMENT < 300 * (len(kept) + 1)
