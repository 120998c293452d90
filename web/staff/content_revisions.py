"""How an entry came to be so: its revisions, what differs between two of them, and the way back to one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from port.content.enums import EntryKind, EntryState
from port.content.history import draft_of, live_revision, newest_revision
from port.content.models import Entry, Revision
from port.content.workflow import restore
from port.taiwan.dates import roc_datetime
from web.staff.access import keepers_only
from web.staff.content_differences import differences
from web.staff.content_shown import shown_in_both

REVISIONS_A_PAGE = 10
LARGEST_NUMBER = 10**9


@dataclass(frozen=True)
class RevisionRow:
    """`live` is the number of the revision that readers see, 0 where they see none."""

    revision: Revision
    live: int

    @property
    def number(self) -> int:
        return self.revision.number

    @property
    def is_live(self) -> bool:
        return self.number == self.live

    @property
    def at(self) -> str:
        return roc_datetime(self.revision.written_at)

    @property
    def writer(self) -> str:
        return self.revision.written_by.name if self.revision.written_by else _("系統內建")

    @property
    def state(self) -> str:
        if self.is_live:
            return _("讀者看到的版次")
        return _("曾經發布") if self.revision.published_at else _("草稿")

    @property
    def kind_of_state(self) -> str:
        return "good" if self.is_live else "quiet"

    @property
    def icon_of_state(self) -> str:
        if self.is_live:
            return ""
        return "history" if self.revision.published_at else "pencil"

    @property
    def published(self) -> str:
        """When and by whom; empty for what never was."""
        if not self.revision.published_at:
            return ""
        at = roc_datetime(self.revision.published_at)
        if not self.revision.published_by:
            return _("%(at)s 發布") % {"at": at}
        return _("%(at)s 由 %(name)s 發布") % {"at": at, "name": self.revision.published_by.name}


def history_of(entry: Entry, *, before: str = "") -> dict[str, Any]:
    """The newest revisions, or those below the number `before`, and the number that the next page begins below."""
    revisions = entry.revisions.select_related("written_by", "published_by").newest_first()
    if before.isascii() and before.isdigit() and int(before[:10]) < LARGEST_NUMBER:
        revisions = revisions.filter(number__lt=int(before[:10]))
    found = list(revisions[: REVISIONS_A_PAGE + 1])
    shown = found[:REVISIONS_A_PAGE]
    live = live_number(entry)
    return {
        "history": [RevisionRow(revision, live) for revision in shown],
        "older": shown[-1].number if len(found) > REVISIONS_A_PAGE else "",
    }


def live_number(entry: Entry) -> int:
    """Of the revision that readers see; 0 while they see none."""
    live = live_revision(entry) if entry.state == EntryState.PUBLISHED else None
    return live.number if live else 0


@keepers_only
@require_safe
def revision(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One version, beside the one before it or, with `?with=`, beside another."""
    entry = get_object_or_404(Entry, pk=pk)
    chosen = _revision_or_404(entry, number)
    others = _compared_with(entry, chosen)
    asked = request.GET.get("with", "")
    other = next((each for each in others if str(each.number) == asked), others[0] if others else None)
    draft = draft_of(chosen)
    context = {
        "entry": entry,
        "row": RevisionRow(chosen, live_number(entry)),
        "title": draft.title,
        "newest": newest_revision(entry),
        "others": [RevisionRow(each, live_number(entry)) for each in others],
        "other": other,
        "differences": differences(draft_of(other) if other else None, draft),
        **shown_in_both(EntryKind(entry.kind), draft),
    }
    return render(request, "staff/content_revision.html", context)


@keepers_only
def restore_revision(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The old words become a new draft; readers see it when it is published."""
    entry = get_object_or_404(Entry, pk=pk)
    old = _revision_or_404(entry, number)
    if request.method != "POST":
        return redirect("staff:content_revision", pk, number)
    new = restore(old, by=request.user)
    told = {"old": number, "new": new.number}
    messages.success(request, _("版次 %(old)d 的內容已成為版次 %(new)d，還沒有發布。") % told)
    return redirect("staff:content_entry", pk)


def _revision_or_404(entry: Entry, number: int) -> Revision:
    fits = 0 < number < LARGEST_NUMBER
    return get_object_or_404(entry.revisions.select_related("written_by", "published_by"), number=number if fits else 0)


def _compared_with(entry: Entry, chosen: Revision) -> Sequence[Revision]:
    """The one before it, what readers see, and the newest: each once, and not itself."""
    former = entry.revisions.filter(number__lt=chosen.number).newest_first().first()
    others = [each for each in (former, live_revision(entry), newest_revision(entry)) if each and each != chosen]
    return list({each.number: each for each in others}.values())
