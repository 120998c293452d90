"""The set that the reader is measured on is the set that it claims to be."""

from collections import Counter

import pytest
from PIL import ImageChops

from port.documents.reading.papers import PaperKind
from port.taiwan.ubn import is_valid_ubn
from tests.papers.conditions import Condition
from tests.papers.drawing import Paper, all_papers
from tests.papers.facts import made_up
from tests.papers.sheet import FAMILIES, can_be_drawn, picture_of


def test_every_kind_is_there_in_every_condition_and_both_fonts() -> None:
    papers = list(all_papers())

    shapes = Counter((paper.kind, paper.condition) for paper in papers if paper.trap is None)
    assert set(shapes) == {(kind, condition) for kind in PaperKind for condition in Condition}
    assert set(shapes.values()) == {2}
    designs = {(paper.kind, paper.design, paper.family) for paper in papers}
    assert len(designs) == len(PaperKind) * 2 * len(FAMILIES)


def test_no_two_papers_have_one_name_or_the_same_facts() -> None:
    papers = list(all_papers(lots=2))

    assert len({paper.name for paper in papers}) == len(papers)
    assert len({paper.facts.number for paper in papers}) > 0.99 * len(papers)


def test_papers_with_traps_are_accepted_ones() -> None:
    traps = [paper for paper in all_papers() if paper.trap is not None]

    assert len(traps) == 21
    assert not any(paper.kind.is_abolished for paper in traps)


@pytest.mark.parametrize("kind", PaperKind)
def test_facts_are_the_same_for_the_same_seed_and_their_numbers_hold(kind: PaperKind) -> None:
    assert made_up(kind, "a seed") == made_up(kind, "a seed")
    assert made_up(kind, "a seed") != made_up(kind, "another seed")
    assert is_valid_ubn(made_up(kind, "a seed").number)


def test_a_paper_is_drawn_the_same_twice_and_says_that_it_is_none() -> None:
    assert can_be_drawn(), "Drawing papers needs the Noto CJK fonts; `make test` installs them."
    paper = Paper(kind=PaperKind.FACTORY, design=0, family="Serif", condition=Condition.NOISY)

    one, other = picture_of(paper.sheet, scale=0.5), picture_of(paper.sheet, scale=0.5)

    assert ImageChops.difference(one, other).getbbox() is None
    assert paper.file() is not paper.file()
    assert any("示範文件" in words.text and "虛構" in words.text for words in paper.sheet.words)
