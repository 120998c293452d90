"""The texts that come with the product: files beside this module, published once and looked after until staff change them."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from port.audit.recorder import OPERATOR
from port.content.drafts import Draft
from port.content.enums import Audience, EntryKind, EntryState
from port.content.history import draft_of, live_revision, newest_revision
from port.content.models import Entry
from port.content.publishing import fill
from port.content.reading import forget_what_was_read
from port.content.search import index
from port.content.workflow import publish, save_draft

TEXTS = Path(__file__).parent / "texts"
FENCE = "+++\n"
ENGLISH = ".en"
CHINESE_KEYS = {"title", "summary", "topic", "position", "pinned", "audience", "from", "until", "change"}
ENGLISH_KEYS = {"title", "summary", "change"}


class BadText(ValueError):
    """A file that comes with the product is not written as the others are; the message names it."""


@dataclass(frozen=True, kw_only=True)
class ProductText:
    kind: EntryKind
    draft: Draft
    change: str
    change_en: str


def install_content(*, at: datetime | None = None) -> int:
    """Publish what is new, and fill the options of today into everything that is out; how many texts come with the product.

    A text that staff have changed or taken off since is theirs and is left alone.
    """
    texts = list(product_texts())
    for text in texts:
        _install(text, at)
    render_again()
    return len(texts)


def product_texts() -> Iterator[ProductText]:
    """In the order in which they are published. Raises `BadText`."""
    for kind in EntryKind:
        for path in sorted((TEXTS / kind).glob("*.md")):
            if not path.stem.endswith(ENGLISH):
                yield _read(kind, path)


@transaction.atomic
def _install(text: ProductText, at: datetime | None) -> None:
    entry = Entry.objects.filter(kind=text.kind, slug=text.draft.slug).first()
    if entry is not None and _belongs_to_staff(entry):
        return
    newest = newest_revision(entry) if entry else None
    if newest and newest.content == text.draft.as_json():
        return
    words = {"change": text.change, "change_en": text.change_en}
    revision = save_draft(entry=entry, kind=text.kind, draft=text.draft, **words, by=OPERATOR)
    publish(revision, by=OPERATOR, at=at)


def _belongs_to_staff(entry: Entry) -> bool:
    touched = entry.revisions.filter(written_by__isnull=False) | entry.revisions.filter(published_by__isnull=False)
    return entry.state != EntryState.PUBLISHED or touched.exists()


@transaction.atomic
def render_again() -> int:
    """Entries whose words read differently with the options of today, or that no search knows yet; how many."""
    changed = 0
    for entry in Entry.objects.filter(state=EntryState.PUBLISHED):
        live = live_revision(entry)
        if live and (fill(draft_of(live), entry) or not _is_findable(entry)):
            entry.save()
            index(entry)
            changed += 1
    if changed:
        forget_what_was_read()
    return changed


def _is_findable(entry: Entry) -> bool:
    is_over = entry.shown_until is not None and entry.shown_until < timezone.localdate()
    return is_over or entry.audience != Audience.EVERYONE or entry.terms.exists()


def _read(kind: EntryKind, path: Path) -> ProductText:
    said, body = _parts(path, CHINESE_KEYS)
    english = path.with_name(f"{path.stem}{ENGLISH}{path.suffix}")
    said_en, body_en = _parts(english, ENGLISH_KEYS) if english.exists() else ({}, "")
    draft = Draft(
        slug=path.stem,
        topic=said.get("topic", ""),
        audience=said.get("audience", Audience.EVERYONE.value),
        pinned=said.get("pinned", False),
        position=said.get("position", 0),
        title=said.get("title", ""),
        title_en=said_en.get("title", ""),
        summary=said.get("summary", ""),
        summary_en=said_en.get("summary", ""),
        body=body,
        body_en=body_en,
        shown_from=_day(said.get("from"), path),
        shown_until=_day(said.get("until"), path),
    )
    return ProductText(kind=kind, draft=draft, change=said.get("change", ""), change_en=said_en.get("change", ""))


def _parts(path: Path, allowed: set[str]) -> tuple[Mapping[str, Any], str]:
    """The settings between the two fences, and the text behind them."""
    before, fence, rest = path.read_text(encoding="utf-8").partition(FENCE)
    settings, end, body = rest.partition(FENCE)
    if before or not fence or not end:
        raise BadText(f"{path.name}: the settings must stand between two lines +++ at the beginning.")
    try:
        said = tomllib.loads(settings)
    except tomllib.TOMLDecodeError as error:
        raise BadText(f"{path.name}: {error}") from error
    if unknown := said.keys() - allowed:
        raise BadText(f"{path.name}: unknown settings {', '.join(sorted(unknown))}.")
    return said, body.strip() + "\n"


def _day(value: Any, path: Path) -> date | None:
    """TOML knows dates; one in quotes is read as well."""
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise BadText(f"{path.name}: {value} is no day.") from None
