"""Asking for a change with a document: the same for a company and for a stranger without a mailbox."""

import uuid
from typing import Protocol

from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from port.accounts.models import User
from port.changes.asking import ChangeFacts, SentWithOtherWords, ask
from port.changes.models import ChangeRequest
from port.documents.enums import Refusal
from port.documents.models import StoredDocument
from port.documents.workflow import DocumentNotStaged, DocumentRefused
from web.components import uploads


class AskingForm(Protocol):
    """A form with `submission_id` and `document`, whose valid answers make `facts`."""

    cleaned_data: dict[str, object]

    @property
    def errors(self) -> dict[str, object]: ...

    def is_valid(self) -> bool: ...

    def add_error(self, field: str | None, error: str | ValidationError) -> None: ...

    def facts(self) -> ChangeFacts: ...


def posted(request: HttpRequest) -> QueryDict:
    """What was typed; a form that lost its id is a new one."""
    if uploads.submission_id_of(request):
        return request.POST
    data = request.POST.copy()
    data["submission_id"] = str(uuid.uuid4())
    return data


def take_document(request: HttpRequest, form: AskingForm) -> StoredDocument | None:
    """The files of this very request, or what was uploaded before; a refusal is said at the field."""
    if (submission_id := uploads.submission_id_of(request)) is None:
        return None
    try:
        if uploads.files_of(request):
            return uploads.stage_from(request, submission_id)
    except (DocumentRefused, uploads.UploadRefused) as refusal:
        form.add_error("document", str(refusal))
    file = uploads.staged_document(request, submission_id)
    if form.errors and "document" not in form.errors and _was_never_chosen(request, file):
        # Told with the other faults, not after they are mended.
        form.add_error("document", str(DocumentRefused(Refusal.MISSING, "")))
    return file


def _was_never_chosen(request: HttpRequest, file: StoredDocument | None) -> bool:
    return file is None and not request.POST.get("document_id")


def send(
    request: HttpRequest, form: AskingForm, file: StoredDocument | None, *, by: User | None = None
) -> ChangeRequest | None:
    """The request, written once however often its form arrives; None when the form says why there is none."""
    if not form.is_valid():
        return None
    submission_id = form.cleaned_data["submission_id"]
    try:
        return ask(form.facts(), file=file, submission_id=submission_id, by=by)
    except DocumentNotStaged as refusal:
        missing = DocumentRefused(Refusal.MISSING, "")
        form.add_error("document", str(missing if _was_never_chosen(request, file) else refusal))
    except SentWithOtherWords:
        form.add_error(None, _("這份表單先前已經送出，第一次送出的內容已經收下；這次改過的內容沒有收下。"))
    except ValidationError as fault:
        form.add_error(None, fault)
    return None
