"""What a reader of one language sees of an entry."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from port.content.models import Entry
from port.language import Language


@dataclass(frozen=True, kw_only=True)
class Words:
    """`is_fallback`: asked for in English, there in Chinese only; a page says so and marks the language."""

    title: str
    summary: str
    html: SafeString
    language: Language
    is_fallback: bool


def words_of(entry: Entry, language: Language) -> Words:
    """English where all of it is there, else Chinese."""
    if language == Language.ENGLISH and has_english(entry):
        return _words(entry.title_en, entry.summary_en, entry.html_en, Language.ENGLISH, is_fallback=False)
    is_fallback = language != Language.CHINESE
    return _words(entry.title, entry.summary, entry.html, Language.CHINESE, is_fallback=is_fallback)


def has_english(entry: Entry) -> bool:
    return bool(entry.title_en and entry.html_en)


def _words(title: str, summary: str, html: str, language: Language, *, is_fallback: bool) -> Words:
    """The HTML was written by `port.content.markdown.rendered`, which lets none of anybody through."""
    ours = SafeString(html)  # nosec B703
    return Words(title=title, summary=summary, html=ours, language=language, is_fallback=is_fallback)
