"""Search through everything that the portal tells everybody."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString

from port.content.enums import TOPICS, EntryKind
from port.content.search import Found, find
from port.content.snippets import marked
from port.content.words import words_of
from port.language import language_now
from web.components.addresses import address_of
from web.components.content_pages import content_page
from web.components.languages import TAGS
from web.public.keys import key_in

LONGEST = 100
ON_A_PAGE = 20
KINDS = (EntryKind.NEWS, EntryKind.RULES, EntryKind.FAQ, EntryKind.DOWNLOAD, EntryKind.PAGE)
"""What readers may choose among; notices are found among everything."""


@dataclass(frozen=True, kw_only=True)
class Hit:
    """An entry that was found; title and snippet are HTML with what was searched for marked."""

    pk: int
    address: str
    label: str
    title: SafeString
    snippet: SafeString
    lang: str
    shown_from: date | None


@content_page
def search(request: HttpRequest) -> HttpResponse:
    """`q` what is searched for, `kind` among what, `after` the id that the page begins behind."""
    words = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST]
    kind = next((each for each in KINDS if each.value == request.GET.get("kind")), None)
    after = key_in(request.GET.get("after", ""))
    kinds = [kind] if kind else None
    found = find(words, on=timezone.localdate(), kinds=kinds, after=after, size=ON_A_PAGE + 1) if words else []
    hits = [_hit(each, words) for each in found[:ON_A_PAGE]]
    context = {
        "words": words,
        "kind": kind,
        "kinds": KINDS,
        "found": hits,
        "next": _next(words, kind, hits[-1].pk) if len(found) > ON_A_PAGE else "",
        "topics": TOPICS[EntryKind.FAQ],
    }
    return render(request, "public/search.html", context)


def _hit(found: Found, words: str) -> Hit:
    entry = found.entry
    kind = EntryKind(entry.kind)
    told = words_of(entry, language_now())
    return Hit(
        pk=entry.pk,
        address=address_of(entry),
        label=str(kind.label),
        title=marked(found.title, words),
        snippet=marked(found.snippet, words),
        lang=TAGS[told.language] if told.is_fallback else "",
        shown_from=entry.shown_from if kind in {EntryKind.NEWS, EntryKind.NOTICE} else None,
    )


def _next(words: str, kind: EntryKind | None, after: int) -> str:
    asked = {"q": words, **({"kind": kind.value} if kind else {}), "after": after}
    return f"?{urlencode(asked)}"
