"""The page of one case, put together the same way for looking, for an answer with errors, and for coming too late."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from port.companies.models import CompanyDocument
from port.registration.cases import (
    application_of,
    cases,
    earlier_documents,
    first_application,
    newest_document,
    next_waiting,
    note_view,
    others_with_email,
    others_with_number,
    previous_waiting,
)
from web.staff.facts import facts_of
from web.staff.forms import AnswerForm
from web.staff.history import history_of
from web.staff.questions import ACCOUNT, DOCUMENT
from web.staff.regions import region_of
from web.staff.rows import QueueRow

PAGES_AT_ONCE = 3


def get_case(pk: int) -> CompanyDocument:
    return get_object_or_404(cases(), pk=pk)


def render_case(
    request: HttpRequest, case: CompanyDocument, *, form: AnswerForm | None = None, status: int = 200
) -> HttpResponse:
    """The case with `form` in place of the empty one of its question; that it was looked at is recorded."""
    note_view(case, by=request.user)
    own = {form.question.key: form} if form else {}
    regions = [region_of(case, question, own.get(question.key)) for question in (ACCOUNT, DOCUMENT)]
    return render(request, "staff/case.html", _context(case) | {"form": form, "regions": regions}, status=status)


def _context(case: CompanyDocument) -> dict[str, Any]:
    application, now = application_of(case), timezone.now()
    newest = newest_document(case)
    pages = range(1, case.file.page_count + 1)
    return {
        "case": case,
        "row": QueueRow(case, now),
        "facts": facts_of(case),
        "application": application,
        "first_application": first_application(case),
        "earlier": [QueueRow(document, now) for document in earlier_documents(case)],
        "newest": QueueRow(newest, now) if newest else None,
        "same_number": others_with_number(case),
        "same_email": others_with_email(application) if application else [],
        "history": history_of(case),
        "pages": pages[:PAGES_AT_ONCE],
        "more_pages": pages[PAGES_AT_ONCE:],
        "previous": previous_waiting(case),
        "next": next_waiting(case),
    }
