"""The pages of a staged document, changed before its form is sent: one change at a time, each answered with the receipt.

upload.js posts `change` (a `Change`), `number` (the page, counted from 1), `document_id` (what the page showed), the
`submission_id` of the form, and for `add` the files.
"""

from enum import StrEnum

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from port.documents.models import StoredDocument
from port.documents.refusals import DocumentNotStaged, DocumentRefused
from port.documents.workflow import PagePlace, add_pages, arrange, bring_back
from port.options import options
from web.components import uploads
from web.components.throttle import within_limit

CHANGES_PER_UPLOAD = 5
"""Times an hour, for each upload an hour that is allowed."""


class Change(StrEnum):
    ADD = "add"
    EARLIER = "earlier"
    LATER = "later"
    TURN = "turn"
    REMOVE = "remove"
    UNDO = "undo"


def change_pages(request: HttpRequest, **views: str) -> HttpResponse:
    """The receipt of the changed document (200), or a sentence why it was not changed (422, 429).

    What a later choice or another tab has changed since is not changed: the receipt of what stands for the form by now
    says so (409). `views` as for `uploads.receive`.
    """
    document, change = _document_of(request), _change_of(request)
    if document is None:
        return _overtaken(request, **views)
    try:
        if change is Change.ADD:
            changed = uploads.stage_by(request, lambda: _added(request, document))
        else:
            changed = _rearranged(request, document, change)
    except DocumentRefused as refusal:
        return uploads.refused(request, str(refusal) + _("先前上傳的頁面仍然保留。"))
    except DocumentNotStaged:
        return _overtaken(request, **views)
    except uploads.UploadRefused as refusal:
        return uploads.refused(request, str(refusal), status=refusal.status)
    return uploads.receipt(request, changed, _said(change, _number_of(request), changed, document), **views)


def _document_of(request: HttpRequest) -> StoredDocument | None:
    """What stands for the form, if it is what the page showed; another tab may have changed it since."""
    document = _staged(request)
    return document if document and str(document.pk) == request.POST.get("document_id") else None


def _staged(request: HttpRequest) -> StoredDocument | None:
    submission_id = uploads.submission_id_of(request)
    return uploads.staged_document(request, submission_id) if submission_id else None


def _overtaken(request: HttpRequest, **views: str) -> HttpResponse:
    document = _staged(request)
    if document is None:
        return uploads.refused(request, str(DocumentNotStaged()), status=409)
    said = _("這份文件剛才在別處改過，這裡是現在的樣子；您這次的調整沒有套用，請看過之後再調整一次。")
    return uploads.receipt(request, document, said, status=409, **views)


def _change_of(request: HttpRequest) -> Change:
    try:
        return Change(request.POST.get("change", ""))
    except ValueError as fault:
        raise SuspiciousOperation("no such change of a page") from fault


def _number_of(request: HttpRequest) -> int:
    number = request.POST.get("number", "")
    return int(number) if number.isascii() and number.isdigit() and len(number) <= 3 else 0


def _added(request: HttpRequest, document: StoredDocument) -> StoredDocument:
    return add_pages(document=document, files=uploads.files_of(request))


def _rearranged(request: HttpRequest, document: StoredDocument, change: Change) -> StoredDocument:
    if not within_limit(request, what="page-change", times=options().uploads_an_hour * CHANGES_PER_UPLOAD):
        raise uploads.TooManyUploads
    if change is Change.UNDO:
        return uploads.owned_by(request, lambda: bring_back(submission_id=document.submission_id))
    places = _places(document.page_count, change, _number_of(request))
    return uploads.owned_by(request, lambda: arrange(document=document, pages=places))


def _places(page_count: int, change: Change, number: int) -> list[PagePlace]:
    """The pages as they come after the change. Raises `SuspiciousOperation` for one that no button offers."""
    pages = [PagePlace(number=page, turn=0) for page in range(1, page_count + 1)]
    here = number - 1
    there = here + {Change.EARLIER: -1, Change.LATER: 1}.get(change, 0)
    if not (0 <= here < page_count and 0 <= there < page_count) or (change is Change.REMOVE and page_count == 1):
        raise SuspiciousOperation("no such page")
    if change is Change.REMOVE:
        return pages[:here] + pages[here + 1 :]
    if change is Change.TURN:
        pages[here] = PagePlace(number=number, turn=90)
    pages[here], pages[there] = pages[there], pages[here]
    return pages


def _said(change: Change, number: int, document: StoredDocument, former: StoredDocument) -> str:
    """A page can be taken out of a PDF, the file itself is evidence and stays whole: whoever removes one is told."""
    said = {"number": number, "count": document.page_count, "name": document.name}
    sentences = {
        Change.ADD: _("已加入新的頁面，現在共 %(count)d 頁。"),
        Change.EARLIER: _("第 %(number)d 頁已往前移一頁。"),
        Change.LATER: _("第 %(number)d 頁已往後移一頁。"),
        Change.TURN: _("第 %(number)d 頁已向右轉 90 度。"),
        Change.REMOVE: _("已移除第 %(number)d 頁，現在共 %(count)d 頁。"),
        Change.UNDO: _("已復原，現在是「%(name)s」，共 %(count)d 頁。"),
    }
    whole = change is Change.REMOVE and len(document.originals) == len(former.originals)
    return sentences[change] % said + (_("原始的 PDF 檔仍會整份保留，審核人員看得到。") if whole else "")
