"""Files that stand with what is published. One is never altered, so whoever has it may keep it."""

from collections.abc import Mapping

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from port.accounts.permissions import Permission
from port.content.enums import PICTURES, FileFormat
from port.content.files import open_attachment
from port.content.models import Attachment
from port.content.offering import is_offered

A_YEAR = 365 * 24 * 60 * 60
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
    attachment = get_object_or_404(Attachment, pk=pk, name=name)
    is_public = is_offered(attachment, on=timezone.localdate())
    if not is_public and not _keeps_content(request):
        raise Http404
    kind = FileFormat(attachment.format)
    try:
        content = open_attachment(attachment)
    except OSError as lost:
        raise Http404 from lost
    answer = FileResponse(
        content, as_attachment=kind not in PICTURES, filename=attachment.name, content_type=TYPES[kind]
    )
    answer["Content-Length"] = attachment.size
    answer["ETag"] = f'"{attachment.sha256}"'
    answer["Cache-Control"] = f"public, max-age={A_YEAR}, immutable" if is_public else "private, no-store"
    return answer


def _keeps_content(request: HttpRequest) -> bool:
    return request.user.is_authenticated and request.user.may(Permission.KEEP_CONTENT)
