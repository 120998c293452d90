"""A page is believed about itself only where its picture says the same."""

import json
from pathlib import Path

import pytest
from PIL import Image

from demo.papers import Words
from demo.printing import print_pdf
from port.documents.enums import TextSource
from port.documents.intake import layout
from port.documents.intake.apart import read_apart
from port.documents.reading.agreement import agreement
from port.documents.reading.extract import Extract, extract
from port.documents.reading.lines import Line, lines_of_json
from port.documents.reading.pages import read_pages
from port.documents.reading.papers import PaperKind
from tests.papers.conditions import Condition
from tests.papers.drawing import Paper
from tests.papers.lying import Lie, LyingPaper, covered
from tests.papers.sheet import pdf_of, picture_of
from tests.port.documents import builders as build
from tests.port.documents.reading.pages import at, table

ROWS = (
    ("統一編號", "12345675"),
    ("公司名稱", "海鷗示範股份有限公司"),
    ("代表人姓名", "王小明"),
    ("公司所在地", "高雄市鼓山區蓬萊路10號12樓之2"),
)
NUMBER, NAME, PERSON = 1, 3, 5  # places of the values among the lines
UNREADABLE = "\U000249df"  # a character that the reader of pictures has never learned


def told(place: int, text: str) -> list[Line]:
    """The page with another text at that place."""
    lines = table(*ROWS)
    lines[place] = at(lines[place].box[0], (lines[place].box[1] + lines[place].box[3]) / 2, text)
    return lines


def texts(lines: list[Line]) -> list[str]:
    return [line.text for line in lines]


def test_where_both_say_the_same_the_layer_is_taken() -> None:
    layer = table(*ROWS)

    judged = agreement(layer, [Line(1, line.text, line.box, level=line.box) for line in layer])

    assert (judged.lines, judged.refused) == (layer, [])


@pytest.mark.parametrize(
    ("place", "written", "seen"),
    [
        (NUMBER, "12345675", "22099131"),
        (NUMBER, "12345675", "12345680"),
        (NUMBER, "12345675", "12345676"),
        (NUMBER, "12345675", "1234567"),
        (NAME, "海鷗示範股份有限公司", "白鷺示範股份有限公司"),
        (NAME, "海鷗示範股份有限公司", "海鷺示範股份有限公司"),
        (PERSON, "王小明", "王大明"),
        (PERSON, "王小明", ""),
    ],
    ids=["another", "two digits", "one digit, and valid", "cut", "another name", "one character", "person", "nobody"],
)
def test_a_line_that_says_something_else_gives_way_to_what_is_seen(place: int, written: str, seen: str) -> None:
    layer = told(place, written)

    judged = agreement(layer, [line for line in told(place, seen) if line.text])

    assert texts(judged.refused) == [written]
    assert texts(judged.added) == ([seen] if seen else [])
    assert len(judged.believed) == len(layer) - 1


@pytest.mark.parametrize(
    ("place", "written", "seen"),
    [
        (NUMBER, "12345675", "12345625"),
        (NUMBER, "１２３４ ５６７５", "12345675"),
        (NAME, "臺灣海鷗（股）公司", "台湾海鷗(股)公司"),
        (PERSON, f"許{UNREADABLE}明", "許渟明"),
        (PERSON, f"許{UNREADABLE}", "許王亭"),
        (NAME, "茲證明海鷗示範股份有限公司業經核准登記於高雄市", "茲證明海鷗示範股份有限公司業經核淮登記於高雄市"),
    ],
    ids=["one digit", "widths", "variants", "a rare character", "read as two", "one letter of a sentence"],
)
def test_the_layer_knows_better_than_a_slip_of_the_reader(place: int, written: str, seen: str) -> None:
    judged = agreement(told(place, written), told(place, seen))

    assert written in texts(judged.believed)
    assert (judged.refused, judged.added) == ([], [])


def test_it_does_not_matter_into_what_pieces_either_side_breaks_a_row() -> None:
    digits = [at(0.4 + 0.02 * place, 0.2, digit) for place, digit in enumerate("12345675")]
    layer = [at(0.1, 0.2, "統一編號"), *digits, at(0.1, 0.3, "公司名稱海鷗有限公司")]
    seen = [at(0.1, 0.2, "統一編號"), Line(1, "12345675", (0.4, 0.19, 0.56, 0.21))]
    seen += [at(0.1, 0.3, "公司名稱"), at(0.18, 0.3, "海鷗有限公司")]

    judged = agreement(layer, seen)

    assert (judged.believed, judged.refused, judged.added) == (layer, [], [])


