"""What a page says, in which language: read from its HTML as a browser and a screen reader would."""

import re
from html.parser import HTMLParser

CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]+")
OF_THE_REPUBLIC = re.compile(r"\b1[01]\d\.[01]\d\.[0-3]\d\b")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
NOT_READ = {"href", "src", "action", "hreflang", "class", "id", "name", "content", "srcset", "lang"}


class Spoken(HTMLParser):
    """Collects the words that stand outside of elements which say that they are Chinese, with those in attributes."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str]] = []
        self.language = ""
        self.words: list[str] = []
        self.links: list[dict[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        own = said.get("lang", self._now())
        if tag == "html":
            self.language = own
        if tag in {"a", "link"}:
            self.links.append({"tag": tag, **said})
        self._hear(own, *(value for name, value in said.items() if name not in NOT_READ))
        if tag not in VOID:
            self.open.append((tag, own))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1][0] not in {"script", "style"}:
            self._hear(self._now(), data)

    def _now(self) -> str:
        return self.open[-1][1] if self.open else ""

    def _hear(self, language: str, *words: str) -> None:
        if not language.startswith("zh"):
            self.words += [word for word in words if word.strip()]


QUOTED = "The page “"
"""The description of a picture in the manual tells what stands on it, names of companies and of languages too."""


def chinese_in(html: str) -> list[str]:
    """Chinese that is not said to be Chinese, and years of the Republic."""
    words = [word for word in Spoken(html).words if not word.startswith(QUOTED)]
    return [found.strip()[:80] for found in words if CHINESE.search(found) or OF_THE_REPUBLIC.search(found)]
