"""The acts on what the portal tells: write it down, publish it, take it off, go back."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from port.audit.enums import Act
from port.audit.recorder import Actor, record
from port.content.checks import why_not_publish
from port.content.drafts import Draft
from port.content.enums import TOPICS, EntryKind, EntryState
from port.content.history import draft_of, live_revision, newest_revision
from port.content.models import Entry, Revision
from port.content.moves import MOVES, EntryMove
from port.content.publishing import copy_words
from port.content.reading import forget_what_was_read
from port.content.search import forget, index
from port.database import locked
from port.workflows import target_of


@transaction.atomic
def save_draft(
    *, entry: Entry | None, kind: EntryKind, draft: Draft, change: str = "", change_en: str = "", by: Actor
) -> Revision:
    """Keep what was written as the next revision; readers see nothing of it yet.

    What the newest revision says already needs no other one; it is given back.
    """
    entry = _locked(entry) if entry else Entry.objects.create(kind=kind, topic=_topic(kind, draft))
    newest = newest_revision(entry)
    if (
        newest
        and newest.content == draft.as_json()
        and (change, change_en) in {("", ""), (newest.change, newest.change_en)}
    ):
        return newest
    return _write(entry, draft, change=change, change_en=change_en, by=by)


@transaction.atomic
def publish(revision: Revision, *, by: Actor, at: datetime | None = None) -> Entry:
    """Show readers what the revision says. An older one again is going back to it: it becomes the newest, by a copy.

    Raises `ValidationError` with what `why_not_publish` says, or when another entry has the same address.
    """
    entry = _locked(revision.entry)
    state = target_of(MOVES, EntryMove.PUBLISH, entry)
    draft = draft_of(revision)
    _require_publishable(entry, draft)
    live = live_revision(entry)
    if entry.state == EntryState.PUBLISHED and live == revision:
        return entry
    if live and live.number > revision.number:
        change = _("回到第 %(number)d 版") % {"number": revision.number}
        change_en = f"Back to version {revision.number}"
        revision = _write(entry, draft, change=change, change_en=change_en, by=by)
    now = at or timezone.now()
    if revision.published_at is None:
        revision.published_at, revision.published_by_id = now, by.pk
        revision.save(update_fields=["published_at", "published_by"])
    entry.state, entry.published_at = state, now
    copy_words(draft, entry)
    _save_under_its_address(entry)
    index(entry)
    forget_what_was_read()
    facts = {"kind": entry.kind, "revision": revision.number}
    record(Act.CONTENT_PUBLISHED, about=entry, by=by, facts=facts)
    return entry


@transaction.atomic
def withdraw(entry: Entry, *, by: Actor) -> Entry:
    """Take it off the portal; what it said stays. Raises `MoveRefused` when it is not there."""
    entry = _locked(entry)
    entry.state = target_of(MOVES, EntryMove.WITHDRAW, entry)
    entry.save(update_fields=["state"])
    forget(entry)
    forget_what_was_read()
    record(Act.CONTENT_WITHDRAWN, about=entry, by=by, facts={"kind": entry.kind})
    return entry


@transaction.atomic
def restore(revision: Revision, *, by: Actor) -> Revision:
    """A new draft with what an old revision said, to be looked at before it is published."""
    entry = _locked(revision.entry)
    newest = newest_revision(entry)
    if newest and newest.content == draft_of(revision).as_json():
        return newest
    change = _("取自第 %(number)d 版") % {"number": revision.number}
    change_en = f"Taken from version {revision.number}"
    return _write(entry, draft_of(revision), change=change, change_en=change_en, by=by)


def _locked(entry: Entry) -> Entry:
    return locked(Entry.objects.filter(pk=entry.pk)).get()


def _topic(kind: EntryKind, draft: Draft) -> str:
    """An entry always stands under a heading of its kind, also while its draft does not say which."""
    topics = [topic.value for topic in TOPICS.get(kind, ())]
    return draft.topic if draft.topic in topics else next(iter(topics), "")


def _write(entry: Entry, draft: Draft, *, change: str, change_en: str, by: Actor) -> Revision:
    newest = newest_revision(entry)
    revision = Revision.objects.create(
        entry=entry,
        number=newest.number + 1 if newest else 1,
        content=draft.as_json(),
        change=change,
        change_en=change_en,
        written_by_id=by.pk,
    )
    facts = {"entry": entry.pk, "kind": str(entry.kind), "revision": revision.number}
    record(Act.CONTENT_WRITTEN, about=revision, by=by, facts=facts)
    return revision


def _require_publishable(entry: Entry, draft: Draft) -> None:
    why_not = why_not_publish(EntryKind(entry.kind), draft)
    if not why_not and _is_taken(draft.slug, entry):
        why_not.append(_has_its_address(draft.slug))
    if why_not:
        raise ValidationError(why_not)


def _save_under_its_address(entry: Entry) -> None:
    try:
        with transaction.atomic():
            entry.save()
    except IntegrityError as taken:
        if not _is_taken(entry.slug, entry):
            raise
        # Somebody else has just published an entry with this address.
        raise ValidationError(_has_its_address(entry.slug)) from taken


def _is_taken(slug: str, entry: Entry) -> bool:
    return Entry.objects.filter(kind=entry.kind, slug=slug).exclude(slug="").exclude(pk=entry.pk).exists()


def _has_its_address(slug: str) -> str:
    return _("網址名稱「%(slug)s」已經用在另一則內容。") % {"slug": slug}
