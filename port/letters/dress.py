"""How a letter looks once it leaves: mail programs know no style sheets, so every element carries its own style.

What stands in the outbox stays plain; this is put on when the letter is handed to the mail server. The colours are those
of the portal (`static/css/tokens.css`). What a reader's own scheme or a phone asks for stands in the head of
`templates/letters/base.html`, with `!important`, and is left out by programs that do not know it.
"""

import re
from html.parser import HTMLParser

from port.language import Language

GAP = re.compile(r"\n{3,}")
FONT = "'PingFang TC','Microsoft JhengHei','Noto Sans TC','Noto Sans CJK TC',sans-serif"
LATIN_FONT = f"'Segoe UI',Roboto,'Helvetica Neue',Arial,{FONT}"
"""In English letters the marks of a Chinese font (“ ” ’) would be as wide as a Chinese character."""
TEXT = f"font-family:{FONT};font-size:17px;line-height:1.8;color:#0c2138"
STYLES = {
    "body": f"margin:0;padding:0;background:#f2f6fa;{TEXT};overflow-wrap:anywhere",
    "table.sea": "width:100%;border-collapse:collapse;background:#f2f6fa",
    "td.around": "padding:24px 0",
    "table.letter": "width:100%;max-width:600px;border-collapse:collapse;background:#fff;border:1px solid #d4dfe9",
    "td.from": f"padding:20px 36px;background:#0b2848;color:#fff;font-family:{FONT};font-size:19px;line-height:1.4;"
    "font-weight:700;letter-spacing:.04em",
    "td.words": f"padding:32px 36px;{TEXT}",
    "td.end": f"padding:20px 36px;border-top:1px solid #d4dfe9;font-family:{FONT};font-size:15px;line-height:1.7;"
    "color:#3c5369",
    "small": "display:block;font-size:14px;font-weight:400;letter-spacing:0;color:#c1d5e8",
    "h1": "margin:0 0 20px;font-size:24px;line-height:1.4;font-weight:700",
    "h2": "margin:32px 0 8px;font-size:17px;line-height:1.5;font-weight:700",
    "p": "margin:0 0 17px",
    "ol": "margin:0 0 17px;padding-left:24px",
    "ul": "margin:0 0 17px;padding-left:24px",
    "ul.reasons": "margin:0 0 17px;padding:4px 0 4px 16px;border-left:4px solid #b0241c;list-style:none",
    "p.reasons": "margin:0 0 17px;padding:4px 0 4px 16px;border-left:4px solid #b0241c",
    "dl": "margin:0 0 20px;border-top:1px solid #d4dfe9",
    "dl div": "display:flex;padding:8px 0;border-bottom:1px solid #d4dfe9",
    "dt": "flex:0 0 7em;padding-right:12px;color:#3c5369",
    "dd": "margin:0;font-weight:500",
    "a": "color:#0b60ad",
    "a.go": "display:inline-block;padding:12px 28px;border-radius:8px;background:#0b60ad;color:#fff;font-weight:700;"
    "text-decoration:none",
}


def tidied(text: str) -> str:
    """Plain text without what templates leave behind: spaces at the end of a line, more than one empty line."""
    lines = (line.rstrip() for line in text.strip().splitlines())
    return GAP.sub("\n\n", "\n".join(lines)) + "\n"


def dressed(html: str, language: Language = Language.CHINESE) -> str:
    dresser = _Dresser()
    dresser.feed(html)
    dresser.close()
    written = "".join(dresser.written)
    return written.replace(FONT, LATIN_FONT) if language is Language.ENGLISH else written


class _Dresser(HTMLParser):
    """Writes down what it reads as it stands, and adds the style where one is known."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.written: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raw = self.get_starttag_text() or ""
        style = self._style_of(tag, dict(attrs).get("class") or "")
        self.written.append(f'{raw[:-1].rstrip()} style="{style}">' if style else raw)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.written.append(f"</{tag}>")
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.written.append(data)

    def handle_entityref(self, name: str) -> None:
        self.written.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.written.append(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        self.written.append(f"<!{decl}>")

    def _style_of(self, tag: str, class_name: str) -> str:
        around = self.open[-1] if self.open else ""
        known = (f"{tag}.{class_name}", f"{around} {tag}", tag)
        return next((STYLES[name] for name in known if name in STYLES), "")
