"""Each typed value beside the piece of the paper where it was found."""

import re
from datetime import timedelta
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image, ImageDraw
from pytest_django.asserts import assertContains

from port.companies.models import CompanyDocument
from port.documents.enums import ReadingState, ScanVerdict
from port.documents.models import DocumentReading
from port.documents.reading.lines import Line
from port.documents.reading.strips import Strip
from tests.factories import (
    Clock,
    a_company_document,
    a_document_reading,
    a_stored_document_with_files,
    an_application,
)
from web.staff.pieces import cut_out

NAME = "晴海示範船務股份有限公司"
ADDRESS = "202001基隆市中正區示範路1號"


def a_paper(*, title: str = "公司登記證明書", number: str = "12345675", name: str = NAME, turn: int = 0) -> list[Line]:
    """A certificate as the reader hands it over: label and value in each row."""
    rows = [("統一編號", number), ("公司名稱", name), ("負責人", "陳大海"), ("公司所在地", ADDRESS)]
    lines = [Line(1, title, (0.3, 0.1, 0.7, 0.14), turn=turn)]
    for place, (label, value) in enumerate(rows):
        top = 0.2 + place * 0.06
        lines.append(Line(1, label, (0.1, top, 0.25, top + 0.02), turn=turn))
        lines.append(Line(1, value, (0.35, top, 0.8, top + 0.02), turn=turn))
    return lines


def a_case(lines: list[Line] | None = None, **reading: object) -> CompanyDocument:
    file = a_stored_document_with_files()
    if lines is not None or reading:
        a_document_reading(file, lines=lines or [], **reading)
    facts = {"number": "12345675", "company_name": NAME, "representative": "陳大海", "address": ADDRESS}
    return an_application(document=a_company_document(file=file, company_name=NAME), **facts).document


def shown(desk: Client, case: CompanyDocument) -> dict[str, list[tuple[str, str]]]:
    """The marks of each fact on the page of the case."""
    facts = desk.get(reverse("staff:case", args=[case.pk])).context["facts"]
    return {fact.label: [(mark.kind, mark.words) for mark in fact.marks] for fact in facts if fact.marks}


def asked_again(answer: HttpResponse) -> str:
    """The address that the page goes on asking by itself, empty when it does not."""
    found = re.search(r'id="facts"[^>]* hx-get="([^"]+)"', answer.content.decode())
    return unescape(found[1]) if found else ""


def test_what_the_paper_confirms_is_green_with_its_place(desk: Client) -> None:
    case = a_case(a_paper())

    marks, page = shown(desk, case), desk.get(reverse("staff:case", args=[case.pk]))

    fits = ("good", "與文件相符")
    assert marks == {
        "文件種類": [("good", "可用的文件")],
        "公司統編": [("good", "檢查碼正確"), fits],
        "公司名稱": [fits],
        "公司負責人": [fits],
        "公司地址": [fits],
    }
    assertContains(page, f'src="{reverse("staff:piece", args=[case.pk, "number"])}"')
    assertContains(page, 'href="#spot-number"')
    assertContains(page, 'class="spot spot--good" id="spot-number" x="350" y="200" width="450" height="20"')


def test_the_abolished_paper_and_what_it_contradicts_are_red(desk: Client) -> None:
    case = a_case(a_paper(title="營利事業登記證", number="22099131", name="遠岸示範物流有限公司"))

    marks, page = shown(desk, case), desk.get(reverse("staff:case", args=[case.pk]))

    assert marks["文件種類"] == [("bad", "98.4.13 起停止使用")]
    assert marks["公司統編"][1] == ("bad", "與文件不同")
    assert marks["公司名稱"] == [("bad", "與文件不同")]
    assertContains(page, "文件上：遠岸示範物流有限公司")


def test_what_the_paper_does_not_say_is_told_as_not_found(desk: Client) -> None:
    marks = shown(desk, a_case([Line(1, "中正區公所收文章", (0.1, 0.1, 0.4, 0.12))]))

    assert marks["文件種類"] == [("quiet", "請看文件")]
    assert marks["公司負責人"] == [("quiet", "文件上沒有找到")]


def test_a_page_on_its_side_is_pointed_out(desk: Client) -> None:
    case = a_case(a_paper(turn=90))

    assertContains(desk.get(reverse("staff:case", args=[case.pk])), "第 1 頁是橫躺的")


@pytest.mark.parametrize("state", [ReadingState.WAITING, ReadingState.FAILED])
def test_a_paper_that_is_not_read_is_never_shown_as_compared(state: ReadingState, desk: Client) -> None:
    case = a_case(state=state)

    page = desk.get(reverse("staff:case", args=[case.pk]))

    assertContains(page, {"waiting": "判讀中", "failed": "電腦讀不出這份文件"}[state])
    assertContains(page, 'hx-trigger="every 3s"', count=1 if state == ReadingState.WAITING else 0)
    assert shown(desk, case) == {"公司統編": [("good", "檢查碼正確")]}


