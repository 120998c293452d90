"""A reviewer takes a case, gives it back, or hands it to a colleague: from a row of the queue, or from the case itself."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from port.accounts.models import User
from port.companies.models import CompanyDocument
from port.review import claims
from port.review.cases import cases
from port.review.claims import ClaimedByColleague
from port.review.decisions import held_for
from port.review.questions import waiting_questions
from port.review.queue import for_rows
from web.staff.access import posted, reviewers_only
from web.staff.ages import yardstick
from web.staff.case_page import get_case
from web.staff.questions import clock
from web.staff.queue import back_to_queue, here
from web.staff.queue_row import row_html
from web.staff.rows import QueueRow

FROM_CASE = {"from": "case"}
"""In the address of an act: it leads back to the case, not to the queue."""


@reviewers_only
@posted("staff:queue")
def claim_case(request: HttpRequest, pk: int) -> HttpResponse:
    case = get_case(pk)
    if not waiting_questions(case, held_for(case)):
        return _answer(request, case, told=_("%(name)s 已經沒有待審項目，不需要領取。") % {"name": case.company_name})
    return _done(request, case, lambda: claims.claim(case, by=request.user))


@reviewers_only
@posted("staff:queue")
def release_case(request: HttpRequest, pk: int) -> HttpResponse:
    case = get_case(pk)
    return _done(request, case, lambda: claims.release(case, by=request.user))


@reviewers_only
@posted("staff:queue")
def hand_over_case(request: HttpRequest, pk: int) -> HttpResponse:
    """`to` is the colleague."""
    case = get_case(pk)
    try:
        colleague = get_object_or_404(User, pk=int(request.POST.get("to", "")))
    except ValueError:
        return _answer(request, case, told=_("請先選擇要移交的同事。"))
    return _done(request, case, lambda: claims.hand_over(case, by=request.user, to=colleague))


@reviewers_only
@posted("staff:queue")
def take_over_case(request: HttpRequest, pk: int) -> HttpResponse:
    case = get_case(pk)
    return _done(request, case, lambda: claims.take_over(case, by=request.user))


def _done(request: HttpRequest, case: CompanyDocument, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except (ClaimedByColleague, ValidationError) as refusal:
        return _answer(request, case, told=_told(refusal))
    return _answer(request, case)


def _answer(request: HttpRequest, case: CompanyDocument, *, told: str = "") -> HttpResponse:
    """With a script the row says by itself how the case stands; without, a sentence tells what was refused."""
    if request.htmx:
        row = QueueRow(for_rows(cases()).get(pk=case.pk), yardstick(), by=request.user)
        return HttpResponse(row_html(row, here=here(request)))
    if told:
        messages.warning(request, told)
    return redirect("staff:case", case.pk) if request.GET.dict() == FROM_CASE else back_to_queue(request, case)


def _told(refusal: ClaimedByColleague | ValidationError) -> str:
    if isinstance(refusal, ValidationError):
        return " ".join(refusal.messages)
    said = {"name": refusal.claim.holder.name, "until": clock(refusal.claim.until)}
    return _("%(name)s 已先領取這一件，處理中，至 %(until)s。請先審核其他案件。") % said
