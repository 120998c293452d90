"""A reviewer answers a shared application, looks at its letter first, or opens a decided one again."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from port.companies.workflow import refusal_answer
from port.registration.models import AccountApplication
from port.registration.reopening import reopen
from port.review.enums import Question, Verdict
from port.review.shared import answer_shared, next_shared
from port.workflows import MoveRefused
from web.staff.access import reviewers_only
from web.staff.forms import AnswerForm, DecisionForm, ReasonOfReopening
from web.staff.questions import told_decided, waits
from web.staff.shared import get_shared, render_shared
from web.staff.shared_region import narrowed, shared_region


def _posted_to_shared(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Whoever comes by a link, as after signing in again, is led to the application; nothing is done by it."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: int) -> HttpResponse:
        return view(request, pk) if request.method == "POST" else redirect("staff:shared_case", pk)

    return guarded


@reviewers_only
@_posted_to_shared
def decide_shared(request: HttpRequest, pk: int) -> HttpResponse:
    """The first press asks once more, since this decision is not held; the second one, `confirmed`, decides."""
    application = get_shared(pk)
    form = narrowed(DecisionForm(request.POST, question=Question.ACCOUNT))
    if not waits(application):
        return _too_late(request, pk, form)
    if not form.is_valid():
        return render_shared(request, application, form=form, status=422)
    if "confirmed" not in request.POST:
        return _ask_once_more(request, application, form)
    said = form.cleaned_data
    try:
        answered = answer_shared(
            application,
            verdict=Verdict(said["decision"]),
            by=request.user,
            reasons=said["reasons"],
            note=said["note"],
        )
    except MoveRefused:
        return _too_late(request, pk, form)
    except ValidationError as fault:
        form.add_refusal(fault)
        return render_shared(request, application, form=form, status=422)
    return _after_deciding(request, answered, Verdict(said["decision"]))


def _ask_once_more(request: HttpRequest, application: AccountApplication, form: DecisionForm) -> HttpResponse:
    """確定要送出? with the very letter. What a refusal misses is said before anybody is asked."""
    approves = form.cleaned_data["decision"] == Verdict.APPROVE
    if not approves and (fault := _missing_in_refusal(form)):
        form.add_refusal(fault)
        return render_shared(request, application, form=form, status=422)
    region = shared_region(application, viewer=request.user, form=form)
    context = {
        "application": application,
        "form": form,
        "region": region,
        "approves": approves,
        "shown": region.letters["approval" if approves else "refusal"],
    }
    return render(request, "staff/shared_check.html", context)


def _missing_in_refusal(form: DecisionForm) -> ValidationError | None:
    try:
        refusal_answer(form.cleaned_data["reasons"], form.cleaned_data["note"])
    except ValidationError as fault:
        return fault
    return None


def _after_deciding(request: HttpRequest, answered: AccountApplication, verdict: Verdict) -> HttpResponse:
    said = {"reference": answered.reference, "outcome": verdict.label}
    messages.success(request, _("共用帳號 %(reference)s 已決定「%(outcome)s」，通知信會寄給申請人。") % said)
    following = next_shared(answered)
    address = reverse("staff:shared_case", args=[following.pk]) if following else reverse("staff:shared")
    return HttpResponseRedirect(address, status=303)


def _too_late(request: HttpRequest, pk: int, form: DecisionForm) -> HttpResponse:
    """Somebody else was faster, or the button was pressed twice: the page as it is by now, and what was typed."""
    fresh = get_shared(pk)
    messages.warning(request, told_decided(fresh, Question.ACCOUNT))
    return render_shared(request, fresh, form=form, status=409)


@reviewers_only
@_posted_to_shared
def preview_shared(request: HttpRequest, pk: int) -> HttpResponse:
    """With a script only the letters are drawn anew; without, the whole page with what was ticked and typed."""
    application = get_shared(pk)
    form = narrowed(AnswerForm(request.POST, question=Question.ACCOUNT))
    if not waits(application):
        return _too_late(request, pk, form)
    if not request.htmx:
        return render_shared(request, application, form=form)
    region = shared_region(application, viewer=request.user, form=form)
    return render(request, "staff/letters_shown.html", {"region": region})


@reviewers_only
@_posted_to_shared
def reopen_shared(request: HttpRequest, pk: int) -> HttpResponse:
    """With 預覽 pressed nothing is done: with a script only the letter is drawn anew, without one the whole page."""
    application = get_shared(pk)
    form = ReasonOfReopening(request.POST, question=Question.ACCOUNT)
    if "preview" in request.POST:
        return _preview_of_reopening(request, application, form)
    if not form.is_valid():
        return render_shared(request, application, form=form, status=422)
    try:
        reopen(application, by=request.user, reason=form.cleaned_data["reason"])
    except MoveRefused as refusal:
        said = {"state": refusal.subject.get_state_display()}
        messages.warning(request, _("這份申請現在的狀態是「%(state)s」，這次沒有重新審核，也沒有寄信。") % said)
        return render_shared(request, get_shared(pk), form=form, status=409)
    except ValidationError as refusal:
        form.add_error("reason", refusal)
        return render_shared(request, get_shared(pk), form=form, status=422)
    messages.success(request, _("這份申請已重新審核，通知信會寄給申請人。"))
    return HttpResponseRedirect(f"{reverse('staff:shared_case', args=[pk])}#{Question.ACCOUNT}", status=303)


def _preview_of_reopening(
    request: HttpRequest, application: AccountApplication, form: ReasonOfReopening
) -> HttpResponse:
    region = shared_region(application, viewer=request.user, form=form)
    if request.htmx and region.may_reopen:
        return render(request, "staff/letter_shown.html", {"shown": region.letter_of_reopening})
    return render_shared(request, application, form=form)
