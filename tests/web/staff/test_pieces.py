"""The piece of the scan beside a typed value: the line of that value, upright and level, and not the lines around it."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from port.companies.comparison import Match, Typed, Verdict, compare
from port.documents.intake import layout
from port.documents.intake.apart import read_apart
from port.documents.reading.engine import see
from port.documents.reading.ocr import read_picture
from port.documents.reading.papers import PaperKind
from port.documents.reading.plain import bare
from tests.papers.conditions import Condition
from tests.papers.drawing import Paper
from tests.papers.sheet import can_be_drawn
from tests.port.documents import builders as build
from web.staff.pieces import cut_out

LINE = 32  # pixels: the letters of this design on a page of 1240
MARGINS = 2.4  # times the letters: a line with its margins is no higher


@pytest.fixture(autouse=True)
def chinese_letters() -> None:
    if not can_be_drawn():
        pytest.fail("this machine has no Noto CJK fonts to draw papers with (on Debian: fonts-noto-cjk)")


@pytest.mark.parametrize(
    "condition", [Condition.CLEAN, Condition.TURNED, Condition.SKEWED, Condition.PHOTO], ids=lambda each: each.name
)
def test_a_piece_has_the_line_of_its_value_and_not_its_neighbours(condition: Condition, tmp_path: Path) -> None:
    paper = Paper(kind=PaperKind.CHANGE_REGISTRATION, design=1, family="Sans", condition=condition)
    read_apart(build.task(tmp_path, paper.file()))
    page = (tmp_path / layout.page(1)).read_bytes()

    matches = compare(read_picture(page, page=1), typed_of(paper))

    assert [match.verdict for match in matches] == [Verdict.GREEN] * 4
    for match in matches:
        piece = piece_of(page, match)
        assert bare("".join(line.text for line in see(piece))) == bare(match.typed)
        assert piece.shape[0] < MARGINS * LINE


def typed_of(paper: Paper) -> Typed:
    facts = paper.facts
    return Typed(
        number=facts.number,
        company_name=facts.company_name,
        representative=facts.representative,
        address=facts.address,
    )


def piece_of(page: bytes, match: Match) -> np.ndarray:
    assert match.strip is not None
    picture = Image.open(BytesIO(cut_out(page, match.strip))).convert("RGB")
    return np.ascontiguousarray(np.asarray(picture)[:, :, ::-1])
