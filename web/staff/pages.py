"""Files of documents, served to whoever may review them and to nobody's cache (U-07, U-10)."""

from uuid import UUID

from django.core.files import File
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_safe

from port.accounts.models import User
from port.changes.models import ChangeRequest
from port.changes.viewing import note_download
from port.documents.enums import Kind
from port.documents.models import StoredDocument
from port.review.cases import OriginalLocked, cases, open_original
from web.staff.access import reviewers_only

CONTENT_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.HEIC: "image/heic",
}
HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@reviewers_only
@require_safe
def page_picture(request: HttpRequest, pk: UUID, number: int) -> FileResponse:
    try:
        picture = _file_of(pk).open_page(number)
    except FileNotFoundError as fault:
        raise Http404 from fault
    return served(picture, content_type="image/webp")


@reviewers_only
@require_safe
def thumbnail(request: HttpRequest, pk: UUID, number: int) -> FileResponse:
    try:
        picture = _file_of(pk).open_thumbnail(number)
    except FileNotFoundError as fault:
        raise Http404 from fault
    return served(picture, content_type="image/webp")


@reviewers_only
@require_GET
def original(request: HttpRequest, pk: UUID, number: int) -> FileResponse | HttpResponse:
    """What was received, byte for byte, as an attachment only; each time is recorded. 403 while it may carry a virus."""
    file = _file_of(pk)
    try:
        received = _opened(file, number, by=request.user)
    except FileNotFoundError as fault:
        raise Http404 from fault
    except OriginalLocked as locked:
        return render(request, "errors/403.html", {"because": str(locked)}, status=403)
    known = file.originals[number - 1]
    return served(received, content_type=CONTENT_TYPES[Kind(known["kind"])], attachment=known["name"])


def _file_of(pk: UUID) -> StoredDocument:
    """What was handed in with a case or with a change request; whatever else is stored does not exist at the desk."""
    of_desk = Q(company_document__isnull=False) | Q(change_request__isnull=False)
    return get_object_or_404(StoredDocument.objects.filter(of_desk), pk=pk)


def _opened(file: StoredDocument, number: int, *, by: User) -> "File[bytes]":
    """Recorded of what the file belongs to. Raises `FileNotFoundError` and `OriginalLocked`."""
    change = ChangeRequest.objects.filter(file=file).first()
    if change is None:
        return open_original(cases().get(file=file), number, by=by)
    if not file.originals_may_be_opened:
        raise OriginalLocked
    original = file.open_original(number)
    note_download(change, number, by=by)
    return original


def served(file: File, *, content_type: str, attachment: str = "") -> FileResponse:
    """The name of an attachment goes out as RFC 6266 wants it, in UTF-8."""
    return FileResponse(
        file, as_attachment=bool(attachment), filename=attachment, content_type=content_type, headers=HEADERS
    )
