"""The page of one entry: its form, what readers will see, its files, and how it came to be so."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from port.content.enums import EntryKind, EntryState
from port.content.history import draft_of, live_revision, newest_revision
from port.content.models import Entry, Revision
from web.components.addresses import address_of
from web.staff.content_fields import typed_files
from web.staff.content_form import EntryForm
from web.staff.content_list import EntryRow
from web.staff.content_picking import MOST_OFFERED, FileForm, file_rows, newest_files, rows_in_order
from web.staff.content_revisions import RevisionRow, history_of
from web.staff.content_shown import shown_in_both

UNDO = "content_published"
"""Session key: which publication can be undone, and what readers saw before it."""


SAID_LATER: dict[str, Any] = {"missing": [], "cautions": []}
"""Nobody is told what a text lacks before it is begun."""


@dataclass(frozen=True)
class Desk:
    """What the page is about; a new entry has neither row nor revision."""

    kind: EntryKind
    entry: Entry | None = None
    newest: Revision | None = None

    @property
    def number(self) -> int:
        return self.newest.number if self.newest else 0

    @property
    def address(self) -> str:
        if self.entry:
            return reverse("staff:content_entry", args=[self.entry.pk])
        return reverse("staff:content_new", args=[self.kind.value])

    @property
    def preview_address(self) -> str:
        if self.entry:
            return reverse("staff:content_preview", args=[self.entry.pk])
        return reverse("staff:content_new_preview", args=[self.kind.value])

    def form(self, typed: QueryDict | None = None) -> EntryForm:
        said = draft_of(self.newest) if self.newest else None
        return EntryForm(typed, kind=self.kind, entry=self.entry, said=said, initial={"based_on": self.number})


def desk_of(pk: int) -> Desk:
    entry = get_object_or_404(Entry, pk=pk)
    return Desk(EntryKind(entry.kind), entry, newest_revision(entry))


def entry_page(
    request: HttpRequest, desk: Desk, form: EntryForm, *, unsaved: bool = False, status: int = 200, **more: Any
) -> HttpResponse:
    """`unsaved`: the form holds words that are nowhere else, so leaving it is asked about."""
    words = request.POST.get("file_words", "").replace("\0", "").strip()[:100]
    draft = form.draft_so_far()
    context = {
        "desk": desk,
        "entry": desk.entry,
        "form": form,
        "unsaved": unsaved,
        "attached": rows_in_order(typed_files(request.POST) if form.is_bound else list(draft.files)),
        "offered": file_rows(newest_files(words)[:MOST_OFFERED]),
        "file_words": words,
        "file_form": FileForm(),
        **shown_in_both(desk.kind, draft),
        **({} if desk.entry or form.is_bound else SAID_LATER),
        **(_of_entry(request, desk) if desk.entry else {}),
    }
    return render(request, "staff/content_entry.html", context | more, status=status)


def _of_entry(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    """What only an entry has that was saved once."""
    entry, live = desk.entry, live_revision(desk.entry)
    is_published = entry.state == EntryState.PUBLISHED
    return {
        "row": EntryRow(entry, desk.newest, timezone.localdate()),
        "live": RevisionRow(live, live.number if is_published else 0) if live else None,
        "is_published": is_published,
        "may_withdraw": is_published and may_be_withdrawn(entry),
        "public_address": address_of(entry) if is_published else "",
        "undo": _undo(request, entry, live),
        **history_of(entry, before=request.GET.get("before", "")),
    }


def may_be_withdrawn(entry: Entry) -> bool:
    """The rules and the pages of the footer are promised on every page: they change, and are always there."""
    return entry.kind not in {EntryKind.RULES, EntryKind.PAGE}


def _undo(request: HttpRequest, entry: Entry, live: Revision | None) -> dict[str, int]:
    """The publication that this very person has just done, as long as readers still see it."""
    done = request.session.get(UNDO) or {}
    fits = live and done.get("entry") == entry.pk and done.get("number") == live.number
    return done if fits and entry.state == EntryState.PUBLISHED else {}
