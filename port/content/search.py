"""Full-text search over everything that the portal tells everybody, at a cost that does not grow with how much that is.

Each term of a question brings the first rows of its list, titles first, then the newest, and never more than `FIRST` of
a kind. What nearly everything contains says little, so a term weighs the less the more rows it brings.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from math import log2
from operator import or_

from django.db import connection

from port.content.enums import Audience, EntryKind
from port.content.folding import folded, signs_of, terms_of
from port.content.markdown import plain
from port.content.models import Entry, SearchTerm
from port.content.questions import words_that_count
from port.content.snippets import snippet_of
from port.content.words import words_of
from port.language import Language, language_now

__all__ = ["Found", "find", "folded", "forget", "index", "terms_of"]

FIRST = 40
MOST_TERMS = 12
ENOUGH = 0.45
"""The share of the weight of a question that an entry must hold to be found."""
AT_ONCE = 500
MOST_LOOKED_AT = 200

FIRST_ROWS = """
SELECT * FROM (
    SELECT term, entry_id, in_title FROM content_searchterm WHERE term = %s AND kind = %s
    ORDER BY in_title DESC, entry_id DESC LIMIT %s
) AS part
"""
"""Written by hand, since Django joins no limited parts on SQLite."""

Lists = Mapping[str, Mapping[int, bool]]
"""By each term the entries that have it, and whether in the title."""


@dataclass(frozen=True, kw_only=True)
class Found:
    entry: Entry
    title: str
    snippet: str


def find(
    words: str,
    *,
    on: date,
    kinds: Collection[EntryKind] | None = None,
    after: int | None = None,
    size: int = 20,
    language: Language | None = None,
) -> list[Found]:
    """The entries that answer best, behind the one with the key `after`; title and snippet in the language of the page."""
    terms = sorted(terms_of(words_that_count(words)), key=len, reverse=True)[:MOST_TERMS]
    ranked = _ranked(terms, list(kinds if kinds is not None else EntryKind))
    if after in ranked:
        ranked = ranked[ranked.index(after) + 1 :]
    shown = _shown(ranked, on=on)[:size]
    language = language or language_now()
    return [_found(entry, terms, language) for entry in shown]


def index(entry: Entry) -> None:
    """Make the published entry findable, unless it greets some readers only."""
    forget(entry)
    if entry.audience != Audience.EVERYONE:
        return
    head = f"{entry.title} {entry.title_en}"
    titles = terms_of(head) | signs_of(head)
    texts = [entry.summary, entry.summary_en, plain(entry.body), plain(entry.body_en)]
    body = reduce(or_, map(terms_of, texts))
    rows = [SearchTerm(entry=entry, kind=entry.kind, term=term, in_title=term in titles) for term in titles | body]
    SearchTerm.objects.bulk_create(rows, batch_size=AT_ONCE)


def forget(entry: Entry) -> None:
    SearchTerm.objects.filter(entry=entry).delete()


def forget_what_is_over(*, on: date) -> int:
    """Entries whose last day lies before that one; how many rows went."""
    over = Entry.objects.filter(shown_until__lt=on)
    return SearchTerm.objects.filter(entry__in=over).delete()[0]


def _ranked(terms: Sequence[str], kinds: Sequence[EntryKind]) -> list[int]:
    """Keys of entries, the best first. What stands in a title counts twice."""
    if not terms or not kinds:
        return []
    lists = _first_rows(terms, kinds)
    weights = {term: 1 / log2(2 + len(lists[term])) for term in terms}
    best = _by_score(_scores(lists, weights, twice=2))[:MOST_LOOKED_AT]
    common = [term for term in terms if len(lists[term]) >= FIRST]
    lists = {term: _kept(rows, best) for term, rows in lists.items()} | _rows_of(common, best)
    enough = ENOUGH * sum(weights.values())
    held = _scores(lists, weights, twice=1)
    return [entry for entry in _by_score(_scores(lists, weights, twice=2)) if held[entry] >= enough]


def _scores(lists: Lists, weights: Mapping[str, float], *, twice: int) -> dict[int, float]:
    scores: dict[int, float] = defaultdict(float)
    for term, rows in lists.items():
        for entry, in_title in rows.items():
            scores[entry] += weights[term] * (twice if in_title else 1)
    return scores


def _by_score(scores: Mapping[int, float]) -> list[int]:
    return sorted(scores, key=lambda entry: (-round(scores[entry], 6), -entry))


def _first_rows(terms: Sequence[str], kinds: Sequence[EntryKind]) -> dict[str, dict[int, bool]]:
    """One statement with a part for each term and kind, which the index answers with its first rows."""
    parts = [(term, kind.value, FIRST) for term in terms for kind in kinds]
    lists: dict[str, dict[int, bool]] = {term: {} for term in terms}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([FIRST_ROWS] * len(parts)), [each for part in parts for each in part])
        for term, entry, in_title in cursor.fetchall():
            lists[term][entry] = bool(in_title)
    return lists


def _kept(rows: Mapping[int, bool], best: Collection[int]) -> dict[int, bool]:
    return {entry: in_title for entry, in_title in rows.items() if entry in best}


def _rows_of(terms: Collection[str], entries: Collection[int]) -> dict[str, dict[int, bool]]:
    """Of common terms, whose lists were cut off, also the rows further down of the entries that other terms brought."""
    rows: dict[str, dict[int, bool]] = {term: {} for term in terms}
    found = SearchTerm.objects.filter(entry__in=entries, term__in=terms) if terms else SearchTerm.objects.none()
    for term, entry, in_title in found.values_list("term", "entry_id", "in_title"):
        rows[term][entry] = in_title
    return rows


def _shown(keys: Sequence[int], *, on: date) -> list[Entry]:
    found = Entry.objects.published(on=on).filter(pk__in=keys, audience=Audience.EVERYONE).defer("body", "body_en")
    by_key = {entry.pk: entry for entry in found}
    return [by_key[key] for key in keys if key in by_key]


def _found(entry: Entry, terms: Iterable[str], language: Language) -> Found:
    words = words_of(entry, language)
    return Found(entry=entry, title=words.title, snippet=snippet_of(words, terms))
