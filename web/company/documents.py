"""公司證明文件: its state, a new upload, and everything that was handed in before."""

import uuid
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from port.companies.checks import refused_last
from port.companies.models import CompanyDocument
from port.companies.workflow import hand_in
from port.documents.enums import Refusal
from port.documents.models import StoredDocument
from port.documents.refusals import DocumentNotStaged, DocumentRefused
from web.company.forms import DocumentForm
from web.company.pages import company_page
from web.company.standing import STATE_KINDS, standing_of
from web.components import arranging, uploads

HISTORY_ROWS = 20
UPLOAD_VIEWS = {"thumbnail_view": "company:thumbnail", "advice_view": "company:document_advice"}


@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, DocumentForm(initial={"submission_id": uuid.uuid4()}))
    form = DocumentForm(request.POST)
    if not form.is_valid():
        return _page(request, _fresh(_("這個頁面已經失效，文件尚未送出。請重新選擇檔案，再送出一次。")))
    submission_id = form.cleaned_data["submission_id"]
    try:
        _send(request, submission_id)
    except (DocumentRefused, DocumentNotStaged, uploads.UploadRefused) as refusal:
        form.add_error("document", str(refusal))
        return _page(request, form, staged=uploads.staged_document(request, submission_id))
    messages.success(
        request,
        _("公司證明文件已送出，正在等候審核。審核結果會寄到 %(email)s。") % {"email": request.user.email},
    )
    return redirect("company:documents")


@require_POST
def receive_document(request: HttpRequest) -> HttpResponse:
    return uploads.receive(request, **UPLOAD_VIEWS)


@require_POST
def change_pages(request: HttpRequest) -> HttpResponse:
    return arranging.change_pages(request, **UPLOAD_VIEWS)


@require_safe
def thumbnail(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """A small picture of a page: of the company's own documents, or of what this session has just staged."""
    own = CompanyDocument.objects.of_company(request.acting_company).select_related("file").filter(file=pk).first()
    if own:
        return uploads.thumbnail_response(own.file, number)
    return uploads.thumbnail_of_session(request, pk, number)


def _send(request: HttpRequest, submission_id: UUID) -> None:
    """Hand in what this form staged; the same form with the same files again changes nothing (decision 7).

    Raises `DocumentRefused` and `DocumentNotStaged`.
    """
    file = _file_of(request, submission_id)
    if file and _was_sent(request, submission_id, file):
        return
    try:
        if not file:
            raise DocumentNotStaged
        company, user = request.acting_company, request.user
        hand_in(
            file=file,
            company=company,
            by=user,
            company_name=company.name,
            contact_email=user.email,
            forerunner=refused_last(company),
        )
    except DocumentNotStaged:
        if not _was_sent(request, submission_id):
            raise


def _file_of(request: HttpRequest, submission_id: UUID) -> StoredDocument | None:
    """The files in this very request count more than what was staged before. Raises `DocumentRefused`."""
    if uploads.files_of(request):
        return uploads.stage_from(request, submission_id)
    staged = uploads.staged_document(request, submission_id)
    if not staged and not request.POST.get("document_id"):
        raise DocumentRefused(Refusal.MISSING, "")
    return staged


def _was_sent(request: HttpRequest, submission_id: UUID, file: StoredDocument | None = None) -> bool:
    """Whether the company has handed in this form before; with `file`, whether these very files still wait since then."""
    sent = CompanyDocument.objects.of_company(request.acting_company).filter(file__submission_id=submission_id)
    if not file:
        return sent.exists()
    return any(_hashes(document.file) == _hashes(file) for document in sent.waiting().select_related("file"))


def _hashes(file: StoredDocument) -> list[str]:
    return [original["sha256"] for original in file.originals]


def _fresh(sentence: str) -> DocumentForm:
    """An empty form with a new id, and the sentence why the one that was sent is not answered."""
    form = DocumentForm({"submission_id": uuid.uuid4()})
    form.add_error("document", sentence)
    return form


def _page(request: HttpRequest, form: DocumentForm, *, staged: StoredDocument | None = None) -> HttpResponse:
    handed_in = CompanyDocument.objects.of_company(request.acting_company).prefetch_related("reasons")
    rows = handed_in.select_related("file", "submitted_by")[:HISTORY_ROWS]
    context: dict[str, Any] = {
        "form": form,
        "staged": staged,
        **UPLOAD_VIEWS,
        "standing": standing_of(request.acting_company),
        "history": [(document, STATE_KINDS[document.state]) for document in rows],
        "history_rows": HISTORY_ROWS,
    }
    return company_page(request, "company/documents.html", context, status=422 if form.errors else 200)
