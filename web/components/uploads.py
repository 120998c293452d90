"""A document that arrives while its form is still being filled in: the same answers for every form that takes one.

What a session staged is remembered in the session, so that only the one who uploaded it can use it and see its pages.
Forms post the files as `document`, and the hidden `submission_id` that they were rendered with.
"""

from typing import Any, cast
from uuid import UUID

from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from port.documents.models import StoredDocument
from port.documents.workflow import DocumentRefused, stage
from port.options import options
from web.components.throttle import within_limit

SESSION_KEY = "staged_documents"
REMEMBERED = 20
"""A session remembers this many of its documents; older ones belong to forms that nobody sends any more."""


class UploadRefused(Exception):
    """The upload itself was refused, whatever its files are; `str()` is for people."""


class TooManyUploads(UploadRefused):
    """This visitor has uploaded more than anybody needs within an hour; `str()` is for people."""

    def __str__(self) -> str:
        return _("上傳的次數太多了，請一小時後再試。先前已上傳的文件還在；急用請洽客服專線 %(hotline)s。") % {
            "hotline": options().hotline
        }


class SessionEnded(UploadRefused):
    """While the files were read, this browser was signed out; `str()` is for people."""

    def __str__(self) -> str:
        return _("檔案讀取期間您已經登出，檔案沒有收下。請重新整理頁面（需要時重新登入），再上傳一次。")


def receive(request: HttpRequest, *, thumbnail_view: str) -> HttpResponse:
    """The answer to an upload as HTML for upload.js: the receipt (200), or the sentence why not (422).

    `thumbnail_view` is the view name that serves a picture of a page, by the id of the document and the page's number.
    """
    submission_id = submission_id_of(request)
    if not submission_id:
        return _refused(request, _("這個頁面已經失效，請重新整理頁面，再上傳一次。"))
    try:
        document = stage_from(request, submission_id)
    except DocumentRefused as refusal:
        return _refused(request, _and_what_remains(request, submission_id, str(refusal)))
    except TooManyUploads as refusal:
        return _refused(request, str(refusal), status=429)
    except SessionEnded as refusal:
        return _refused(request, str(refusal), status=409)
    return render(request, "documents/receipt.html", {"document": document, "thumbnail_view": thumbnail_view})


def submission_id_of(request: HttpRequest) -> UUID | None:
    """The id of the form that was posted; None when it is missing or not one of ours."""
    try:
        return UUID(request.POST.get("submission_id", ""))
    except ValueError:
        return None


def files_of(request: HttpRequest) -> list[UploadedFile]:
    """The files that came with this very request: an upload, or a form that was sent without a script."""
    return cast("list[UploadedFile]", request.FILES.getlist("document"))


def stage_from(request: HttpRequest, submission_id: UUID) -> StoredDocument:
    """Stage the files of this request for the form with that id. Raises `DocumentRefused` and `UploadRefused`."""
    request.session.get(SESSION_KEY)  # looks the session up, so that the key of one that has ended is forgotten now
    if not within_limit(request, what="upload", times=options().uploads_an_hour):
        raise TooManyUploads
    document = stage(files=files_of(request), submission_id=submission_id)
    _read_session_again(request)
    request.session[SESSION_KEY] = [*_staged_here(request), str(document.pk)][-REMEMBERED:]
    return document


def _read_session_again(request: HttpRequest) -> None:
    """Reading took a while: what another tab has saved meanwhile stays, and who was signed out stays so.

    Raises `SessionEnded`.
    """
    if not request.session.session_key:
        return
    fresh = type(request.session)(request.session.session_key)
    fresh.get(SESSION_KEY)
    if not fresh.session_key:
        request.session.flush()
        raise SessionEnded
    request.session = fresh


def staged_document(request: HttpRequest, submission_id: UUID) -> StoredDocument | None:
    """The document that this session staged for the form with that id, as long as the form has not been sent."""
    return StoredDocument.objects.staged_for(submission_id).filter(pk__in=_staged_here(request)).first()


def thumbnail_of_session(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """A small picture of a page that this session staged; whatever else is asked for does not exist."""
    if str(pk) not in _staged_here(request):
        raise Http404
    return thumbnail_response(get_object_or_404(StoredDocument, pk=pk), number)


def thumbnail_response(document: StoredDocument, number: int) -> HttpResponse:
    """A small picture of a page, counted from 1; the caller has made sure that the person may see it."""
    try:
        return picture_response(document.open_thumbnail(number))
    except FileNotFoundError as missing:
        raise Http404 from missing


def picture_response(file: File) -> HttpResponse:
    """A picture of a page: never kept by a cache, never taken for anything but a picture (U-10). Closes the file."""
    with file:
        response = HttpResponse(file.read(), content_type="image/webp")
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _staged_here(request: HttpRequest) -> list[Any]:
    return cast("list[Any]", request.session.get(SESSION_KEY, []))


def _and_what_remains(request: HttpRequest, submission_id: UUID, sentence: str) -> str:
    """A refused file takes nothing away: what was uploaded before is still there, and is named."""
    if earlier := staged_document(request, submission_id):
        return sentence + _("先前上傳的「%(name)s」仍然保留。") % {"name": earlier.name}
    return sentence


def _refused(request: HttpRequest, sentence: str, status: int = 422) -> HttpResponse:
    return render(request, "documents/refused.html", {"errors": [sentence]}, status=status)
