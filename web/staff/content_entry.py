"""An entry is written: what is typed is looked at in both languages, saved as a draft, and never lost."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from port.content.editing import Overtaken, save_over
from port.content.enums import EntryKind
from port.content.history import draft_of
from port.content.models import Entry, Revision
from port.content.workflow import save_draft
from web.staff.access import keepers_only, posted
from web.staff.content_differences import differences
from web.staff.content_fields import typed_files
from web.staff.content_form import EntryForm
from web.staff.content_page import Desk, desk_of, entry_page
from web.staff.content_picking import ARRANGES, FileForm, arranged, receive
from web.staff.content_revisions import RevisionRow
from web.staff.content_shown import shown_in_both

READS_AND_WRITES = ["GET", "HEAD", "POST"]


@keepers_only
@require_http_methods(READS_AND_WRITES)
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """Of the rules there is one entry: it gets a new revision instead."""
    if kind == EntryKind.RULES and (rules := Entry.objects.of_kind(EntryKind.RULES).order_by("pk").first()):
        return redirect("staff:content_entry", rules.pk)
    return _edited(request, Desk(_kind(kind)))


@keepers_only
@require_http_methods(READS_AND_WRITES)
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    return _edited(request, desk_of(pk))


@keepers_only
@posted("staff:content")
def preview_new(request: HttpRequest, kind: str) -> HttpResponse:
    return _previewed(request, Desk(_kind(kind)))


@keepers_only
@posted("staff:content")
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    return _previewed(request, desk_of(pk))


def _kind(name: str) -> EntryKind:
    if name not in EntryKind.values:
        raise Http404
    return EntryKind(name)


def _edited(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Buttons at the files save nothing: what was typed comes back with them."""
    if request.method != "POST":
        return entry_page(request, desk, desk.form())
    if "upload" in request.POST:
        return _with_upload(request, desk)
    act = next((name for name in ARRANGES if name in request.POST), "")
    if act or "file_find" in request.POST:
        return entry_page(request, desk, _with_files(request, desk, act), unsaved=True)
    return _saved(request, desk)


def _previewed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """With a script only the preview is drawn anew; without one the page comes back with it, and all that was typed."""
    form = desk.form(request.POST)
    if request.htmx:
        return render(request, "staff/content_shown.html", shown_in_both(desk.kind, form.draft_so_far()))
    return entry_page(request, desk, form, unsaved=True, previewed=True)


def _with_files(request: HttpRequest, desk: Desk, act: str) -> EntryForm:
    if act:
        request.POST = _with(request.POST, arranged(typed_files(request.POST), act, request.POST[act]))
    return desk.form(request.POST)


def _with(typed: QueryDict, files: list[str]) -> QueryDict:
    changed = typed.copy()
    changed.setlist("files", files)
    return changed


def _with_upload(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A document is put below the text at once; where a picture belongs, only the writer knows."""
    file_form = FileForm(request.POST, request.FILES)
    row = receive(file_form, by=request.user)
    if not row:
        return entry_page(request, desk, desk.form(request.POST), unsaved=True, file_form=file_form, status=422)
    if not row.is_picture and desk.form().has_files:
        request.POST = _with(request.POST, [*typed_files(request.POST), row.key])
    return entry_page(request, desk, desk.form(request.POST), unsaved=True, received=row)


def _saved(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = desk.form(request.POST)
    if not form.is_valid():
        return entry_page(request, desk, form, unsaved=True, status=422)
    try:
        revision = _save(request, desk, form)
    except Overtaken as overtaken:
        return _overtaken(request, desk, form, overtaken.revision)
    except ValidationError as faults:
        form.add_error(None, faults)
        return entry_page(request, desk, form, unsaved=True, status=422)
    if request.POST.get("then") == "publish":
        return redirect("staff:content_publish", revision.entry_id)
    messages.success(request, _("草稿已儲存為版次 %(number)d，讀者還看不到。") % {"number": revision.number})
    return redirect("staff:content_entry", revision.entry_id)


def _save(request: HttpRequest, desk: Desk, form: EntryForm) -> Revision:
    said: dict[str, Any] = {"draft": form.draft(), **form.changes(), "by": request.user}
    if desk.entry:
        return save_over(desk.entry, **said, based_on=form.cleaned_data["based_on"] or 0)
    return save_draft(entry=None, kind=desk.kind, **said)


def _overtaken(request: HttpRequest, desk: Desk, form: EntryForm, theirs: Revision) -> HttpResponse:
    """Nothing was saved: both texts side by side, and the next saving stands upon theirs, which stays in the history."""
    now = desk_of(theirs.entry_id)
    typed = request.POST.copy()
    typed["based_on"] = str(theirs.number)
    told = {"overtaken": RevisionRow(theirs, 0), "differences": differences(draft_of(theirs), form.draft())}
    return entry_page(request, now, now.form(typed), unsaved=True, status=409, **told)
