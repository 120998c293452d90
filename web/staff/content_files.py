"""The files of the portal: all that there are, newest first, and the way to put up another."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from port.content.models import Attachment
from web.staff.access import keepers_only
from web.staff.content_picking import FileForm, file_rows, newest_files, receive

FILES_A_PAGE = 30
LONGEST_SEARCH = 100


@keepers_only
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, FileForm())
    form = FileForm(request.POST, request.FILES)
    row = receive(form, by=request.user)
    if not row:
        return _page(request, form, status=422)
    messages.success(request, _("已收到 %(name)s（%(facts)s）。") % {"name": row.label, "facts": row.facts})
    return redirect("staff:content_files")


def _page(request: HttpRequest, form: FileForm, *, status: int = 200) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    found = list(_behind(newest_files(words), request.GET.get("after", ""))[: FILES_A_PAGE + 1])
    shown = found[:FILES_A_PAGE]
    more = urlencode({"q": words, "after": shown[-1].pk} if words else {"after": shown[-1].pk}) if shown else ""
    context = {
        "file_form": form,
        "rows": file_rows(shown),
        "words": words,
        "next": f"?{more}" if len(found) > FILES_A_PAGE else "",
    }
    return render(request, "staff/content_files.html", context, status=status)


def _behind(rows: QuerySet[Attachment], key: str) -> QuerySet[Attachment]:
    """What stands below the file of that key."""
    try:
        last = Attachment.objects.filter(pk=UUID(key)).only("added_at").first()
    except ValueError:
        return rows
    older = last and (Q(added_at__lt=last.added_at) | Q(added_at=last.added_at, pk__lt=last.pk))
    return rows.filter(older) if older else rows
