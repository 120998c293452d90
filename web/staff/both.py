"""Both questions of a case answered in one step."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from port.companies.models import CompanyDocument
from port.review.cases import application_of
from port.review.decisions import decide_together, held_for
from port.review.enums import Question, Verdict
from port.review.questions import waiting_questions
from web.staff.access import reviewers_only
from web.staff.both_form import BothForm
from web.staff.case_page import collided, get_case, posted_to_case, render_case
from web.staff.decisions import after_deciding
from web.staff.questions import COLLISIONS


@reviewers_only
@require_http_methods(["GET", "HEAD", "POST"])
def decide_both(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows the case with one form for both questions; when only one waits, it leads to the case as it is."""
    case = get_case(pk)
    if request.method != "POST":
        both_wait = len(waiting_questions(case, held_for(case))) == len(Question)
        return render_case(request, case, form=BothForm()) if both_wait else redirect("staff:case", pk)
    _need_both(case)
    form = BothForm(request.POST)
    if not form.is_valid():
        return render_case(request, case, form=form, status=422)
    (account, account_reasons, account_note), (document, document_reasons, document_note) = map(
        form.answer_to, Question
    )
    try:
        decisions = decide_together(
            case,
            by=request.user,
            account=Verdict(account),
            account_reasons=account_reasons,
            account_note=account_note,
            document=Verdict(document),
            document_reasons=document_reasons,
            document_note=document_note,
        )
    except COLLISIONS as collision:
        return collided(request, pk, collision, form=form)
    except ValidationError as fault:
        form.add_error(None, fault)
        return render_case(request, case, form=form, status=422)
    return after_deciding(request, decisions)


@reviewers_only
@posted_to_case
def preview_both(request: HttpRequest, pk: int) -> HttpResponse:
    """With a script only the letters are drawn anew; without, the whole case with what was ticked and typed."""
    case, form = get_case(pk), BothForm(request.POST)
    _need_both(case)
    letters = form.letters(case)
    if not request.htmx:
        form.errors.clear()
        return render_case(request, case, form=form)
    return render(request, "staff/both_letters.html", {"letters": letters})


def _need_both(case: CompanyDocument) -> None:
    """A document that was handed in later asks one question only."""
    if application_of(case) is None:
        raise Http404
