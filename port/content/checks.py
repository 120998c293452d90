"""What must be mended before an entry is published, and what had better be."""

import re
from collections.abc import Iterable
from typing import cast
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _

from port.content.advice import advice_on
from port.content.drafts import Draft
from port.content.enums import OFFICE, TOPICS, Audience, EntryKind, FileFormat
from port.content.models import Attachment, Entry
from port.content.parsing import every, file_of, parse

SLUG = re.compile(r"[A-Za-z0-9_-]*")
ADDRESSED = frozenset({EntryKind.PAGE})
"""Kinds whose address is fixed, so that their name in it must be given."""
TAKEN = {EntryKind.FAQ: frozenset({"topics"})}
"""Names that stand where the name of an entry would stand in the addresses of its kind (`/faq/topics/…/`)."""
LONGEST_BODY = 60_000
LAST_POSITION = 32_767
BESIDE = {
    FileFormat.DOCX: {FileFormat.ODT, FileFormat.PDF},
    FileFormat.XLSX: {FileFormat.ODS, FileFormat.PDF, FileFormat.CSV},
    FileFormat.PPTX: {FileFormat.ODP, FileFormat.PDF},
}


def why_not_publish(kind: EntryKind, draft: Draft) -> list[str]:
    """Sentences that say what is missing or wrong; empty when it may be published."""
    return [*_words(draft), *_settings(kind, draft), *_days(draft), *_files(draft)]


def cautions(kind: EntryKind, draft: Draft) -> list[str]:
    """Advice that never blocks."""
    return advice_on(kind, draft, attachments_of(draft))


def attachments_of(draft: Draft) -> dict[str, Attachment]:
    """Every file that is listed or stands in a text, by its id; one that is not there any more is missing."""
    wanted = {key for key in file_ids(draft) if _is_id(key)}
    found = Attachment.objects.filter(pk__in=wanted) if wanted else ()
    return {str(attachment.pk): attachment for attachment in found}


def file_ids(draft: Draft) -> list[str]:
    in_texts = [key for body in (draft.body, draft.body_en) for token in every(parse(body)) if (key := file_of(token))]
    return list(dict.fromkeys([*draft.files, *in_texts]))


def _words(draft: Draft) -> Iterable[str]:
    if not draft.title.strip():
        yield _("還沒有標題。")
    if not draft.body.strip():
        yield _("還沒有內容。")
    for field in ("title", "title_en", "summary", "summary_en"):
        described = _column(field)
        length, longest = len(getattr(draft, field)), described.max_length or 0
        if length > longest:
            said = {"field": described.verbose_name, "longest": longest, "length": length}
            yield _("「%(field)s」最多 %(longest)d 個字，現在有 %(length)d 個字。") % said
    for body in (draft.body, draft.body_en):
        if len(body) > LONGEST_BODY:
            yield _("內容最多 %(longest)d 個字，現在有 %(length)d 個字。") % {
                "longest": LONGEST_BODY,
                "length": len(body),
            }


def _settings(kind: EntryKind, draft: Draft) -> Iterable[str]:
    allowed = [topic.value for topic in TOPICS.get(kind, ())]
    if allowed and draft.topic not in allowed:
        yield _("還沒有選擇類別。")
    if not allowed and draft.topic:
        yield _("這一種內容沒有類別。")
    if draft.audience not in Audience.values or (kind != EntryKind.NOTICE and draft.audience != Audience.EVERYONE):
        yield _("只有公告可以選擇對象。")
    if not SLUG.fullmatch(draft.slug) or len(draft.slug) > (_column("slug").max_length or 0):
        yield _("網址名稱只能用英文字母、數字、「-」與「_」，最多 60 個字。")
    if draft.slug in TAKEN.get(kind, ()):
        yield _("網址名稱「%(slug)s」已經用在網站的其他網址，請換一個。") % {"slug": draft.slug}
    if kind in ADDRESSED and not draft.slug:
        yield _("還沒有網址名稱。")
    if not 0 <= draft.position <= LAST_POSITION:
        yield _("順序必須是 0 到 %(last)d 的整數。") % {"last": LAST_POSITION}


def _days(draft: Draft) -> Iterable[str]:
    if draft.shown_from and draft.shown_until and draft.shown_until < draft.shown_from:
        yield _("停止顯示的日期早於開始顯示的日期。")


def _files(draft: Draft) -> Iterable[str]:
    found = attachments_of(draft)
    if len(found) < len(file_ids(draft)):
        yield _("有檔案已經不在網站上。請移除，或重新上傳後再選取。")
    formats = {FileFormat(attachment.format) for attachment in found.values()}
    for attachment in found.values():
        if attachment.format in OFFICE and not formats & BESIDE[FileFormat(attachment.format)]:
            yield _("「%(name)s」旁邊要有 ODF 或 PDF 格式的同一份檔案，沒有 Office 的人才能開啟。") % {
                "name": attachment.name
            }


def _column(name: str) -> "models.CharField[str, str]":
    return cast("models.CharField[str, str]", Entry._meta.get_field(name))


def _is_id(key: str) -> bool:
    try:
        return str(UUID(key)) == key
    except ValueError:
        return False
