"""變更申請 at the desk: the list, one request beside what is on record, the second question, and the decision."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from port.accounts.permissions import Permission
from port.changes.checks import awaits_password, may_be_approved, others_for_account
from port.changes.letters import of_approval, of_refusal, previews
from port.changes.listing import page_of
from port.changes.models import ChangeRequest
from port.changes.viewing import note_view
from port.changes.workflow import approve, reject, send_link_again
from port.taiwan.dates import roc_datetime
from port.workflows import MoveRefused
from web.staff.access import permitted
from web.staff.ages import yardstick
from web.staff.change_facts import ChangeRow, asked_of, paper_of_change
from web.staff.changes_form import ChangeFilter, ChangeForm
from web.staff.reading import PAGES_AT_ONCE, pages_of
from web.staff.regions import LetterShown

TOGETHER = ("company", "account", "asked_by", "decided_by", "file")


def posted_to_change(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Whoever comes by a link, as after signing in again, is led to the request; nothing is done by it."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: int) -> HttpResponse:
        return view(request, pk) if request.method == "POST" else redirect("staff:change", pk)

    return guarded


@permitted(Permission.REVIEW)
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    show = request.GET.get("show", "")
    chosen = ChangeFilter(show) if show in ChangeFilter.values else ChangeFilter.WAITING
    page = page_of(ended=chosen is ChangeFilter.ENDED, after=request.GET.get("after", ""))
    measure = yardstick()
    context = {
        "chosen": chosen,
        "chips": list(ChangeFilter),
        "yardstick": measure,
        "rows": [ChangeRow(change, measure) for change in page.changes],
        "next": f"{chosen.address}&after={page.after}" if page.after else "",
    }
    return render(request, "staff/changes_desk.html", context)


@permitted(Permission.REVIEW)
@require_safe
def change(request: HttpRequest, pk: int) -> HttpResponse:
    return _case(request, _asked(pk))


@permitted(Permission.REVIEW)
@posted_to_change
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """The second question, with the letters as they would leave; with `edit` pressed, back to what was typed."""
    asked, form = _asked(pk), ChangeForm(request.POST)
    valid = form.is_valid()
    if "edit" in request.POST:
        return _case(request, asked, form=form)
    if not valid:
        return _case(request, asked, form=form, status=422)
    if not asked.is_waiting:
        return _too_late(request, asked, form)
    note_view(asked, by=request.user)
    envelopes = of_refusal(asked, form.answer, form.chosen) if form.refuses else of_approval(asked, form.words)
    letters = [LetterShown(letter) for letter in previews(asked, envelopes)]
    context = {"change": asked, "form": form, "letters": letters, "may": may_be_approved(asked)}
    return render(request, "staff/change_check.html", context)


@permitted(Permission.REVIEW)
@posted_to_change
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    asked, form = _asked(pk), ChangeForm(request.POST)
    if not form.is_valid():
        return _case(request, asked, form=form, status=422)
    try:
        if form.refuses:
            reject(asked, by=request.user, reasons=form.chosen, note=form.words)
        else:
            approve(asked, by=request.user, note=form.words)
    except MoveRefused:
        return _too_late(request, _asked(pk), form)
    except ValidationError as fault:
        form.add_error(None, fault)
        return _case(request, _asked(pk), form=form, status=422)
    said = {"reference": asked.reference, "outcome": _("審核不通過") if form.refuses else _("審核通過")}
    messages.success(request, _("受理號碼 %(reference)s 已決定「%(outcome)s」，通知信會寄出。") % said)
    following = ChangeRequest.objects.waiting().first()
    return redirect("staff:change", following.pk) if following else redirect("staff:changes")


@permitted(Permission.REVIEW)
@posted_to_change
def link_again(request: HttpRequest, pk: int) -> HttpResponse:
    """The link to choose a password once more, for whoever did not use it in time."""
    if send_link_again(_asked(pk), by=request.user):
        messages.success(request, _("設定密碼的連結已再寄一次，先前的連結失效。"))
    else:
        messages.warning(request, _("沒有再寄：剛剛才寄過，今天寄得太多，或密碼已經設定完成。"))
    return redirect("staff:change", pk)


def _asked(pk: int) -> ChangeRequest:
    return get_object_or_404(ChangeRequest.objects.select_related(*TOGETHER), pk=pk)


def _too_late(request: HttpRequest, asked: ChangeRequest, form: ChangeForm) -> HttpResponse:
    """A colleague was faster, whoever asked has withdrawn it, or the button was pressed twice."""
    if asked.decided_by:
        said = {"name": asked.decided_by.name, "at": roc_datetime(asked.decided_at)}
        said |= {"state": asked.get_state_display()}
        told = _("已由 %(name)s 於 %(at)s 決定為「%(state)s」，這次沒有再決定，也沒有再寄信。") % said
    else:
        told = _("這件申請的狀態是「%(state)s」，不需要再決定。") % {"state": asked.get_state_display()}
    messages.warning(request, told)
    return _case(request, asked, form=form, status=409)


def _case(
    request: HttpRequest, asked: ChangeRequest, *, form: ChangeForm | None = None, status: int = 200
) -> HttpResponse:
    """That the request was looked at is recorded."""
    note_view(asked, by=request.user)
    paper = paper_of_change(asked)
    pages = pages_of(asked.file, paper)
    context: dict[str, Any] = {
        "change": asked,
        "row": ChangeRow(asked, yardstick()),
        "form": form or ChangeForm(),
        "asked": asked_of(asked, paper),
        "may": may_be_approved(asked) if asked.is_waiting else None,
        "others": others_for_account(asked)[:5],
        "awaits_password": awaits_password(asked),
        "paper": paper,
        "pages": pages[:PAGES_AT_ONCE],
        "more_pages": pages[PAGES_AT_ONCE:],
    }
    return render(request, "staff/change.html", context, status=status)
