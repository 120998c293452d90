"""Markdown as the portal understands it: CommonMark with tables, without HTML, with four kinds of addresses, and at home in Chinese."""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_inline.state_inline import Delimiter, StateInline
from markdown_it.token import Token

from port.content.cjk import is_wide

ALLOWED = re.compile(r"(?:https?://|mailto:|tel:|file:[0-9a-f-]{36}$|/(?![/\\])|#)", re.IGNORECASE)
"""Where a link may lead: elsewhere on the web, to a mailbox, a phone, a file of ours, or into the portal itself."""
FILE = re.compile(r"file:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.IGNORECASE)


class PortMarkdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - the name that the parser calls
        return ALLOWED.match(url) is not None

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the same
        return url.lower() if FILE.fullmatch(url) else super().normalizeLink(url)


def parse(markdown: str) -> list[Token]:
    return PARSER.parse(markdown)


def every(tokens: Sequence[Token]) -> Iterator[Token]:
    """Each token with those inside of it, in the order of the text."""
    for token in tokens:
        yield token
        yield from every(token.children or ())


def file_of(token: Token) -> str | None:
    """The id of the attachment that a link leads to, or a picture shows."""
    address = token.attrGet("href") or token.attrGet("src")
    found = FILE.fullmatch(str(address)) if address else None
    return found[1].lower() if found else None


def _emphasis(state: StateInline, silent: bool) -> bool:
    """The rule of CommonMark asks for a space between punctuation and a letter, which Chinese does not have: 「**注意：**請」."""
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    scanned = state.scanDelims(state.pos, marker == "*")
    before = state.src[state.pos - 1] if state.pos else " "
    after = state.src[state.pos + scanned.length : state.pos + scanned.length + 1] or " "
    in_chinese = marker == "*" and (is_wide(before) or is_wide(after))
    for _each in range(scanned.length):
        state.push("text", "", 0).content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=scanned.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=scanned.can_open or (in_chinese and not after.isspace()),
                close=scanned.can_close or (in_chinese and not before.isspace()),
            )
        )
    state.pos += scanned.length
    return True


def _parser() -> PortMarkdown:
    parser = PortMarkdown("commonmark", {"html": False})
    parser.enable("table")
    parser.disable(["html_block", "html_inline"])
    parser.inline.ruler.at("emphasis", _emphasis)
    return parser


PARSER = _parser()
