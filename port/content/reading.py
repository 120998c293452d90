"""What public pages read again and again, kept for a minute and forgotten whenever something is published or withdrawn.

The cache is that of the process. With several processes, the others learn of a change when their minute is over.
"""

from collections.abc import Callable
from datetime import date
from typing import TypeVar, cast
from uuid import uuid4

from django.core.cache import cache
from django.core.cache.backends.base import BaseCache
from django.db import transaction

from port.content.enums import Audience, EntryKind
from port.content.models import Entry
from port.content.models.entries import EntryQuerySet

T = TypeVar("T")
SECONDS = 60
NEWS_ON_THE_FRONT = 5
GENERATION = "content:generation"
"""Its value is a part of every key, so that one step forgets them all."""
JUST_CHANGED = "content:just-changed"
SECONDS_TO_ARRIVE = 15
"""After a change: longer than a replica may be behind, so that nobody keeps from it what was before the change."""


def front_news(on: date) -> list[Entry]:
    """Pinned ones first, then the newest."""
    return kept(f"news:{on}", lambda: list(_to_show(Entry.objects.news(on=on))[:NEWS_ON_THE_FRONT]))


def notices(on: date, audience: Audience) -> list[Entry]:
    """Those that greet this audience today, the newest first."""
    rows = Entry.objects.notices(on=on, audience=audience)
    return kept(f"notices:{audience}:{on}", lambda: list(_to_show(rows)))


def pages(on: date) -> dict[str, Entry]:
    """The standing pages, by their names in the address."""
    rows = Entry.objects.of_kind(EntryKind.PAGE).published(on=on).order_by("position", "pk")
    return kept(f"pages:{on}", lambda: {page.slug: page for page in _to_show(rows)})


def page(slug: str, on: date) -> Entry | None:
    return pages(on).get(slug)


def rules(on: date) -> Entry | None:
    """The rules in force."""
    rows = Entry.objects.of_kind(EntryKind.RULES).published(on=on).order_by("position", "pk")
    return next(iter(kept(f"rules:{on}", lambda: list(_to_show(rows)[:1]))), None)


def forget_what_was_read() -> None:
    """Now, for whoever goes on in this transaction, and once it is committed, when others can see the new words."""
    _forget()
    transaction.on_commit(_forget)


def kept(name: str, read: Callable[[], T], *, where: BaseCache = cache) -> T:
    """What `read` gave last under this name, until something is published or withdrawn; never None."""
    key = f"content:{_generation()}:{name}"
    found = where.get(key)
    if found is None:
        found = read()
        where.set(key, found, SECONDS)
    return cast("T", found)


def has_just_changed() -> bool:
    """Whether something was published or withdrawn so shortly ago that a replica may not know of it."""
    return cache.get(JUST_CHANGED) is not None


def _generation() -> str:
    return str(cache.get_or_set(GENERATION, _new_generation, None))


def _new_generation() -> str:
    return uuid4().hex


def _forget() -> None:
    cache.set(JUST_CHANGED, True, SECONDS_TO_ARRIVE)
    cache.set(GENERATION, _new_generation(), None)


def _to_show(rows: EntryQuerySet) -> EntryQuerySet:
    return rows.defer("body", "body_en")
