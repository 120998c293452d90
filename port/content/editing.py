"""Two people at one entry: whoever comes second is told what the first one did, and overwrites nothing."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from port.audit.recorder import Actor
from port.content.drafts import Draft
from port.content.enums import EntryKind
from port.content.history import draft_of, live_revision, newest_revision
from port.content.models import Entry, Revision
from port.content.workflow import publish, save_draft
from port.database import locked


class Overtaken(ValidationError):
    """Somebody else was quicker. `revision` is what is new since the page was opened."""

    def __init__(self, revision: Revision) -> None:
        super().__init__(_("這一則在您編輯期間已經有新的版次。"), code="overtaken")
        self.revision = revision


@transaction.atomic
def save_over(
    entry: Entry, draft: Draft, *, based_on: int, change: str = "", change_en: str = "", by: Actor
) -> Revision:
    """Save what was written over revision number `based_on`; Overtaken when a newer one says something else."""
    entry = locked(Entry.objects.filter(pk=entry.pk)).get()
    newest = newest_revision(entry)
    if newest and newest.number != based_on and draft_of(newest) != draft:
        raise Overtaken(newest)
    return save_draft(entry=entry, kind=EntryKind(entry.kind), draft=draft, change=change, change_en=change_en, by=by)


@transaction.atomic
def publish_over(revision: Revision, *, live: int, by: Actor) -> Entry:
    """Publish what was compared with revision number `live` (0: with none); Overtaken when readers see another by now."""
    entry = locked(Entry.objects.filter(pk=revision.entry_id)).get()
    now = live_revision(entry)
    if now and now.number not in {live, revision.number}:
        raise Overtaken(now)
    return publish(revision, by=by)
