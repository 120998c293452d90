"""What a careful editor would say about a draft; nothing here keeps anybody from publishing."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from markdown_it.token import Token

from port.content.drafts import Draft
from port.content.enums import PICTURES, EntryKind
from port.content.models import Attachment
from port.content.parsing import every, file_of, parse
from port.content.placeholders import unknown_placeholders

RAW_ADDRESS = re.compile(r"\s*(?:https?://|www\.)\S+\s*", re.IGNORECASE)
NAMELESS = frozenset(
    [
        "更多",
        "更多資訊",
        "看更多",
        "詳情",
        "詳見",
        "這裡",
        "此處",
        "這裏",
        "按這裡",
        "點這裡",
        "點此",
        "請按此",
        "請點選",
        "連結",
        "下載",
        "more",
        "here",
        "link",
        "details",
        "download",
        "this",
    ]
) | {"read more", "click here", "learn more"}
SURROUNDING = " \t\n.,:;!?…。，、：；！？「」『』（）()>»→"


@dataclass(frozen=True, kw_only=True)
class Link:
    address: str
    words: str


def advice_on(kind: EntryKind, draft: Draft, files: Mapping[str, Attachment]) -> list[str]:
    advice = [*_english(kind, draft)]
    for body, language in ((draft.body, _("中文")), (draft.body_en, _("英文"))):
        tokens = parse(body)
        found = (*_pictures(tokens, files), *_links(tokens), *_headings(tokens))
        advice += [_("%(language)s內容：%(sentence)s") % {"language": language, "sentence": each} for each in found]
    texts = (draft.title, draft.title_en, draft.summary, draft.summary_en, draft.body, draft.body_en)
    unknown = dict.fromkeys(name for text in texts for name in unknown_placeholders(text))
    advice += [_("「%(name)s」不是可以代入的名稱，會照樣顯示。") % {"name": name} for name in unknown]
    return list(dict.fromkeys(advice))


def links_in(tokens: Sequence[Token]) -> Iterable[Link]:
    for token in every(tokens):
        yield from _links_among(token.children or ())


def _english(kind: EntryKind, draft: Draft) -> Iterable[str]:
    has_title, has_body = bool(draft.title_en.strip()), bool(draft.body_en.strip())
    if not has_title and not has_body:
        yield _("沒有英文。英文讀者會看到中文，並看到說明。")
    elif not has_title or not has_body:
        yield _("英文只有標題或只有內容。兩者都有時才會顯示英文。")
    elif draft.summary.strip() and not draft.summary_en.strip():
        yield _("英文沒有摘要。")


def _pictures(tokens: Sequence[Token], files: Mapping[str, Attachment]) -> Iterable[str]:
    for token in every(tokens):
        if token.type != "image":
            continue
        attachment = files.get(file_of(token) or "")
        if attachment is None or attachment.format not in PICTURES:
            yield _("有圖片不是從「網站檔案」選取的，讀者只會看到它的文字。")
        elif not token.content.strip() and not attachment.title:
            yield _("圖片「%(name)s」沒有替代文字，看不見圖片的人不知道它說什麼。") % {"name": attachment.name}


def _links(tokens: Sequence[Token]) -> Iterable[str]:
    for link in links_in(tokens):
        words = link.words.strip(SURROUNDING)
        if not words:
            yield _("有連結沒有文字。")
        elif words.lower() in NAMELESS:
            yield _("連結「%(words)s」單獨念出來時，聽不出會到哪裡。請寫出目的地的名稱。") % {"words": words}
        elif RAW_ADDRESS.fullmatch(link.words):
            yield _("連結的文字是網址「%(words)s」。請改寫成目的地的名稱。") % {"words": link.words.strip()}


def _links_among(tokens: Sequence[Token]) -> Iterable[Link]:
    address, words = "", ""
    for token in tokens:
        if token.type == "link_open":
            address, words = str(token.attrGet("href") or ""), ""
        elif token.type == "link_close":
            yield Link(address=address, words=words)
        else:
            words += token.content


def _headings(tokens: Sequence[Token]) -> Iterable[str]:
    opened = [
        (int(token.tag[1]), tokens[index + 1].content)
        for index, token in enumerate(tokens)
        if token.type == "heading_open"
    ]
    highest = min((level for level, _words in opened), default=1)
    before = highest - 1
    for level, words in opened:
        if level > before + 1:
            yield _("標題「%(words)s」跳過了一層。請一層一層往下。") % {"words": words}
        before = level
