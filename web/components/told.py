"""What was published, with its words in the language of the page and the address where it is read.

`lang` is the tag of the language of the words where it is not that of the page (W-13), else empty.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.safestring import SafeString

from port.content.enums import Topic
from port.content.markdown import address_of as address_of_file
from port.content.models import Attachment, Entry
from port.content.offering import files_of
from port.content.words import Words, words_of
from port.language import Language, language_now
from web.components.addresses import address_of, name_in_address
from web.components.languages import TAGS


@dataclass(frozen=True, kw_only=True)
class Line:
    """An entry as a list shows it: small, so that lists are kept and read quickly."""

    pk: int
    name: str
    address: str
    title: str
    summary: str
    lang: str
    topic: Topic | None
    shown_from: date
    pinned: bool
    changed_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Told(Line):
    """An entry with its whole text, for its own page."""

    html: SafeString


@dataclass(frozen=True, kw_only=True)
class Offered:
    """A file to take along; `size` is in bytes."""

    address: str
    title: str
    lang: str
    format: str
    size: int
    added_at: datetime


def line(entry: Entry) -> Line:
    return Line(**_common(entry, words_of(entry, language_now())))


def told(entry: Entry) -> Told:
    words = words_of(entry, language_now())
    return Told(**_common(entry, words), html=words.html)


def lines(entries: Iterable[Entry]) -> list[Line]:
    return [line(entry) for entry in entries]


def last_change(shown: Iterable[Line]) -> datetime | None:
    """When the newest of them was published; None where there is none."""
    return max((each.changed_at for each in shown if each.changed_at), default=None)


def offered_with(entry: Entry) -> list[Offered]:
    """The files beside an entry."""
    return [offered(file) for file in files_of([entry])[entry.pk]]


def offered(file: Attachment) -> Offered:
    english = language_now() is Language.ENGLISH
    return Offered(
        address=address_of_file(file),
        title=(english and file.title_en) or file.title or file.name,
        lang=TAGS[Language.CHINESE] if english and not file.title_en else "",
        format=str(file.get_format_display()),
        size=file.size,
        added_at=file.added_at,
    )


def _common(entry: Entry, words: Words) -> dict[str, object]:
    return {
        "pk": entry.pk,
        "name": name_in_address(entry),
        "address": address_of(entry),
        "title": words.title,
        "summary": words.summary,
        "lang": TAGS[words.language] if words.is_fallback else "",
        "topic": Topic(entry.topic) if entry.topic else None,
        "shown_from": entry.shown_from,
        "pinned": entry.pinned,
        "changed_at": entry.published_at,
    }
