"""An entry goes out to readers: asked about once more, published, taken back, taken off."""

from contextlib import suppress

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from port.content.editing import Overtaken, publish_over
from port.content.enums import EntryKind, EntryState
from port.content.history import draft_of, live_revision, newest_revision
from port.content.models import Entry, Revision
from port.content.workflow import publish, withdraw
from port.taiwan.dates import roc_date
from port.workflows import MoveRefused
from web.staff.access import keepers_only
from web.staff.content_differences import differences
from web.staff.content_page import UNDO, may_be_withdrawn
from web.staff.content_revisions import RevisionRow, live_number
from web.staff.content_shown import shown_in_both

READS_AND_WRITES = ["GET", "HEAD", "POST"]


@keepers_only
@require_http_methods(READS_AND_WRITES)
def publish_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks once more, with all that will change; POST does it, for the version that was asked about."""
    entry = get_object_or_404(Entry, pk=pk)
    if request.method != "POST":
        return _asked(request, entry, _chosen(entry, request.GET.get("version", "")))
    if not _number(request.POST.get("version", "")):
        return redirect("staff:content_publish", pk)
    revision, before = _chosen(entry, request.POST.get("version", "")), live_number(entry)
    try:
        publish_over(revision, live=_number(request.POST.get("live", "")), by=request.user)
    except Overtaken:
        return _asked(request, entry, revision, status=409)
    except ValidationError as faults:
        return _asked(request, entry, revision, faults=faults.messages, status=422)
    now = live_revision(entry)
    request.session[UNDO] = {"entry": pk, "number": now.number if now else 0, "before": before}
    messages.success(request, _("已發布。"))
    return redirect("staff:content_entry", pk)


@keepers_only
def undo_publication(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to what readers saw before, or to nothing; only whoever published, and only while nothing has changed since."""
    entry = get_object_or_404(Entry, pk=pk)
    done = request.session.get(UNDO) or {}
    if request.method == "POST" and done.get("entry") == pk:
        if live_number(entry) != done["number"]:
            messages.warning(request, _("這一則之後又有變動，沒有取消。請看下方的歷程。"))
        else:
            _undo(request, entry, done["before"])
        del request.session[UNDO]
    return redirect("staff:content_entry", pk)


def _undo(request: HttpRequest, entry: Entry, before: int) -> None:
    try:
        if before:
            publish(entry.revisions.get(number=before), by=request.user)
        else:
            withdraw(entry, by=request.user)
    except (MoveRefused, ValidationError) as refused:
        why = refused.messages if isinstance(refused, ValidationError) else []
        messages.warning(request, " ".join([_("沒有取消，讀者看到的內容不變。"), *why]))
        return
    if before:
        messages.success(request, _("已取消發布，讀者看到的是先前的內容。"))
    else:
        messages.success(request, _("已取消發布，讀者看不到這一則。"))


@keepers_only
@require_http_methods(READS_AND_WRITES)
def withdraw_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks once more; POST takes the entry off. Done twice, it is done."""
    entry = get_object_or_404(Entry, pk=pk)
    if entry.state != EntryState.PUBLISHED or not may_be_withdrawn(entry):
        return redirect("staff:content_entry", pk)
    if request.method != "POST":
        return render(request, "staff/content_withdraw.html", {"entry": entry})
    with suppress(MoveRefused):  # a colleague was quicker, with the same result
        withdraw(entry, by=request.user)
    messages.success(request, _("已下架，讀者看不到這一則。內容與歷程都還在，可以再發布。"))
    return redirect("staff:content_entry", pk)


def _asked(
    request: HttpRequest, entry: Entry, revision: Revision, *, faults: list[str] | None = None, status: int = 200
) -> HttpResponse:
    """`faults` are what the act itself refused."""
    live = live_revision(entry) if entry.state == EntryState.PUBLISHED else None
    draft, kind = draft_of(revision), EntryKind(entry.kind)
    today = timezone.localdate()
    begins = draft.shown_from if draft.shown_from and draft.shown_from > today else None
    shown, told = shown_in_both(kind, draft), differences(draft_of(live) if live else None, draft)
    context = {
        "entry": entry,
        "title": draft.title,
        "row": RevisionRow(revision, live.number if live else 0),
        "live": live,
        "begins": roc_date(begins) if begins else "",
        "ends": roc_date(draft.shown_until) if draft.shown_until else "",
        "is_going_back": bool(live and revision.number < live.number),
        "overtaken": status == 409,
        "differences": told if live else [each for each in told if each.is_setting],
        **shown,
        "missing": faults or shown["missing"],
    }
    return render(request, "staff/content_publish.html", context, status=status)


def _chosen(entry: Entry, typed: str) -> Revision:
    """The version that the address asks for, else the newest."""
    revisions = entry.revisions.select_related("written_by", "published_by")
    if number := _number(typed):
        return get_object_or_404(revisions, number=number)
    return get_object_or_404(revisions, pk=newest_revision(entry).pk)


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
