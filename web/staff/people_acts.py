"""What is done to one staff account: each act answers with the page of the person and a sentence on what happened."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from port.accounts import staff
from port.accounts.enums import StaffEnding, StaffRole
from port.accounts.models import User
from port.accounts.staff_guards import StaffRefusal
from web.staff.access import View
from web.staff.people import get_staff, managers_only, person_page
from web.staff.people_forms import EndForm, RoleForm


def _act_on_person(act: Callable[[HttpRequest, User], HttpResponse | None]) -> View:
    """Whoever comes by a link is led to the page of the person. An act that answers nothing leads there too."""

    @managers_only
    @wraps(act)
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        account = get_staff(pk)
        if request.method != "POST":
            return redirect("staff:person", pk)
        try:
            answer = act(request, account)
        except StaffRefusal as refusal:
            messages.error(request, refusal.messages[0])
            answer = None
        return answer or redirect("staff:person", pk)

    return view


@_act_on_person
def change_role(request: HttpRequest, account: User) -> HttpResponse | None:
    form = RoleForm(request.POST)
    if not form.is_valid():
        return person_page(request, account, role_form=form, status=422)
    changed = staff.change_role(account, role=StaffRole(form.cleaned_data["role"]), by=request.user)
    messages.success(request, _("職務是%(role)s，下一個動作起生效。") % {"role": changed.get_staff_role_display()})
    return None


@_act_on_person
def end(request: HttpRequest, account: User) -> HttpResponse | None:
    form = EndForm(request.POST)
    if not form.is_valid():
        return person_page(request, account, end_form=form, status=422)
    staff.end(account, reason=StaffEnding(form.cleaned_data["reason"]), by=request.user)
    messages.success(request, _("帳號已停用，所有登入都已結束，並已寄信告知本人。"))
    return None


@_act_on_person
def restore(request: HttpRequest, account: User) -> None:
    staff.restore(account, by=request.user)
    messages.success(request, _("帳號已恢復，並已寄出新的邀請信；本人設定新密碼後才能登入。"))


@_act_on_person
def invite_again(request: HttpRequest, account: User) -> None:
    staff.invite_again(account, by=request.user)
    messages.success(request, _("新的邀請信已寄出，先前的連結已經失效。"))


@_act_on_person
def end_sessions(request: HttpRequest, account: User) -> None:
    ended = staff.end_sessions(account, by=request.user)
    if ended:
        messages.success(request, _("已結束 %(count)s 個登入。") % {"count": ended})
    else:
        messages.info(request, _("這個帳號目前沒有登入。"))
