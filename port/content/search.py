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

from django.db import connections, router

from port.content.enums import Audience, EntryKind
from port.content.folding import folded, signs_of, terms_of
from port.content.markdown import plain
from port.content.models import Entry, SearchTerm
from port.content.questions import words_that_count
from port.content.snippets import snippet_of
from port.content.synonyms import meant_by
from port.content.words import words_of
from port.language import Language, language_now

__all__ = ["Found", "find", "folded", "forget", "index", "terms_of"]

FIRST = 40
MOST_TERMS = 12
ENOUGH = 0.45
A_PART = 0.25
"""Shares of the weight of a question: an entry must hold the first to be found, or the second where few do."""
UNHEARD = 0.2
FEW = 3
AT_ONCE = 500
MOST_LOOKED_AT = 200

FIRST_ROWS = """
SELECT * FROM (
    SELECT term, entry_id, in_title FROM content_searchterm WHERE term = %s AND kind = %s
    ORDER BY in_title DESC, entry_id DESC LIMIT %s
) AS part
"""
"""Written by hand, since Django joins no limited parts on SQLite."""

ROWS_OF_PAIRS = """
WITH asked (entry, term) AS (VALUES {pairs})
SELECT row.term, row.entry_id, row.in_title FROM asked CROSS JOIN content_searchterm AS row
WHERE row.entry_id = asked.entry AND row.term = asked.term
"""
"""Each pair by the unique index. SQLite keeps to the order of a CROSS JOIN; left to itself it goes through all rows of a term."""

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
    wanted = list(kinds if kinds is not None else EntryKind)
    terms, good, fair = _asked(words, wanted)
    if len(good) < FEW and (meant := meant_by(words)) != folded(words):
        more, better, other = _asked(meant, wanted)
        terms, good, fair = [*terms, *more], [*good, *better], [*other, *fair]
    ranked = list(dict.fromkeys(good if len(good) >= FEW else [*good, *fair]))
    behind = ranked[ranked.index(after) + 1 :] if after in ranked else ranked
    shown = _open(behind, on=on)[:size]
    entries = Entry.objects.defer("body", "body_en").in_bulk(shown)
    return [_found(entries[key], terms, language or language_now()) for key in shown]


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


def _asked(words: str, kinds: Sequence[EntryKind]) -> tuple[list[str], list[int], list[int]]:
    """The terms that were looked for, the keys of what answers, and of what holds a part of it; the best first."""
    terms = sorted(terms_of(words_that_count(words)), key=lambda term: (-len(term), term))[:MOST_TERMS]
    return terms, *(_ranked(terms, kinds) if terms and kinds else ([], []))


def _ranked(terms: Sequence[str], kinds: Sequence[EntryKind]) -> tuple[list[int], list[int]]:
    """What stands in a title counts twice."""
    lists = _first_rows(terms, kinds)
    weights = {term: _weight(len(lists[term])) for term in terms}
    best = set(_by_score(_scores(lists, weights, twice=2))[:MOST_LOOKED_AT])
    common = [term for term in terms if len(lists[term]) >= FIRST]
    lists = {term: _kept(rows, best) for term, rows in lists.items()}
    lists |= _further_down({term: lists[term] for term in common}, best)
    held, whole = _scores(lists, weights, twice=1), sum(weights.values())
    ranked = _by_score(_scores(lists, weights, twice=2))
    good = [entry for entry in ranked if held[entry] >= ENOUGH * whole]
    return good, [entry for entry in ranked if A_PART * whole <= held[entry] < ENOUGH * whole]


def _weight(rows: int) -> float:
    """What nobody says is mostly two signs that stand together by chance, at the seam of two words."""
    return 1 / log2(2 + rows) if rows else UNHEARD


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
    with connections[router.db_for_read(Entry)].cursor() as cursor:
        cursor.execute(" UNION ALL ".join([FIRST_ROWS] * len(parts)), [each for part in parts for each in part])
        for term, entry, in_title in cursor.fetchall():
            lists[term][entry] = bool(in_title)
    return lists


def _kept(rows: Mapping[int, bool], best: Collection[int]) -> dict[int, bool]:
    return {entry: in_title for entry, in_title in rows.items() if entry in best}


def _further_down(lists: Lists, entries: Collection[int]) -> dict[str, dict[int, bool]]:
    """Of common terms, whose lists were cut off, also the rows further down of the entries that other terms brought."""
    whole = {term: dict(rows) for term, rows in lists.items()}
    pairs = [(entry, term) for term, rows in lists.items() for entry in entries if entry not in rows]
    if not pairs:
        return whole
    with connections[router.db_for_read(Entry)].cursor() as cursor:
        cursor.execute(_pairs_asked(len(pairs)), [each for pair in pairs for each in pair])
        for term, entry, in_title in cursor.fetchall():
            whole[term][entry] = bool(in_title)
    return whole


def _pairs_asked(count: int) -> str:
    return ROWS_OF_PAIRS.format(pairs=", ".join(["(%s, %s)"] * count))


def _open(keys: Sequence[int], *, on: date) -> list[int]:
    """Those that anybody may read on that day."""
    open_to_all = Entry.objects.published(on=on).filter(pk__in=keys, audience=Audience.EVERYONE)
    are_open = set(open_to_all.values_list("pk", flat=True))
    return [key for key in keys if key in are_open]


def _found(entry: Entry, terms: Iterable[str], language: Language) -> Found:
    words = words_of(entry, language)
    return Found(entry=entry, title=words.title, snippet=snippet_of(words, terms))
