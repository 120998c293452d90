"""A document that arrives while its form is still being filled in: the same answers for every form that takes one.

What a session staged is remembered in the session, so that only the one who uploaded it can use it and see its pages.
Forms post the files as `document`, and the hidden `submission_id` that they were rendered with.
"""

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from port.documents.enums import Refusal
from port.documents.models import StoredDocument
from port.documents.workflow import DocumentRefused, stage
from port.options import options
from web.components.outage import SECONDS_TO_WAIT
from web.components.throttle import within_limit
from web.components.turns import in_turn

SESSION_KEY = "staged_documents"
REMEMBERED = 20
"""A session remembers this many of its documents; older ones belong to forms that nobody sends any more."""


class UploadRefused(Exception):
    """The upload itself was refused, whatever its files are; `str()` is for people."""

    status = 409


class TooManyUploads(UploadRefused):
    """This visitor has uploaded more than anybody needs within an hour; `str()` is for people."""

    status = 429

    def __str__(self) -> str:
        return _("上傳的次數太多了，請一小時後再試。先前已上傳的文件還在；急用請洽客服專線 %(hotline)s。") % {
            "hotline": options().hotline
        }


class StillBusy(UploadRefused):
    """The file before is still being read; `str()` is for people."""

    status = 429

    def __str__(self) -> str:
        return _("先前的檔案還在處理，請等幾秒鐘再試一次。")


class SessionEnded(UploadRefused):
    """While the files were read, this browser was signed out; `str()` is for people."""

    def __str__(self) -> str:
        return _("檔案讀取期間您已經登出，檔案沒有收下。請重新整理頁面（需要時重新登入），再上傳一次。")


def receive(request: HttpRequest, **views: str) -> HttpResponse:
    """The answer to an upload as HTML for upload.js: the receipt (200), or the sentence why not (422, or
    503 while nothing can be stored).

    `thumbnail_view` is the view name that serves a picture of a page, by the id of the document and the page's number;
    `advice_view` the one that says what was read in the document.
    """
    submission_id = submission_id_of(request)
    if not submission_id:
        return refused(request, _("這個頁面已經失效，請重新整理頁面，再上傳一次。"))
    try:
        document = stage_from(request, submission_id)
    except DocumentRefused as refusal:
        return _not_taken(request, submission_id, refusal)
    except UploadRefused as refusal:
        return refused(request, str(refusal), status=refusal.status)
    return receipt(request, document, _what_it_replaced(document), **views)


def _not_taken(request: HttpRequest, submission_id: UUID, refusal: DocumentRefused) -> HttpResponse:
    """A store that is away or full is no fault of the file."""
    sentence = _and_what_remains(request, submission_id, str(refusal))
    if refusal.refusal is not Refusal.STORAGE_FULL:
        return refused(request, sentence)
    answer = refused(request, sentence, status=503)
    answer["Retry-After"] = str(SECONDS_TO_WAIT)
    return answer


def receipt(
    request: HttpRequest, document: StoredDocument, said: str, *, status: int = 200, **views: str
) -> HttpResponse:
    """The document as it stands for its form by now, with a sentence that tells what has just happened to it."""
    context = {"document": document, "said": said, "overtaken": status == 409, **views}
    return render(request, "documents/receipt.html", context, status=status)


def _what_it_replaced(document: StoredDocument) -> str:
    former = document.replaced
    return _("「%(new)s」已取代先前的「%(old)s」。") % {"new": document.name, "old": former.name} if former else ""


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
    return stage_by(request, lambda: stage(files=files_of(request), submission_id=submission_id))


def stage_by(request: HttpRequest, make: Callable[[], StoredDocument]) -> StoredDocument:
    """The same for a document that `make` stages from files. Raises `UploadRefused`, and what `make` raises."""
    request.session.get(SESSION_KEY)  # looks the session up, so that the key of one that has ended is forgotten now
    if not within_limit(request, what="upload", times=options().uploads_an_hour):
        raise TooManyUploads
    return owned_by(request, make)


def owned_by(request: HttpRequest, make: Callable[[], StoredDocument]) -> StoredDocument:
    """What `make` stages belongs to this session. Raises `StillBusy`, `SessionEnded`, and what `make` raises."""
    with in_turn(request.session.session_key or "") as may:
        if not may:
            raise StillBusy
        try:
            document = make()
        finally:
            _read_session_again(request)
    request.session[_key(request)] = [*_still_there(request), str(document.pk)][-REMEMBERED:]
    return document


def _still_there(request: HttpRequest) -> list[str]:
    """Each change of the pages makes a new document, so those that have gone meanwhile must not push others out."""
    remembered = _staged_here(request)
    there = {str(pk) for pk in StoredDocument.objects.filter(pk__in=remembered).values_list("pk", flat=True)}
    return [pk for pk in remembered if pk in there]


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
    return cast("list[Any]", request.session.get(_key(request), []))


def _key(request: HttpRequest) -> str:
    """What was staged for one company is not there for another that the same person switches to."""
    company = getattr(request, "acting_company", None)
    return f"{SESSION_KEY}:{company.pk}" if company else SESSION_KEY


def _and_what_remains(request: HttpRequest, submission_id: UUID, sentence: str) -> str:
    """A refused file takes nothing away: what was uploaded before is still there, and is named."""
    if earlier := staged_document(request, submission_id):
        return sentence + _("先前上傳的「%(name)s」仍然保留。") % {"name": earlier.name}
    return sentence


def refused(request: HttpRequest, sentence: str, status: int = 422) -> HttpResponse:
    return render(request, "documents/refused.html", {"errors": [sentence]}, status=status)
