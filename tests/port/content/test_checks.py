"""What must be mended before publishing, and what a careful editor would say."""

from datetime import date
from uuid import uuid4

import pytest

from port.content.checks import LONGEST_BODY, cautions, why_not_publish
from port.content.enums import Audience, EntryKind, FileFormat
from port.content.models import Attachment
from tests.factories import a_draft, a_picture, an_attachment

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 22)


def a_file(file_format: FileFormat) -> str:
    """A row is enough: nothing here opens the file."""
    made = Attachment.objects.create(
        format=file_format, name=f"表單.{file_format}", storage_name=str(uuid4()), size=1, sha256=""
    )
    return str(made.pk)


@pytest.mark.parametrize("kind", EntryKind)
def test_a_whole_draft_of_any_kind_may_be_published(kind):
    assert why_not_publish(kind, a_draft(kind)) == []
    assert cautions(kind, a_draft(kind)) == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"title": " "}, "還沒有標題。"),
        ({"body": "\n"}, "還沒有內容。"),
        ({"title": "長" * 101}, "「標題」最多 100 個字，現在有 101 個字。"),
        ({"summary_en": "x" * 401}, "「英文摘要」最多 400 個字，現在有 401 個字。"),
        ({"body": "長" * (LONGEST_BODY + 1)}, "內容最多 60000 個字，現在有 60001 個字。"),
        ({"topic": ""}, "還沒有選擇類別。"),
        ({"topic": "manual"}, "還沒有選擇類別。"),
        ({"audience": Audience.STAFF}, "只有公告可以選擇對象。"),
        ({"slug": "中文"}, "網址名稱只能用英文字母、數字、「-」與「_」，最多 60 個字。"),
        ({"slug": "x" * 61}, "網址名稱只能用英文字母、數字、「-」與「_」，最多 60 個字。"),
        ({"position": 40_000}, "順序必須是 0 到 32767 的整數。"),
        ({"shown_from": DAY, "shown_until": date(2026, 11, 21)}, "停止顯示的日期早於開始顯示的日期。"),
        ({"files": (str(uuid4()),)}, "有檔案已經不在網站上。請移除，或重新上傳後再選取。"),
        ({"files": ("../x",)}, "有檔案已經不在網站上。請移除，或重新上傳後再選取。"),
        ({"body": f"[表](file:{uuid4()})"}, "有檔案已經不在網站上。請移除，或重新上傳後再選取。"),
    ],
)
def test_what_is_missing_or_wrong_is_said(words, sentence):
    assert why_not_publish(EntryKind.NEWS, a_draft(**words)) == [sentence]


def test_a_page_needs_its_name_in_the_address_and_has_no_heading():
    draft = a_draft(EntryKind.PAGE, slug="", topic="law")

    assert why_not_publish(EntryKind.PAGE, draft) == ["這一種內容沒有類別。", "還沒有網址名稱。"]


def test_a_notice_chooses_its_readers():
    draft = a_draft(EntryKind.NOTICE, audience=Audience.COMPANIES)

    assert why_not_publish(EntryKind.NOTICE, draft) == []


@pytest.mark.parametrize(
    ("office", "beside", "fits"),
    [
        (FileFormat.DOCX, FileFormat.ODT, True),
        (FileFormat.DOCX, FileFormat.PDF, True),
        (FileFormat.DOCX, FileFormat.ODS, False),
        (FileFormat.XLSX, FileFormat.CSV, True),
        (FileFormat.XLSX, FileFormat.ODS, True),
        (FileFormat.PPTX, FileFormat.ODP, True),
        (FileFormat.PPTX, FileFormat.CSV, False),
    ],
)
def test_beside_an_office_file_there_is_one_that_everybody_can_open(office, beside, fits):
    draft = a_draft(EntryKind.DOWNLOAD, files=(a_file(office), a_file(beside)))

    assert (why_not_publish(EntryKind.DOWNLOAD, draft) == []) is fits


def test_an_office_file_alone_is_not_offered_in_the_text_either():
    draft = a_draft(body=f"請下載[表單](file:{a_file(FileFormat.DOCX)})。")

    assert why_not_publish(EntryKind.NEWS, draft) == [
        "「表單.docx」旁邊要有 ODF 或 PDF 格式的同一份檔案，沒有 Office 的人才能開啟。"
    ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"title_en": "", "body_en": ""}, "沒有英文。英文讀者會看到中文，並看到說明。"),
        ({"body_en": ""}, "英文只有標題或只有內容。兩者都有時才會顯示英文。"),
        ({"summary_en": ""}, "英文沒有摘要。"),
        ({"body": "請看[更多](/faq/)。"}, "中文內容：連結「更多」單獨念出來時，聽不出會到哪裡。請寫出目的地的名稱。"),
        ({"body": "請點[這裡 »](/faq/)"}, "中文內容：連結「這裡」單獨念出來時，聽不出會到哪裡。請寫出目的地的名稱。"),
        ({"body_en": "[Here](/faq/)."}, "英文內容：連結「Here」單獨念出來時，聽不出會到哪裡。請寫出目的地的名稱。"),
        ({"body": "[](/faq/)"}, "中文內容：有連結沒有文字。"),
        (
            {"body": "<https://law.example/a>"},
            "中文內容：連結的文字是網址「https://law.example/a」。請改寫成目的地的名稱。",
        ),
        ({"body": "# 一\n\n### 三"}, "中文內容：標題「三」跳過了一層。請一層一層往下。"),
        ({"body": "### 三\n\n# 一"}, "中文內容：標題「三」跳過了一層。請一層一層往下。"),
        ({"body": "請洽 {hotlin}"}, "「{hotlin}」不是可以代入的名稱，會照樣顯示。"),
        (
            {"body": "![圖](https://far.example/x.png)"},
            "中文內容：有圖片不是從「網站檔案」選取的，讀者只會看到它的文字。",
        ),
    ],
)
def test_advice_is_given_and_keeps_nobody_from_publishing(words, sentence):
    draft = a_draft(**words)

    assert cautions(EntryKind.NEWS, draft) == [sentence]
    assert why_not_publish(EntryKind.NEWS, draft) == []


def test_a_picture_that_says_nothing_to_the_blind_is_noticed():
    mute = an_attachment(a_picture(), name="圖.png", title="")
    named = an_attachment(a_picture(), name="門.png", title="大門")

    draft = a_draft(body=f"![](file:{mute.pk}) ![](file:{named.pk}) ![圖說](file:{mute.pk})")

    assert cautions(EntryKind.NEWS, draft) == ["中文內容：圖片「圖.png」沒有替代文字，看不見圖片的人不知道它說什麼。"]


def test_headings_that_begin_below_and_go_down_step_by_step_are_fine():
    draft = a_draft(body="## 一\n\n### 二\n\n## 三\n\n### 四\n\n#### 五")

    assert cautions(EntryKind.NEWS, draft) == []


def test_a_name_that_stands_in_other_addresses_is_refused_where_it_would_collide():
    """`/faq/topics/…/` leads to a topic, so the answers 有幫助嗎? of an entry called `topics` would never come."""
    said = "網址名稱「topics」已經用在網站的其他網址，請換一個。"

    assert why_not_publish(EntryKind.FAQ, a_draft(EntryKind.FAQ, slug="topics")) == [said]
    assert why_not_publish(EntryKind.DOWNLOAD, a_draft(EntryKind.DOWNLOAD, slug="topics")) == []
