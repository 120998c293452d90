"""A question that was answered is asked once more; the letter of the first answer has left, so another one tells why."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from port.companies.models import CompanyDocument
from port.review.enums import Question
from port.review.reopening import reopen_subject
from port.workflows import MoveRefused
from web.staff.access import reviewers_only
from web.staff.case_page import get_case, posted_to_case, render_case, standing_of
from web.staff.forms import ReasonOfReopening
from web.staff.questions import subject_of
from web.staff.regions import region_of


@reviewers_only
@posted_to_case
def reopen_question(request: HttpRequest, pk: int, question: Question) -> HttpResponse:
    """With 預覽 pressed nothing is done: with a script only the letter is drawn anew, without one the whole case."""
    case = get_case(pk)
    if (subject := subject_of(case, question)) is None:
        raise Http404
    form = ReasonOfReopening(request.POST, question=question)
    if "preview" in request.POST:
        return _preview(request, case, form)
    if not form.is_valid():
        return render_case(request, case, form=form, status=422)
    try:
        reopen_subject(subject, by=request.user, reason=form.cleaned_data["reason"])
    except MoveRefused as refusal:
        said = {"title": question.label, "state": refusal.subject.get_state_display()}
        messages.warning(request, _("%(title)s現在的狀態是「%(state)s」，這次沒有重新審核，也沒有寄信。") % said)
        return render_case(request, get_case(pk), form=form, status=409)
    except ValidationError as refusal:
        form.add_error("reason", refusal)
        return render_case(request, get_case(pk), form=form, status=422)
    messages.success(request, _("%(title)s已重新審核，通知信會寄給申請人。") % {"title": question.label})
    return HttpResponseRedirect(f"{reverse('staff:case', args=[pk])}#{question}", status=303)


def _preview(request: HttpRequest, case: CompanyDocument, form: ReasonOfReopening) -> HttpResponse:
    region = region_of(case, form.question, standing_of(case, request.user), form)
    if request.htmx and region.may_reopen:
        return render(request, "staff/letter_shown.html", {"shown": region.letter_of_reopening})
    return render_case(request, case, form=form)
