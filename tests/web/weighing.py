"""What a page weighs on the way to a browser: counted from its HTML, without one."""

import gzip
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.templatetags.static import static

from web.components.sheets import IMPORT, whole

LINKED = re.compile(r"""<(?:link|script|img)\b[^>]*?\b(?:href|src)="([^"]+)"[^>]*>""")
POINTED_AT = re.compile(r"""url\("([^"]+)"\)""")
IMPORTED = re.compile(r"""\bimport\b[^"';]*["']([^"']+)["']""")
TEXTS = {".css", ".js", ".svg"}


@dataclass(frozen=True)
class Weight:
    """Bytes: of the page itself, and of what it brings by each name."""

    page: int
    parts: Mapping[str, int]

    @property
    def first(self) -> int:
        return self.page + sum(self.parts.values())

    @property
    def again(self) -> int:
        """What comes with the page is kept for a year, under a name that changes with it."""
        return self.page


def weight_of(answer: HttpResponse) -> Weight:
    """As it was answered, compressed or not; pictures that wait until somebody scrolls to them are not there yet."""
    sent, shown = len(answer.content), _words_of(answer)
    return Weight(sent, {name: _bytes_of(name) for name in set(_brought_by(shown))})


def _words_of(answer: HttpResponse) -> str:
    content = answer.content
    if answer.get("Content-Encoding") == "gzip":
        content = gzip.decompress(content)
    return content.decode()


def _brought_by(page: str) -> Iterator[str]:
    for tag in LINKED.finditer(page):
        address = tag[1]
        if not address.startswith(static("")) or 'loading="lazy"' in tag[0]:
            continue
        name = unquote(address.removeprefix(static("")))
        yield name
        yield from _brought_along(name)


@cache
def _brought_along(name: str) -> tuple[str, ...]:
    """Pictures of a sheet, modules of a script."""
    pattern = {".css": POINTED_AT, ".js": IMPORTED}.get(Path(name).suffix)
    if pattern is None:
        return ()
    near = [(Path(name).parent / other).as_posix() for other in pattern.findall(_text_of(name))]
    return tuple(re.sub(r"[^/]+/\.\./", "", other) for other in near if not other.startswith("data:"))


@cache
def _bytes_of(name: str) -> int:
    path = Path(str(finders.find(name)))
    if path.suffix not in TEXTS:
        return path.stat().st_size
    return len(gzip.compress(_text_of(name).encode(), 9))


def _text_of(name: str) -> str:
    text = _read(name)
    return whole(text, lambda part: _read(f"{Path(name).parent}/{part}")) if IMPORT.search(text) else text


def _read(name: str) -> str:
    found = finders.find(name)
    assert found, f"{name} is linked and is not there"
    return Path(str(found)).read_text(encoding="utf-8")
