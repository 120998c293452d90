"""The papers that the program draws: readable, marked, small, and taken by the product's own intake."""

import io
import uuid
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageChops

from demo import fonts
from demo.papers import A4, PaperFacts, PaperKind, draw_paper, paper_jpeg, paper_pdf
from port.documents.workflow import stage

FACTS = PaperFacts(
    company_name="海鷗示範船務代理股份有限公司",
    number="00001004",
    representative="林示安",
    address="804004高雄市鼓山區示範路10號",
    issued_on=date(2026, 3, 4),
)
SMALL = 300_000  # bytes


@pytest.fixture
def no_chinese_font(monkeypatch):
    monkeypatch.setattr(fonts, "NAMES", ())
    fonts.chinese_font.cache_clear()
    yield
    fonts.chinese_font.cache_clear()


def differs(one: Image.Image, other: Image.Image) -> bool:
    return ImageChops.difference(one, other).getbbox() is not None


def is_drawn_on(paper: Image.Image) -> bool:
    """Whether there is black on it: the watermark and the stamp are not."""
    return paper.convert("L").getextrema()[0] < 60


@pytest.mark.parametrize("kind", PaperKind)
def test_each_kind_of_paper_is_an_a4_page_of_its_own(kind):
    paper = draw_paper(kind, **FACTS)

    assert paper.size == A4
    assert is_drawn_on(paper)
    assert all(differs(paper, draw_paper(other, **FACTS)) for other in PaperKind if other is not kind)


@pytest.mark.parametrize(
    "changed",
    [
        {"company_name": "浪花示範報關行"},
        {"number": "00001009"},
        {"representative": "陳範文"},
        {"address": "202基隆市中正區示範路1號"},
        {"issued_on": date(2026, 3, 5)},
        {"page": 2, "pages": 2},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_every_fact_is_seen_on_the_paper(changed):
    assert differs(draw_paper(PaperKind.FACTORY, **FACTS), draw_paper(PaperKind.FACTORY, **{**FACTS, **changed}))


def test_a_long_name_goes_on_in_the_next_line_inside_the_table():
    long = draw_paper(PaperKind.FACTORY, **{**FACTS, "company_name": "示範" * 50})

    right_margin = long.crop((A4[0] - 105, 290, A4[0], 1200))

    assert not is_drawn_on(right_margin)


@pytest.mark.parametrize(("draw", "name"), [(paper_pdf, "登記表.pdf"), (paper_jpeg, "IMG_4001.jpg")])
@pytest.mark.django_db
def test_a_paper_is_small_and_taken_by_the_intake(draw, name):
    content = draw(PaperKind.CHANGE_REGISTRATION, **FACTS)

    document = stage(files=[SimpleUploadedFile(name, content)], submission_id=uuid.uuid4())

    assert len(content) < SMALL
    assert document.page_count == 1
    with document.open_page(1) as file:
        assert is_drawn_on(Image.open(io.BytesIO(file.read())))


def test_a_photo_lies_askew_on_a_desk():
    photo = Image.open(io.BytesIO(paper_jpeg(PaperKind.FACTORY, **FACTS)))

    corner, middle = photo.getpixel((5, 5)), photo.getpixel((photo.width // 2, photo.height * 3 // 4))

    assert max(corner) < 130
    assert min(middle) > 170


@pytest.mark.usefixtures("no_chinese_font")
def test_a_machine_without_a_chinese_font_draws_latin_papers():
    assert fonts.chinese_font() is None

    paper = draw_paper(PaperKind.FACTORY, **FACTS)

    assert paper.size == A4
    assert is_drawn_on(paper)
    assert differs(paper, draw_paper(PaperKind.FACTORY, **{**FACTS, "number": "00001009"}))


def test_the_font_is_looked_for_in_the_folders_of_fonts(monkeypatch, tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "msjh.ttc").write_bytes(b"no font, but a name")
    monkeypatch.setattr(fonts, "FOLDERS", (str(tmp_path),))
    fonts.chinese_font.cache_clear()

    found = fonts.chinese_font()

    fonts.chinese_font.cache_clear()
    assert found == (tmp_path / "deep" / "msjh.ttc", 0)
