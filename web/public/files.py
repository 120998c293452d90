"""Files that stand with what is published. One is never altered but may be taken off, so it is kept for minutes alone."""

from collections.abc import Mapping

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from port.accounts.permissions import Permission
from port.content.enums import PICTURES, FileFormat
from port.content.files import open_attachment
from port.content.models import Attachment
from port.content.offering import is_offered

KEPT = "public, max-age=300, must-revalidate"
"""As long as somebody may still see what was taken off; then it is asked for again, and answered with 304."""
OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
OFFICE_DOCUMENT = "application/vnd.openxmlformats-officedocument"
TYPES: Mapping[FileFormat, str] = {
    FileFormat.PDF: "application/pdf",
    FileFormat.ODT: f"{OPEN_DOCUMENT}.text",
    FileFormat.ODS: f"{OPEN_DOCUMENT}.spreadsheet",
    FileFormat.ODP: f"{OPEN_DOCUMENT}.presentation",
    FileFormat.CSV: "text/csv; charset=utf-8",
    FileFormat.DOCX: f"{OFFICE_DOCUMENT}.wordprocessingml.document",
    FileFormat.XLSX: f"{OFFICE_DOCUMENT}.spreadsheetml.sheet",
    FileFormat.PPTX: f"{OFFICE_DOCUMENT}.presentationml.presentation",
    FileFormat.PNG: "image/png",
    FileFormat.JPEG: "image/jpeg",
}


@login_not_required
@require_safe
def file(request: HttpRequest, pk: str, name: str) -> HttpResponseBase:
    """A picture is shown, a document taken along. What nothing refers to is seen by those who keep the content alone."""
    attachment = get_object_or_404(Attachment, pk=pk)
    if attachment.name != name:
        raise Http404
    is_public = is_offered(attachment, on=timezone.localdate())
    if not is_public and not _keeps_content(request):
        raise Http404
    etag = f'"{attachment.sha256}"'
    answer = get_conditional_response(request, etag=etag) or _sent(attachment)
    answer["ETag"] = etag
    answer["Cache-Control"] = KEPT if is_public else "private, no-store"
    return answer


def _sent(attachment: Attachment) -> HttpResponseBase:
    kind = FileFormat(attachment.format)
    try:
        content = open_attachment(attachment)
    except FileNotFoundError as lost:
        raise Http404 from lost
    answer = FileResponse(
        content, as_attachment=kind not in PICTURES, filename=attachment.name, content_type=TYPES[kind]
    )
    answer["Content-Length"] = attachment.size
    return answer


def _keeps_content(request: HttpRequest) -> bool:
    return request.user.is_authenticated and request.user.may(Permission.KEEP_CONTENT)
