"""What reviewers tell each other about a case; no applicant sees it."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from port.review.notes import write_note
from web.staff.access import reviewers_only
from web.staff.case_page import get_case, posted_to_case, render_case
from web.staff.forms import NoteForm


@reviewers_only
@posted_to_case
def add_note(request: HttpRequest, pk: int) -> HttpResponse:
    case, form = get_case(pk), NoteForm(request.POST)
    if form.is_valid():
        try:
            write_note(case, by=request.user, text=form.cleaned_data["text"])
            return HttpResponseRedirect(f"{reverse('staff:case', args=[pk])}#notes", status=303)
        except ValidationError as fault:
            form.add_error("text", fault)
    return render_case(request, case, form=form, status=422)
