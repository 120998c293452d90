"""The dated versions of a text that people must be able to look up: which one is in force, and which came before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from port.content.drafts import Draft
from port.content.history import draft_of
from port.content.models import Entry, Revision


@dataclass(frozen=True, kw_only=True)
class Version:
    """What was published once; `since` is the day from which it holds."""

    number: int
    since: date
    published_at: datetime
    draft: Draft
    change: str
    change_en: str


def versions_of(entry: Entry) -> list[Version]:
    """All that were published, the newest publication first. One statement."""
    revisions = entry.revisions.were_published().order_by("-published_at", "-number")
    return [_version(revision, at) for revision in revisions if (at := revision.published_at)]


def in_force(versions: Sequence[Version], *, on: date) -> Version | None:
    """The newest of those that hold by that day; None before the first."""
    return next((version for version in versions if version.since <= on), None)


def before(versions: Sequence[Version], version: Version) -> Version | None:
    """The one that it took the place of; None for the first."""
    older = versions[versions.index(version) + 1 :]
    return older[0] if older else None


def _version(revision: Revision, published_at: datetime) -> Version:
    draft = draft_of(revision)
    return Version(
        number=revision.number,
        since=draft.shown_from or timezone.localdate(published_at),
        published_at=published_at,
        draft=draft,
        change=revision.change,
        change_en=revision.change_en,
    )
