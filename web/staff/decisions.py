"""A reviewer answers one of the two questions of a case, or looks at the letter first."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from port.companies.models import CompanyDocument
from port.workflows import MoveRefused
from web.staff.access import View, reviewers_only
from web.staff.case_page import get_case, render_case
from web.staff.forms import AnswerForm, DecisionForm
from web.staff.questions import ACCOUNT, DOCUMENT, Decision, Question, Subject, told, waits
from web.staff.regions import region_of


def posted(view: View) -> View:
    """Whoever comes by a link, as after signing in again, is led to the case; nothing is decided by it."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: int) -> HttpResponse:
        return view(request, pk) if request.method == "POST" else redirect("staff:case", pk)

    return guarded


@reviewers_only
@posted
def decide_account(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, ACCOUNT)


@reviewers_only
@posted
def decide_document(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, DOCUMENT)


@reviewers_only
@posted
def preview_account(request: HttpRequest, pk: int) -> HttpResponse:
    return _preview(request, pk, ACCOUNT)


@reviewers_only
@posted
def preview_document(request: HttpRequest, pk: int) -> HttpResponse:
    return _preview(request, pk, DOCUMENT)


def _decide(request: HttpRequest, pk: int, question: Question) -> HttpResponse:
    case, subject = _asked(pk, question)
    if not waits(subject):
        return _too_late(request, pk, question)
    form = DecisionForm(request.POST, question=question)
    if not form.is_valid():
        return render_case(request, case, form=form, status=422)
    try:
        question.decide(subject, by=request.user, **form.cleaned_data)
    except MoveRefused:
        return _too_late(request, pk, question)
    except ValidationError as fault:
        form.add_refusal(fault)
        return render_case(request, case, form=form, status=422)
    said = {"title": question.title, "decision": Decision(form.cleaned_data["decision"]).label}
    messages.success(request, _("%(title)s已決定「%(decision)s」，通知信會寄給申請人。") % said)
    return HttpResponseRedirect(reverse("staff:case", args=[pk]), status=303)


def _preview(request: HttpRequest, pk: int, question: Question) -> HttpResponse:
    """With a script only the letters are drawn anew; without, the whole case with what was ticked and typed."""
    case, subject = _asked(pk, question)
    if not waits(subject):
        return _too_late(request, pk, question)
    form = AnswerForm(request.POST, question=question)
    if not request.htmx:
        return render_case(request, case, form=form)
    return render(request, "staff/letters_shown.html", {"region": region_of(case, question, form)})


def _asked(pk: int, question: Question) -> tuple[CompanyDocument, Subject]:
    case = get_case(pk)
    subject = question.subject_of(case)
    if subject is None:
        raise Http404
    return case, subject


def _too_late(request: HttpRequest, pk: int, question: Question) -> HttpResponse:
    """Somebody else was faster, or the button was pressed twice: the case as it is by now, and who decided."""
    case, subject = _asked(pk, question)
    messages.warning(request, told(question, subject))
    return render_case(request, case, status=409)
