"""The papers that the program draws: readable, marked, small, and taken by the product's own intake."""

import io
import uuid
from datetime import date

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageChops, ImageStat

from demo import fonts
from demo.files import office_pdf, paper_jpeg, paper_pdf
from demo.papers import A4, PaperFacts, PaperKind, Words, draw_paper
from demo.printing import MOST_LETTERS, print_pdf
from port.companies.advice import CautionCode, advice_on
from port.companies.comparison import Typed
from port.documents.enums import TextSource
from port.documents.models import DocumentReading
from port.documents.reading_queue import read_next
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


@pytest.mark.parametrize(
    ("draw", "name"), [(paper_pdf, "登記表.pdf"), (paper_jpeg, "IMG_4001.jpg"), (office_pdf, "登記表.pdf")]
)
@pytest.mark.django_db
def test_a_paper_is_small_and_taken_by_the_intake(draw, name):
    content = draw(PaperKind.CHANGE_REGISTRATION, **FACTS)

    document = stage(files=[SimpleUploadedFile(name, content)], submission_id=uuid.uuid4())

    assert len(content) < SMALL
    assert document.page_count == 1
    with document.open_page(1) as file:
        assert is_drawn_on(Image.open(io.BytesIO(file.read())))


def advice(name: str, content: bytes, **typed: str) -> tuple[TextSource, list[CautionCode], str]:
    """What the paper was read from, what somebody who hands it in is told, and what it was taken for."""
    document = stage(files=[SimpleUploadedFile(name, content)], submission_id=uuid.uuid4())
    read_next(at=timezone.now())
    told = advice_on(document, Typed(**{name: str(FACTS[name]) for name in Typed.__annotations__} | typed))
    return DocumentReading.objects.get().source, [caution.code for caution in told.cautions], told.found


@pytest.mark.django_db
def test_what_the_office_sent_is_read_from_its_letters():
    source, cautions, found = advice("登記表.pdf", office_pdf(PaperKind.CHANGE_REGISTRATION, **FACTS))

    assert (source, cautions) == (TextSource.LAYER, [])
    assert PaperKind.CHANGE_REGISTRATION.chinese in found
    assert FACTS["number"] in found


@pytest.mark.django_db
def test_a_paper_with_other_facts_is_noticed():
    content = office_pdf(PaperKind.CHANGE_REGISTRATION, **FACTS)

    _, cautions, _ = advice("登記表.pdf", content, company_name="浪花示範報關行", number="00001021")

    assert set(cautions) == {CautionCode.OTHER_NAME, CautionCode.OTHER_NUMBER}


@pytest.mark.django_db
def test_the_abolished_licence_is_noticed():
    _, cautions, _ = advice("登記證.pdf", office_pdf(PaperKind.BUSINESS_LICENCE, **FACTS))

    assert cautions == [CautionCode.ABOLISHED]


@pytest.mark.django_db
def test_a_photo_from_the_side_is_noticed():
    source, cautions, _ = advice("IMG_4001.jpg", paper_jpeg(PaperKind.FACTORY, lying=True, **FACTS))

    assert (source, cautions) == (TextSource.OCR, [CautionCode.SIDEWAYS])


def test_letters_that_are_letters_look_like_letters_that_are_drawn():
    printed, scanned = (
        pypdfium2.PdfDocument(draw(PaperKind.FACTORY, **FACTS))[0].render(scale=0.5, grayscale=True).to_pil()
        for draw in (office_pdf, paper_pdf)
    )

    difference = ImageChops.difference(printed, scanned)

    assert ImageStat.Stat(difference).mean[0] < 2
    assert ImageStat.Stat(printed).mean[0] < 253


def test_a_font_has_no_more_letters_than_its_codes_can_tell():
    many = "".join(chr(ord("一") + number) for number in range(MOST_LETTERS + 1))
    background = io.BytesIO()
    Image.new("RGB", A4, "white").save(background, "JPEG", dpi=(150, 150))

    with pytest.raises(ValueError, match="too many"):
        print_pdf(background.getvalue(), [Words(10, 50, many, 20)])


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
    assert office_pdf(PaperKind.FACTORY, **FACTS) == paper_pdf(PaperKind.FACTORY, **FACTS)


def test_the_font_is_looked_for_in_the_folders_of_fonts(monkeypatch, tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "msjh.ttc").write_bytes(b"no font, but a name")
    monkeypatch.setattr(fonts, "FOLDERS", (str(tmp_path),))
    fonts.chinese_font.cache_clear()

    found = fonts.chinese_font()

    fonts.chinese_font.cache_clear()
    assert found == (tmp_path / "deep" / "msjh.ttc", 0)