def test_the_page_asks_again_until_the_paper_has_been_read(desk: Client) -> None:
    case = a_case(state=ReadingState.WAITING)
    asks = asked_again(desk.get(reverse("staff:case", args=[case.pk])))
    waiting = desk.get(asks)
    DocumentReading.objects.all().delete()
    a_document_reading(case.file, lines=a_paper())

    answer = desk.get(asks)

    assert waiting.status_code == 204
    assertContains(answer, "與文件相符")
    assertContains(answer, 'id="spots-1"')
    assertContains(answer, 'hx-swap-oob="true"')
    assert asked_again(answer) == ""


def test_the_page_asks_less_often_and_then_no_more(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(timezone.now()).rule(monkeypatch)
    case = a_case(state=ReadingState.WAITING)
    paces = [asked_again(desk.get(reverse("staff:case", args=[case.pk])))]

    clock.advance(timedelta(minutes=1))
    slower = desk.get(paces[0])
    clock.advance(timedelta(minutes=3))
    ended = desk.get(asked_again(slower))

    assertContains(slower, 'hx-trigger="every 15s"')
    assertContains(slower, "還在判讀，比平常久一些")
    assertContains(ended, "這一頁不再自動查詢")
    assert asked_again(ended) == ""


@pytest.mark.parametrize("opened", ["", "soon", "-1", "9" * 40, "²"])
def test_a_page_that_does_not_say_since_when_it_asks_is_not_asked_to_go_on(opened: str, desk: Client) -> None:
    case = a_case(state=ReadingState.WAITING)

    answer = desk.get(reverse("staff:reading", args=[case.pk]), {"opened": opened, "pace": "every 3s"})

    assert answer.status_code == 200
    assert asked_again(answer) == ""


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (ScanVerdict.CLEAN, "掃毒通過"),
        (ScanVerdict.NOT_ASKED, "未設定掃毒"),
        (ScanVerdict.UNSCANNED, "尚未完成掃毒"),
        (ScanVerdict.INFECTED, "偵測到病毒"),
    ],
)
def test_only_a_clean_file_is_shown_as_clean(verdict: ScanVerdict, words: str, desk: Client) -> None:
    case = a_case()
    case.file.scan = verdict
    case.file.save()

    page = desk.get(reverse("staff:case", args=[case.pk]))

    [mark] = page.context["on_file"][0].marks
    assert mark.words == words
    assert (mark.kind == "good") == (verdict == ScanVerdict.CLEAN)
    is_served = verdict in {ScanVerdict.CLEAN, ScanVerdict.NOT_ASKED}
    assertContains(page, reverse("staff:original", args=[case.file_id, 1]), count=1 if is_served else 0)


def test_a_piece_is_a_picture_that_nobody_keeps(desk: Client) -> None:
    case = a_case(a_paper())

    answer = desk.get(reverse("staff:piece", args=[case.pk, "number"]))

    picture = Image.open(BytesIO(b"".join(answer.streaming_content)))
    assert picture.format == "WEBP"
    assert picture.size == pytest.approx((0.48 * 1240, 0.032 * 1754), abs=1)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize("field", ["date", "password", "phone"])
def test_what_was_not_found_has_no_picture(field: str, desk: Client) -> None:
    case = a_case(a_paper())

    assert desk.get(reverse("staff:piece", args=[case.pk, field])).status_code == 404


def test_a_page_that_the_disk_lost_has_no_pieces(desk: Client, settings: LazySettings) -> None:
    case = a_case(a_paper())
    store = Path(settings.STORAGES["documents"]["OPTIONS"]["location"]) / str(case.file_id)
    (store / "page-001.webp").unlink()

    assert desk.get(reverse("staff:piece", args=[case.pk, "number"])).status_code == 404


def test_a_piece_of_a_page_on_its_side_is_turned_upright() -> None:
    page = Image.new("L", (1000, 1000), 255)
    ImageDraw.Draw(page).rectangle((400, 100, 450, 200), fill=0)
    file = BytesIO()
    page.save(file, "WEBP", lossless=True)
    strip = Strip((0.5, 0.4, 0.9, 0.5), turn=90)

    picture = Image.open(BytesIO(cut_out(file.getvalue(), strip)))

    assert picture.width > picture.height
    assert picture.convert("L").getpixel((picture.width - 60, 30)) < 60, "what stood on top stands at the right"


def test_a_piece_of_a_page_that_lies_askew_is_level() -> None:
    page = Image.new("L", (1000, 1000), 255)
    ImageDraw.Draw(page).polygon([(200, 480), (800, 540), (800, 560), (200, 500)], fill=0)
    file = BytesIO()
    page.save(file, "WEBP", lossless=True)

    picture = Image.open(BytesIO(cut_out(file.getvalue(), Strip((0.2, 0.51, 0.8, 0.53), tilt=0.1)))).convert("L")

    inside = picture.crop((20, 8, picture.width - 20, picture.height - 8))
    assert inside.getextrema()[1] < 60
    assert picture.height < 40
