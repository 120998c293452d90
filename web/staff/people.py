"""港務人員: the staff accounts, one of them, and the invitation of another (A-01)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from port.accounts.models import User
from port.accounts.permissions import Permission
from port.accounts.roster import due_for_review, staff_accounts
from port.accounts.staff import invite
from port.accounts.staff_guards import StaffRefusal
from port.options import options
from port.registration.checks import is_username_free
from web.staff.access import permitted
from web.staff.people_forms import EndForm, InviteForm, RoleForm
from web.staff.people_rows import history_of, rows_of

PEOPLE_A_PAGE = 50
managers_only = permitted(Permission.MANAGE_STAFF)


@managers_only
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Those in use or invited, with `?ended` those that have ended, by account name."""
    ended = "ended" in request.GET
    accounts = staff_accounts().filter(is_active=not ended).order_by("username")
    if last := _account_after(request.GET.get("after", "")):
        accounts = accounts.filter(username__gt=last.username)
    found = list(accounts[: PEOPLE_A_PAGE + 1])
    shown = found[:PEOPLE_A_PAGE]
    context = {
        "rows": rows_of(shown),
        "ended": ended,
        "next": f"?{'ended&' if ended else ''}after={shown[-1].pk}" if len(found) > PEOPLE_A_PAGE else "",
        "due": due_for_review(timezone.now()).count(),
    }
    return render(request, "staff/people.html", context)


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def invite_person(request: HttpRequest) -> HttpResponse:
    form = InviteForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _invitation(request, form)
    try:
        account = invite(form.person(), by=request.user, is_free=is_username_free)
    except StaffRefusal as refusal:
        form.add_error("username", refusal)
        return _invitation(request, form)
    messages.success(request, _("已寄出邀請信給 %(name)s。") % {"name": account.name})
    return redirect("staff:person", account.pk)


@managers_only
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    return person_page(request, get_staff(pk))


def get_staff(pk: int) -> User:
    return get_object_or_404(staff_accounts(), pk=pk)


def person_page(request: HttpRequest, account: User, *, status: int = 200, **forms: Any) -> HttpResponse:
    """`forms` are those with something to mend, as `role_form` and `end_form`."""
    context = {
        "row": rows_of([account])[0],
        "happened": history_of(account),
        "is_own": account.pk == request.user.pk,
        "role_form": RoleForm(initial={"role": account.staff_role}),
        "end_form": EndForm(),
    }
    return render(request, "staff/people_person.html", context | forms, status=status)


def _invitation(request: HttpRequest, form: InviteForm) -> HttpResponse:
    context = {"form": form, "days": options().invitation_lifetime.days}
    return render(request, "staff/people_invite.html", context, status=422 if form.errors else 200)


def _account_after(key: str) -> User | None:
    return staff_accounts().filter(pk=key).first() if key.isascii() and key.isdigit() and len(key) < 19 else None
