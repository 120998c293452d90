"""What the process apart writes of the letters of a PDF."""

import json
from pathlib import Path

import pikepdf
import pytest

from port.documents.intake import text
from port.documents.intake.apart import read_apart
from port.documents.intake.text import write_text
from port.documents.reading import bounds
from port.documents.reading.lines import Line, lines_as_json, lines_of_json
from tests.papers.sheet import A4_POINTS, HEIGHT, WIDTH, Sheet, pdf_of
from tests.port.documents import builders as build


def sheet() -> Sheet:
    page = Sheet("Sans")
    page.words = []
    for x, y, words in (
        (100, 300, "統一編號"),
        (400, 300, "12345675"),
        (100, 400, "公司 名稱"),
        (400, 400, "海鷗有限公司"),
    ):
        page.write(x, y, words, 40)
    return page


def lines_of(pdf: bytes, folder: Path) -> list[Line]:
    (folder / "document.pdf").write_bytes(pdf)
    write_text(folder / "document.pdf", folder)
    return lines_of_json(json.loads((folder / "text.json").read_text()))


def drawn_after(instruction: str, folder: Path, **settings: int) -> bytes:
    """The sheet with an instruction before all others."""
    (folder / "before.pdf").write_bytes(pdf_of(sheet(), **settings))
    with pikepdf.open(folder / "before.pdf") as document:
        document.pages[0].contents_add(f"{instruction}\n".encode(), prepend=True)
        return build.saved(document)


def test_lines_stand_where_they_are_seen(tmp_path: Path) -> None:
    lines = lines_of(pdf_of(sheet()), tmp_path)

    assert [line.text for line in lines] == ["統一編號", "12345675", "公司 名稱", "海鷗有限公司"]
    left, top, right, bottom = lines[0].box
    assert (left, right) == pytest.approx((100 / WIDTH, 260 / WIDTH), abs=0.01)
    assert top < 300 / HEIGHT < bottom
    assert bottom - top == pytest.approx(40 / HEIGHT, rel=0.4)


def test_the_places_turn_with_the_page(tmp_path: Path) -> None:
    """Written on its side on a page that is shown turned by a quarter, as programs write wide pages."""
    width, height = A4_POINTS
    lines = lines_of(drawn_after(f"0 1 -1 0 {height} 0 cm", tmp_path, rotate=90), tmp_path)

    assert [line.text for line in lines] == ["統一編號", "12345675", "公司 名稱", "海鷗有限公司"]
    left, top, right, bottom = lines[0].box
    assert (left * height, right * height) == pytest.approx((100 / WIDTH * width, 260 / WIDTH * width), abs=6)
    assert top * width < 300 / HEIGHT * height < bottom * width


def test_pages_count_from_one_and_those_without_text_have_no_lines(tmp_path: Path) -> None:
    lines = lines_of(pdf_of(sheet(), Sheet("Sans"), sheet()), tmp_path)

    assert sorted({line.page for line in lines}) == [1, 3]


def test_letters_that_nobody_sees_do_not_count(tmp_path: Path) -> None:
    assert lines_of(drawn_after("3 Tr", tmp_path), tmp_path) == []


def test_letters_beside_the_page_do_not_count(tmp_path: Path) -> None:
    assert lines_of(drawn_after("1 0 0 1 2000 0 cm", tmp_path), tmp_path) == []


def test_letters_set_one_by_one_are_one_line(tmp_path: Path) -> None:
    page = Sheet("Sans")
    page.spread(200, 200 + 7 * 62, 200, "營利事業登記證", 60)

    (line,) = lines_of(pdf_of(page), tmp_path)

    assert line.text.replace(" ", "") == "營利事業登記證"


def test_no_page_gives_more_than_its_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "LINES_OF_A_PAGE", 3)
    monkeypatch.setattr(text, "LONGEST_LINE", 2)

    lines = lines_of(pdf_of(sheet()), tmp_path)

    assert [line.text for line in lines] == ["統一", "12", "公司"]


def test_a_document_gives_no_more_than_its_bounds_from_its_first_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "LINES_OF_A_DOCUMENT", 6)

    lines = lines_of(pdf_of(sheet(), sheet(), sheet()), tmp_path)

    assert [line.page for line in lines] == [1, 1, 1, 1, 2, 2]


def test_only_pages_that_have_no_picture_yet_are_looked_at_again(tmp_path: Path) -> None:
    known = Line(1, "known", (0.1, 0.1, 0.2, 0.2))
    (tmp_path / "text.json").write_text(json.dumps(lines_as_json([known])))
    (tmp_path / "thumb-001.webp").touch()

    lines = lines_of(pdf_of(sheet(), sheet()), tmp_path)

    assert lines[0] == known
    assert [line.text for line in lines if line.page == 2] == ["統一編號", "12345675", "公司 名稱", "海鷗有限公司"]


def test_letters_beyond_the_bound_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "CHARACTERS_OF_A_PAGE", 3)

    assert [line.text for line in lines_of(pdf_of(sheet()), tmp_path)] == ["統一編"]


def test_the_process_apart_writes_it_beside_the_pictures(tmp_path: Path) -> None:
    read_apart(build.task(tmp_path, pdf_of(sheet())))

    written = lines_of_json(json.loads((tmp_path / "text.json").read_text()))
    assert [line.text for line in written][:2] == ["統一編號", "12345675"]


def test_a_photo_has_no_lines_of_its_own(tmp_path: Path) -> None:
    read_apart(build.task(tmp_path, build.jpeg()))

    assert json.loads((tmp_path / "text.json").read_text()) == []
