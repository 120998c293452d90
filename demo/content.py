"""What the editor of the demonstration has put up besides the texts of the product, and what readers answered."""

import io
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image, ImageDraw

from demo.announcements import Announcement, announcements, corrected_wording, first_wording
from demo.dating import DAY, date_back
from port.accounts.enums import StaffRole
from port.accounts.models import User
from port.content.drafts import Draft
from port.content.enums import EntryKind
from port.content.files import receive_attachment
from port.content.helpful import answer
from port.content.library import install_content
from port.content.models import Attachment, Entry, HelpfulAnswer
from port.content.opinions import send_opinion
from port.content.workflow import publish, save_draft, withdraw
from port.language import Language

COMMENTS = (
    "沒有說信大概多久會到。",
    "想知道可不可以請同事代收。",
    "圖片如果能放大會更清楚。",
    "寫得很清楚，可是我們是分公司，不知道要附誰的文件。",
)
OPINIONS = (
    (
        "gull@example.com",
        "示小姐",
        "手機上填地址時，郵遞區號不知道要填三碼還是六碼，可以加一個例子嗎？",
        Language.CHINESE,
        3,
    ),
    (
        "mate@example.org",
        "",
        "Could the list of accepted documents say which office issues each of them?",
        Language.ENGLISH,
        1,
    ),
)
READERS = 23
SECTIONS = (("東側道路", "14"), ("西側道路", "15"), ("聯絡道路", "16"))


def publish_content(*, began: datetime) -> None:
    """Through the acts, each dated back to when it is said to have happened."""
    editor = User.objects.get(staff_role=StaffRole.CONTENT)
    install_content()
    date_back(since=began, to=began - 60 * DAY)
    picture, table = _picture(editor), _table(editor)
    date_back(since=began, to=began - 7 * DAY)
    for announcement in announcements(timezone.localdate(began), picture=picture, table=table):
        _announce(announcement, editor, began)
    _correct(editor, began)
    _let_readers_answer(began)
    for email, name, text, language, days in OPINIONS:
        send_opinion(email=email, name=name, text=text, language=language)
        date_back(since=began, to=began - days * DAY)


def _announce(announcement: Announcement, editor: User, began: datetime) -> None:
    revision = save_draft(entry=None, kind=announcement.kind, draft=announcement.draft, by=editor)
    if announcement.is_published:
        publish(revision, by=editor)
    if announcement.is_withdrawn:
        withdraw(revision.entry, by=editor)
    date_back(since=began, to=began - announcement.days_ago * DAY)


def _correct(editor: User, began: datetime) -> None:
    """News with a past: written, published, corrected, and a next correction that waits."""
    today = timezone.localdate(began)
    wordings: Sequence[tuple[Draft, str, str, int]] = (
        (first_wording(today), "", "", 20),
        (corrected_wording(today), "更正受理時間", "Corrected the hours", 18),
    )
    entry: Entry | None = None
    for draft, change, change_en, days in wordings:
        revision = save_draft(
            entry=entry, kind=EntryKind.NEWS, draft=draft, change=change, change_en=change_en, by=editor
        )
        entry = publish(revision, by=editor)
        date_back(since=began, to=began - days * DAY)
    save_draft(entry=entry, kind=EntryKind.NEWS, draft=first_wording(today), change="待主管確認", by=editor)
    date_back(since=began, to=began - 2 * DAY)


def _let_readers_answer(began: datetime) -> None:
    """Most were helped, the later questions less so."""
    asked = list(Entry.objects.of_kind(EntryKind.FAQ).order_by("pk")[:8])
    for reader in range(READERS):
        for place, entry in enumerate(asked):
            if (reader + place) % 3:
                helped = (reader * 7 + place * 5) % 10 > place
                answer(entry, helped=helped, comment="" if helped else COMMENTS[reader % len(COMMENTS)] * (reader % 2))
    for number, given in enumerate(HelpfulAnswer.objects.order_by("pk")):
        HelpfulAnswer.objects.filter(pk=given.pk).update(
            answered_on=timezone.localdate(began) - timedelta(days=number % 30)
        )


def _table(editor: User) -> Attachment:
    rows = "".join(f"{road},12 月 {day} 日,20:00-23:00\n" for road, day in SECTIONS)
    upload = ContentFile(f"路段,日期,時間\n{rows}".encode())
    words = {"title": "施工路段與時間", "title_en": "Roads and hours of the work"}
    return receive_attachment(upload=upload, name="施工路段與時間.csv", **words, by=editor)


def _picture(editor: User) -> Attachment:
    """Three roads between the water and the gate."""
    drawn = Image.new("RGB", (960, 360), "#dcebf7")
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((0, 0, 960, 90), fill="#0a62b0")
    for left, shade in ((90, "#f2a33a"), (370, "#c8d3dc"), (650, "#c8d3dc")):
        pen.rounded_rectangle((left, 130, left + 220, 320), radius=18, fill="#ffffff", outline="#0a2a4a", width=3)
        pen.rectangle((left + 92, 130, left + 128, 320), fill=shade)
    file = io.BytesIO()
    drawn.save(file, "PNG")
    words = {
        "title": "三段道路的示意圖，東側道路標為橘色，最先施工",
        "title_en": "Sketch of three roads; the east road, in orange, comes first",
    }
    return receive_attachment(upload=ContentFile(file.getvalue()), name="施工示意圖.png", **words, by=editor)
