"""The piece of a text that shows why it was found."""

import re
from collections.abc import Iterable
from html import unescape

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from port.content.folding import folded, terms_of
from port.content.questions import words_that_count
from port.content.words import Words
from port.language import Language

TAG = re.compile(r"<[^>]*>")
BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|t[hd]|pre)>|<br */?>")
SPACE = re.compile(r"\s+")
LENGTH = {Language.CHINESE: 80, Language.ENGLISH: 160}  # signs
LEAD = 4  # the piece begins a quarter of its length before what was found


def snippet_of(words: Words, terms: Iterable[str]) -> str:
    """Around the first word that was searched for; else the summary, else how the text begins."""
    text = _text_of(words.html)
    low = folded(text)
    places = [at for term in terms if (at := low.find(term)) >= 0] if len(low) == len(text) else []
    if not places and words.summary:
        return words.summary
    length = LENGTH[words.language]
    start = max(0, min(places, default=0) - length // LEAD)
    piece = text[start : start + length].strip()
    return ("…" if start else "") + piece + ("…" if start + length < len(text) else "")


def marked(text: str, words: str) -> SafeString:
    """The text as HTML, with what was searched for in `<mark>`."""
    low = folded(text)
    if len(low) != len(text):
        return escape(text)
    covered = [False] * len(text)
    for term in terms_of(words_that_count(words)):
        for found in re.finditer(f"(?={re.escape(term)})", low):
            covered[found.start() : found.start() + len(term)] = [True] * len(term)
    return format_html_join("", "{}", ((piece,) for piece in _pieces(text, covered)))


def _pieces(text: str, covered: list[bool]) -> Iterable[SafeString]:
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or covered[at] != covered[start]:
            yield format_html("<mark>{}</mark>", text[start:at]) if covered[start] else escape(text[start:at])
            start = at


def _text_of(html: str) -> str:
    return SPACE.sub(" ", unescape(TAG.sub("", BLOCK_END.sub(" ", html)))).strip()
