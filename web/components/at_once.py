"""A page that is drawn from a single answer: its styles come inside it, for whoever has seen nothing of the portal yet.

On a slow line each further answer costs seconds, and a browser draws nothing before it has all of its styles. The content
security policy stays as it is but for the hash of this one text, so nothing else that stands in a page is taken for styles.
"""

import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from hashlib import sha256
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.safestring import SafeString

from web.components.sheets import whole

POINTED_AT = re.compile(r'url\("(?!data:)([^"]+)"\)')
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Styles:
    """`source` is what the content security policy calls this text by."""

    html: SafeString
    source: str


def drawn_at_once(sheet: str) -> Callable[[View], View]:
    """For a page with that sheet. Whoever brings a cookie has the sheet already, or gets pages that are not compressed (0021)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method != "GET" or request.COOKIES:
                return view(request, *args, **kwargs)
            styles = styles_of(sheet)
            request.styles = styles.html
            answer = view(request, *args, **kwargs)
            answer._csp_update = {"style-src": [styles.source]}
            return answer

        return page

    return decorate


@cache
def styles_of(sheet: str) -> Styles:
    """The linked sheet, for print alone, holds nothing up and is there when the next page asks for it."""
    text = POINTED_AT.sub(lambda found: f'url("{_address(sheet, found[1])}")', _text(sheet))
    source = b64encode(sha256(text.encode()).digest()).decode()
    link = f'<link rel="stylesheet" media="print" href="{static(sheet)}">'
    return Styles(SafeString(f"<style>{text}</style>{link}"), f"'sha256-{source}'")  # nosec B703


def _text(sheet: str) -> str:
    folder = Path(str(finders.find(sheet))).parent

    def read(name: str) -> str:
        return (folder / name).read_text(encoding="utf-8")

    return whole(read(PurePosixPath(sheet).name), read)


def _address(sheet: str, beside: str) -> str:
    """What a sheet points at stands beside it; what a page points at, does not."""
    return static(normpath(PurePosixPath(sheet).parent / beside))
