"""Which files readers may take along: those that stand with what is published, and in its text."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from port.content.checks import attachments_of
from port.content.enums import EntryKind, EntryState
from port.content.history import draft_of
from port.content.models import Attachment, Entry, Revision
from port.content.reading import kept

IN_TEXT = re.compile(r"/files/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/")
"""How `port.content.markdown` leads to a file."""


def files_of(entries: Collection[Entry]) -> Mapping[int, list[Attachment]]:
    """The files beside each entry, in the order that staff gave them. Two statements, however many entries there are."""
    named = dict(_live(Revision.objects.filter(entry__in=entries)).values_list("entry_id", "content__files"))
    wanted = {name for names in named.values() for name in names or ()}
    files = {str(file.pk): file for file in Attachment.objects.filter(pk__in=wanted)} if wanted else {}
    return {entry.pk: [files[name] for name in named.get(entry.pk) or () if name in files] for entry in entries}


def is_offered(attachment: Attachment, *, on: date) -> bool:
    """Whether something that everybody can read that day refers to the file."""
    return attachment.pk in kept(f"files:{on}", lambda: _offered(on))


def _offered(on: date) -> frozenset[UUID]:
    published = Entry.objects.published(on=on)
    beside = _live(Revision.objects.filter(entry__in=published)).exclude(content__files=[])
    names = [name for names in beside.values_list("content__files", flat=True) for name in names or ()]
    with_files = published.filter(Q(html__contains="/files/") | Q(html_en__contains="/files/"))
    for html in with_files.values_list("html", "html_en").iterator():
        names += IN_TEXT.findall(" ".join(html))
    return frozenset(map(UUID, names)) | _of_versions()


def _of_versions() -> frozenset[UUID]:
    """What stands in any version of the rules: each can be read with its day, the former ones and those to come."""
    rules = Entry.objects.of_kind(EntryKind.RULES).filter(state=EntryState.PUBLISHED)
    versions = Revision.objects.filter(entry__in=rules, published_at__isnull=False)
    return frozenset(UUID(name) for version in versions for name in attachments_of(draft_of(version)))


def _live(revisions: "QuerySet[Revision]") -> "QuerySet[Revision]":
    """Of each entry the one that readers see (`live_revision`)."""
    newest = Revision.objects.filter(entry=OuterRef("entry"), published_at__isnull=False).order_by("-number")
    return revisions.annotate(live=Subquery(newest.values("number")[:1])).filter(number=F("live"))
