"""A reviewer answers one of the two questions of a case, looks at the letter first, or takes an answer back."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from port.companies.models import CompanyDocument
from port.review.bulk import told_overtaken
from port.review.cases import application_of, held_of
from port.review.decisions import TooLate, decide, take_back
from port.review.enums import HeldState, Question, Verdict
from port.review.models import HeldDecision
from port.review.questions import refuse_unless_waiting, waiting_questions
from port.review.queue import next_waiting
from web.staff.access import reviewers_only
from web.staff.case_page import collided, get_case, posted_to_case, render_case, standing_of
from web.staff.forms import AnswerForm, DecisionForm
from web.staff.questions import COLLISIONS, clock, subject_of
from web.staff.regions import region_of


@reviewers_only
@posted_to_case
def decide_question(request: HttpRequest, pk: int, question: Question) -> HttpResponse:
    form = DecisionForm(request.POST, question=question)
    if not form.is_valid():
        return render_case(request, _asked(pk, question), form=form, status=422)
    said = form.cleaned_data
    try:
        decision = decide(
            CompanyDocument(pk=pk),
            question=question,
            verdict=Verdict(said["decision"]),
            by=request.user,
            reasons=said["reasons"],
            note=said["note"],
        )
    except CompanyDocument.DoesNotExist as gone:
        raise Http404 from gone
    except COLLISIONS as collision:
        return collided(request, pk, collision, form=form)
    except ValidationError as fault:
        form.add_refusal(fault)
        return render_case(request, _asked(pk, question), form=form, status=422)
    return after_deciding(request, [decision])


@reviewers_only
@posted_to_case
def preview_question(request: HttpRequest, pk: int, question: Question) -> HttpResponse:
    """With a script only the letters are drawn anew; without, the whole case with what was ticked and typed."""
    case, form = _asked(pk, question), AnswerForm(request.POST, question=question)
    standing = standing_of(case, request.user)
    try:
        refuse_unless_waiting(case, question, standing.held)
    except COLLISIONS as collision:
        return collided(request, pk, collision, form=form)
    if not request.htmx:
        return render_case(request, case, form=form)
    return render(request, "staff/letters_shown.html", {"region": region_of(case, question, standing, form)})


@reviewers_only
@posted_to_case
def take_back_question(request: HttpRequest, pk: int, question: Question) -> HttpResponse:
    """The posted `decision` is the one that was seen, so that a later one is never taken back by mistake."""
    case = _asked(pk, question)
    key = request.POST.get("decision", "")
    decisions = HeldDecision.objects.filter(case=case, question=question)
    decision = decisions.filter(pk=int(key) if key.isdecimal() else 0).first()
    try:
        if decision is None:
            raise ValidationError(_("找不到要收回的決定，請看這一項現在的狀態。"), code="no_decision")
        take_back(decision, by=request.user)
    except (TooLate, ValidationError) as refusal:
        late = isinstance(refusal, TooLate)
        messages.warning(request, _told_too_late(refusal.decision) if late else " ".join(refusal.messages))
        return render_case(request, get_case(pk), status=409)
    said = {"title": question.label, "outcome": decision.get_verdict_display()}
    messages.success(
        request, _("%(title)s「%(outcome)s」的決定已收回，沒有寄信。請重新決定；先前填寫的內容還在。") % said
    )
    return HttpResponseRedirect(f"{reverse('staff:case', args=[pk])}#{question}", status=303)


def after_deciding(request: HttpRequest, decisions: Sequence[HeldDecision]) -> HttpResponse:
    """Back to the case while something of it waits, then to the next one; what was decided is said there."""
    case = decisions[0].case
    tell = messages.warning if _overtaken(decisions) else messages.success
    tell(request, _said(case, decisions))
    made = {Question(decision.question): decision for decision in decisions if decision.state == HeldState.HELD}
    following = case if waiting_questions(case, held_of(case) | made) else next_waiting(case, by=request.user)
    address = reverse("staff:case", args=[following.pk]) if following else reverse("staff:queue")
    return HttpResponseRedirect(address, status=303)


def _said(case: CompanyDocument, decisions: Sequence[HeldDecision]) -> str:
    answers = "、".join(
        _("%(title)s已決定「%(outcome)s」")
        % {"title": decision.get_question_display(), "outcome": decision.get_verdict_display()}
        for decision in decisions
        if decision.state != HeldState.OVERTAKEN
    )
    application = application_of(case)
    told = format_html("{} {}：{}", case.company_name, application.reference if application else "", answers)
    if not any(decision.state == HeldState.HELD for decision in decisions):
        return format_html("{}，{}{}", told, _("通知信會寄給申請人。"), _overtaken(decisions))
    due = _("將於 %(due)s 生效並寄信。") % {"due": clock(decisions[0].due_at)}
    address = f"{reverse('staff:case', args=[case.pk])}#{decisions[0].question}"
    return format_html('{}，{} <a href="{}">{}</a>', told, due, address, _("收回決定"))


def _overtaken(decisions: Sequence[HeldDecision]) -> str:
    """What a decision has come to that was made in one step with the one about the account; mostly nothing."""
    return " ".join(told_overtaken(decision) for decision in decisions if decision.state == HeldState.OVERTAKEN)


def _asked(pk: int, question: Question) -> CompanyDocument:
    case = get_case(pk)
    if subject_of(case, question) is None:
        raise Http404
    return case


def _told_too_late(decision: HeldDecision) -> str:
    said = {"title": decision.get_question_display(), "outcome": decision.get_verdict_display()}
    said |= {"at": clock(decision.ended_at)}
    match decision.state:
        case HeldState.APPLIED:
            return (
                _("%(title)s「%(outcome)s」的決定已於 %(at)s 生效並寄信，不能再收回；要再審一次請用「重新審核」。")
                % said
            )
        case HeldState.TAKEN_BACK:
            return _("%(title)s「%(outcome)s」的決定已於 %(at)s 收回，沒有寄信。") % said
    return _("%(title)s「%(outcome)s」的決定沒有生效：案件在那之前已有變動，或系統一直無法完成。") % said
