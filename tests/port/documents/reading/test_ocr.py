"""The engine itself, on pages drawn as they come from scanners and phones, by way of the intake."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from port.documents.intake.apart import read_apart
from port.documents.reading.extract import Extract, extract
from port.documents.reading.lines import Line, lines_as_json, lines_of_json
from port.documents.reading.ocr import read_picture
from port.documents.reading.papers import PaperKind
from port.documents.reading.search import similarity
from tests.papers.conditions import Condition
from tests.papers.drawing import Paper
from tests.port.documents import builders as build

OFFLINE = """
import sys

def no_network(event, _arguments):
    if event.startswith(("socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.Request")):
        raise SystemExit(f"the network was asked: {event}")

sys.addaudithook(no_network)
from port.documents.reading.ocr import read_picture

print("".join(line.text for line in read_picture(sys.stdin.buffer.read(), page=1)))
"""

pytestmark = pytest.mark.usefixtures("chinese_letters")


def picture_of(paper: Paper, folder: Path) -> bytes:
    """The picture that the desk shows of the paper."""
    read_apart(build.task(folder, paper.file()))
    return (folder / "page-001.webp").read_bytes()


def turned(webp: bytes, degrees: int) -> bytes:
    """Clockwise."""
    image = Image.open(io.BytesIO(webp)).convert("RGB").rotate(-degrees, expand=True)
    return build.encoded(image, "WEBP", quality=80)


def assert_read(paper: Paper, read: Extract) -> None:
    assert read.kind is not None
    assert read.kind.value is paper.kind
    assert paper.facts.number in [found.value for found in read.numbers]
    assert read.company_name is not None
    assert similarity(read.company_name.value, paper.facts.company_name) >= 0.9


@pytest.mark.parametrize(
    "paper",
    [
        Paper(kind=PaperKind.BUSINESS_LICENCE, design=0, family="Serif", condition=Condition.PHOTO),
        Paper(kind=PaperKind.CHANGE_REGISTRATION, design=0, family="Serif", condition=Condition.NOISY),
        Paper(kind=PaperKind.ASSOCIATION, design=1, family="Sans", condition=Condition.SKEWED),
        Paper(kind=PaperKind.FACTORY, design=0, family="Sans", condition=Condition.SKEWED, trap=2),
    ],
    ids=lambda paper: paper.name,
)
def test_a_drawn_paper_is_read(paper: Paper, tmp_path: Path) -> None:
    lines = read_picture(picture_of(paper, tmp_path), page=1)

    assert_read(paper, extract(lines))
    assert lines_of_json(lines_as_json(lines))


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_lies_on_its_side_is_read_and_its_lines_are_found_on_the_page_as_it_is(
    degrees: int, tmp_path: Path
) -> None:
    paper = Paper(kind=PaperKind.COMPANY_CERTIFICATE, design=1, family="Sans", condition=Condition.CLEAN)
    picture = picture_of(paper, tmp_path)
    (upright,) = [line for line in read_picture(picture, page=1) if line.text == paper.facts.company_name]

    lines = read_picture(turned(picture, degrees), page=1)

    assert_read(paper, extract(lines))
    assert {line.turn for line in lines} == {360 - degrees}
    (found,) = [line for line in lines if line.text == paper.facts.company_name]
    assert found.box == pytest.approx(turned_box(upright, degrees), abs=0.01)


def turned_box(line: Line, degrees: int) -> tuple[float, float, float, float]:
    left, top, right, bottom = line.box
    for _ in range(degrees // 90):
        left, top, right, bottom = 1 - bottom, left, 1 - top, right
    return left, top, right, bottom


def test_an_empty_page_has_no_lines() -> None:
    white = build.encoded(build.picture((255, 255, 255), (1240, 1754)), "WEBP")

    assert read_picture(white, page=1) == []


def test_a_picture_that_is_none_of_ours_is_not_opened() -> None:
    with pytest.raises(OSError, match="cannot identify"):
        read_picture(build.png(), page=1)


def test_a_picture_larger_than_a_page_is_not_read() -> None:
    large = build.encoded(Image.new("L", (4000, 4000), 255), "WEBP")

    with pytest.raises(ValueError, match="larger"):
        read_picture(large, page=1)


def test_reading_asks_no_network(tmp_path: Path) -> None:
    paper = Paper(kind=PaperKind.LEGAL_PERSON, design=1, family="Sans", condition=Condition.CLEAN)
    picture = picture_of(paper, tmp_path)

    offline = subprocess.run([sys.executable, "-c", OFFLINE], input=picture, capture_output=True, cwd=Path.cwd())

    assert offline.returncode == 0, offline.stderr.decode()
    assert paper.facts.number in offline.stdout.decode()


def test_asking_the_network_would_be_noticed() -> None:
    asking = OFFLINE.partition("from port")[0] + "import socket; socket.create_connection(('127.0.0.1', 9))"

    offline = subprocess.run([sys.executable, "-c", asking], capture_output=True, text=True)

    assert offline.returncode == 1
    assert "the network was asked" in offline.stderr
