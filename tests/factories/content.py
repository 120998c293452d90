"""What the portal tells: drafts, entries that were published by the acts, files, and very many entries at once."""

import io
from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from port.audit.recorder import OPERATOR, Actor
from port.content.drafts import Draft
from port.content.enums import TOPICS, EntryKind, EntryState
from port.content.files import receive_attachment
from port.content.folding import signs_of, terms_of
from port.content.models import Attachment, Entry, SearchTerm
from port.content.workflow import publish, save_draft
from tests.factories.numbers import next_number


def a_draft(kind: EntryKind = EntryKind.NEWS, **overrides: Any) -> Draft:
    """It may be published as it is."""
    values: dict[str, Any] = {
        "topic": TOPICS[kind][0].value if kind in TOPICS else "",
        "slug": f"text-{next_number()}",
        "title": "港區夜間照明改善工程",
        "title_en": "Better lighting at night",
        "summary": "東側道路分段施工。",
        "summary_en": "Work on the east road.",
        "body": "施工期間請減速慢行，並依現場人員指揮。",
        "body_en": "Please slow down and follow the guards.",
    }
    return Draft(**values | overrides)


def an_entry(kind: EntryKind = EntryKind.NEWS, *, by: Actor = OPERATOR, **overrides: Any) -> Entry:
    """Written and published; the keywords are those of `Draft`."""
    return publish(save_draft(entry=None, kind=kind, draft=a_draft(kind, **overrides), by=by), by=by)


def an_unpublished_entry(kind: EntryKind = EntryKind.NEWS, *, by: Actor = OPERATOR, **overrides: Any) -> Entry:
    return save_draft(entry=None, kind=kind, draft=a_draft(kind, **overrides), by=by).entry


def an_attachment(
    content: bytes | None = None, *, name: str = "樣本.csv", title: str = "樣本", by: Actor = OPERATOR, **overrides: Any
) -> Attachment:
    """A small table, unless something else is given."""
    upload = ContentFile("項目,數量\n人員,3\n".encode() if content is None else content, name=name)
    return receive_attachment(upload=upload, name=name, title=title, by=by, **{"title_en": ""} | overrides)


def a_picture(size: tuple[int, int] = (40, 30), *, file_format: str = "PNG", mode: str = "RGB", **saving: Any) -> bytes:
    file = io.BytesIO()
    Image.new(mode, size, "navy" if mode != "P" else 3).save(file, file_format, **saving)
    return file.getvalue()


def very_many_entries(kind: EntryKind, count: int, *, on: date | None = None) -> list[Entry]:
    """Published and findable, a few statements for all of them: for what must not grow with their number."""
    today, now = on or timezone.localdate(), timezone.now()
    topics = [topic.value for topic in TOPICS.get(kind, ())] or [""]
    rows = [
        Entry(
            kind=kind,
            slug=f"many-{kind}-{number}",
            state=EntryState.PUBLISHED,
            topic=topics[number % len(topics)],
            position=number % 1000,
            title=f"第 {number} 則：港區通行證申請說明",
            summary="帳號申請與公司證明文件。",
            body=f"編號{number}的內容，說明通行證怎麼申請、要準備哪些文件。",
            html=f"<p>編號{number}的內容，說明通行證怎麼申請、要準備哪些文件。</p>\n",
            shown_from=today - timedelta(days=number % 700),
            published_at=now,
        )
        for number in range(count)
    ]
    made = Entry.objects.bulk_create(rows, batch_size=500)
    SearchTerm.objects.bulk_create((row for entry in made for row in _terms(entry)), batch_size=2000)
    return made


def _terms(entry: Entry) -> list[SearchTerm]:
    title = terms_of(entry.title) | signs_of(entry.title)
    terms = title | terms_of(entry.summary) | terms_of(entry.body)
    return [SearchTerm(entry=entry, kind=entry.kind, term=term, in_title=term in title) for term in terms]
