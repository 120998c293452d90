"""Markdown becomes what readers see. Nobody who writes can bring in HTML, scripts or pictures from elsewhere."""

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote, urlsplit

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import override
from markdown_it.token import Token

from port.content.cjk import is_wide
from port.content.enums import PICTURES
from port.content.files import size_of_picture
from port.content.models import Attachment
from port.content.parsing import PARSER, every, file_of, parse
from port.content.placeholders import filled_markdown
from port.language import Language
from port.options import options

UNDER_NO_LANGUAGE = re.compile(r"/(?:en|files|static|staff|mailbox)(?:/|$)")
SPACES = re.compile(r"[ \t]*\n\s*")
TOP_HEADING, LAST_HEADING = 2, 6


def rendered(markdown: str, language: Language = Language.CHINESE) -> SafeString:
    """HTML of a text in its language; in English, addresses of the portal lead to its English pages.

    The parser knows no HTML and escapes it, so that what comes out holds none of anybody.
    """
    with override(language):
        tokens = parse(filled_markdown(markdown))
    files = _files_of(tokens)
    _lower_headings(tokens)
    for token in every(tokens):
        if token.type == "image":
            _show_picture(token, files, language)
        elif token.type in {"th_open", "td_open"}:
            _mend_cell(token)
    for token in tokens:
        if token.children:
            _lead_links(token.children, files, language)
            _close_lines(token.children)
    html = str(PARSER.renderer.render(_with_tables_held(tokens), PARSER.options, {}))
    return SafeString(html)  # nosec B703


def plain(markdown: str) -> str:
    """The words alone, a line for each paragraph: for the search and for snippets."""
    lines = []
    for block in parse(filled_markdown(markdown)):
        if block.type in {"fence", "code_block"}:
            lines.append(block.content)
        elif block.children:
            _close_lines(block.children)
            lines.append("".join(_word(token) for token in block.children))
    return SPACES.sub("\n", "\n".join(lines)).strip()


def address_of(attachment: Attachment) -> str:
    """Where readers find the file, under no language."""
    return f"/files/{attachment.pk}/{quote(attachment.name)}"


def _word(token: Token) -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return " "
    return token.content if token.type in {"text", "code_inline", "image"} else ""


def _files_of(tokens: Sequence[Token]) -> dict[str, Attachment]:
    wanted = {key for token in every(tokens) if (key := file_of(token))}
    found = Attachment.objects.filter(pk__in=wanted) if wanted else ()
    return {str(attachment.pk): attachment for attachment in found}


def _lower_headings(tokens: Sequence[Token]) -> None:
    """The page has the title as its h1, so the highest heading of a text becomes h2."""
    headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    lower = TOP_HEADING - min((int(token.tag[1]) for token in headings), default=TOP_HEADING)
    for token in headings:
        token.tag = f"h{min(int(token.tag[1]) + lower, LAST_HEADING)}"


def _show_picture(token: Token, files: Mapping[str, Attachment], language: Language) -> None:
    """Only pictures that staff put up are shown; of any other there is its text."""
    attachment = files.get(file_of(token) or "")
    token.type, words, token.children = "html_inline", token.content, None
    if attachment is None or attachment.format not in PICTURES:
        token.content = format_html("{}", words)
        return
    english = language == Language.ENGLISH
    words = words or (english and attachment.title_en) or attachment.title
    size = size_of_picture(attachment)
    measures = format_html(' width="{}" height="{}"', *size) if size else ""
    picture = '<img src="{}" alt="{}"{} loading="lazy" decoding="async">'
    token.content = format_html(picture, address_of(attachment), words, measures)


def _mend_cell(token: Token) -> None:
    """What the parser says by a style is said by a class, since the pages allow no styles within."""
    style = str(token.attrs.pop("style", ""))
    if style in {"text-align:right", "text-align:center"}:
        token.attrSet("class", style.replace("text-align:", "cell-"))
    if token.type == "th_open":
        token.attrSet("scope", "col")


def _lead_links(tokens: Sequence[Token], files: Mapping[str, Attachment], language: Language) -> None:
    """Each link to where it leads; one to a file that is not there any more is left as its words."""
    is_dead = False
    for token in tokens:
        if token.type == "link_open":
            is_dead = not _lead_link(token, files, language)
        if token.type in {"link_open", "link_close"}:
            token.hidden = is_dead


def _lead_link(token: Token, files: Mapping[str, Attachment], language: Language) -> bool:
    address = str(token.attrGet("href") or "")
    if key := file_of(token):
        if key not in files:
            return False
        token.attrSet("href", address_of(files[key]))
    elif address.startswith("/") and language == Language.ENGLISH and not UNDER_NO_LANGUAGE.match(address):
        token.attrSet("href", "/en" + address)
    elif _is_elsewhere(address):
        token.attrSet("rel", "noopener")
    return True


def _is_elsewhere(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in {"http", "https"} and parts.netloc != urlsplit(options().public_url).netloc


def _close_lines(tokens: Sequence[Token]) -> None:
    """A line that was broken between two Chinese signs goes on without a space."""
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if token.type == "softbreak" and is_wide(before.content[-1:]) and is_wide(after.content[:1]):
            token.type, token.content = "text", ""


def _with_tables_held(tokens: Iterable[Token]) -> list[Token]:
    """A table stands in a box of its own, which can be scrolled sideways where the screen is narrow."""
    held: list[Token] = []
    for token in tokens:
        if token.type == "table_open":
            held.append(Token("html_block", "", 0, content='<div class="table-scroll" tabindex="0">\n'))
        held.append(token)
        if token.type == "table_close":
            held.append(Token("html_block", "", 0, content="</div>\n"))
    return held