def test_a_line_is_judged_by_what_is_seen_at_its_place_and_not_elsewhere() -> None:
    layer = [*table(*ROWS), at(0.4, 0.7, "12345675"), at(0.4, 0.8, "王小明")]

    judged = agreement(layer, table(*ROWS))

    assert judged.refused == layer[-2:]


def test_what_only_the_picture_has_is_added_and_a_watermark_hides_nothing() -> None:
    stamp, watermark = at(0.7, 0.9, "示範用印"), at(0.1, 0.2, "SPECIMEN", size=0.12)

    judged = agreement(table(*ROWS), [*table(*ROWS), stamp, watermark])

    assert (judged.believed, judged.added) == (table(*ROWS), [stamp, watermark])


def test_a_layer_that_disagrees_for_the_most_part_is_dropped_as_a_whole() -> None:
    seen = table(("統一編號", "22099131"), ("商業名稱", "白鷺灣企業社"), ("負責人", "陳大海"))

    judged = agreement(table(*ROWS), seen)

    assert (judged.believed, judged.added) == ([], seen)


def read(pdf: bytes, folder: Path) -> tuple[list[Line], TextSource, Extract]:
    """What the whole reader makes of it, and what would be believed of the layer alone."""
    assert read_apart(build.task(folder, pdf)).pages == 1
    layer = (folder / layout.TEXT).read_text(encoding="utf-8")
    lines, source = read_pages(layer, lambda page: (folder / layout.page(page)).read_bytes(), 1, 1)
    return lines, source, extract(lines_of_json(json.loads(layer)))


@pytest.mark.usefixtures("chinese_letters")
@pytest.mark.parametrize("lie", Lie, ids=lambda lie: lie.name.lower())
def test_a_drawn_lie_is_not_believed_and_the_truth_is_read(lie: Lie, tmp_path: Path) -> None:
    paper = LyingPaper(kind=PaperKind.FACTORY, design=0, family="Sans", lie=lie)

    lines, source, unchecked = read(paper.file(), tmp_path)

    told, shown = paper.told, paper.facts
    assert told.number in {found.value for found in unchecked.numbers}, "the lie is none"
    assert source is TextSource.MIXED
    paper_says = "".join(texts(lines))
    for fact in ("number", "company_name", "representative"):
        assert getattr(shown, fact) in paper_says
        assert getattr(told, fact) == getattr(shown, fact) or getattr(told, fact) not in paper_says


@pytest.mark.usefixtures("chinese_letters")
def test_quite_another_paper_under_a_picture_is_not_read_at_all(tmp_path: Path) -> None:
    hidden = Paper(kind=PaperKind.FACTORY, design=0, family="Sans", condition=Condition.DIGITAL)
    shown = Paper(kind=PaperKind.BUSINESS_LICENCE, design=1, family="Serif", condition=Condition.DIGITAL)

    lines, source, unchecked = read(covered(hidden.sheet, picture_of(shown.sheet, scale=1.0)), tmp_path)

    found = extract(lines)
    assert unchecked.kind is not None
    assert unchecked.kind.value is PaperKind.FACTORY, "the lie is none"
    assert source is TextSource.OCR
    assert found.kind is not None
    assert found.kind.value is PaperKind.BUSINESS_LICENCE


@pytest.mark.usefixtures("chinese_letters")
@pytest.mark.parametrize("kind", [PaperKind.CHANGE_REGISTRATION, PaperKind.ASSOCIATION])
def test_an_honest_page_keeps_its_own_letters(kind: PaperKind, tmp_path: Path) -> None:
    paper = Paper(kind=kind, design=1, family="Serif", condition=Condition.DIGITAL)

    lines, source, _ = read(pdf_of(paper.sheet), tmp_path)

    layer = lines_of_json(json.loads((tmp_path / layout.TEXT).read_text(encoding="utf-8")))
    assert source is TextSource.LAYER
    assert lines[: len(layer)] == layer


@pytest.mark.usefixtures("chinese_letters")
def test_no_rare_character_of_an_honest_page_is_lost(tmp_path: Path) -> None:
    rows = ("統一編號", "12345675", "公司名稱", "海鷗㛢示範有限公司", "負責人", f"許{UNREADABLE}明")
    words = [Words(150 + 300 * (place % 2), 300 + 80 * (place // 2), text, 36) for place, text in enumerate(rows)]
    white = build.jpeg(Image.new("RGB", (1240, 1754), "white"), dpi=(150, 150))

    lines, source, _ = read(print_pdf(white, words), tmp_path)

    assert (texts(lines), source) == (list(rows), TextSource.LAYER)
