"""審核作業操作手冊, for whoever works here: the page, its pictures and its PDF, none of them for strangers."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from port.language import Language
from web.components.manuals import DESK, PICTURES
from web.components.manuals import manual as manual_of

KINDS = {PICTURES: "image/avif", ".pdf": "application/pdf"}
View = Callable[..., HttpResponseBase]


def staff_only(view: View) -> View:
    """Whatever their role: who writes the news may wonder what reviewers do."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_staff:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@staff_only
@require_safe
def manual(request: HttpRequest) -> HttpResponse:
    request.only_tells = True  # so the page brings no script that forms need
    book = manual_of(DESK, Language.CHINESE)
    pdf = reverse("staff:manual_file", args=[book.printed.name])
    answer = render(request, "staff/manual.html", {"manual": book, "pdf": pdf, "bytes": book.printed_bytes})
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@staff_only
@require_safe
def manual_file(request: HttpRequest, name: str) -> FileResponse:
    """One of the files that `make manual` wrote, and nothing else."""
    file = manual_of(DESK, Language.CHINESE).files().get(name)
    if file is None:
        raise Http404
    headers = {"Cache-Control": "private, max-age=3600"}
    return FileResponse(file.open("rb"), content_type=KINDS[file.suffix], headers=headers)
