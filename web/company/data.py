"""基本資料維護: what is on record of the company, alike for all its accounts; what it changes itself, and what waits."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from port.accounts.models import User
from port.changes.enums import ChangeState
from port.changes.models import ChangeRequest
from port.changes.workflow import withdraw
from port.companies.facts import change_facts
from port.companies.models import Company
from port.workflows import MoveRefused
from web.company.data_forms import FactsForm
from web.company.pages import company_page

REQUESTS_SHOWN = 20
ACCOUNTS_SHOWN = 50
STATE_KINDS: dict[str, str] = {
    ChangeState.SUBMITTED: "now",
    ChangeState.APPROVED: "good",
    ChangeState.REJECTED: "bad",
    ChangeState.WITHDRAWN: "quiet",
}
"""The kind of the chip for each state of a request."""


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    company = request.acting_company
    requests = ChangeRequest.objects.of_company(company).select_related("asked_by", "file")
    shown = requests.prefetch_related("reasons")[:REQUESTS_SHOWN]
    context: dict[str, Any] = {
        "requests": [(each, STATE_KINDS[each.state]) for each in shown],
        "most": REQUESTS_SHOWN,
        "accounts": _accounts(company),
    }
    return company_page(request, "company/data.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_facts(request: HttpRequest) -> HttpResponse:
    company = request.acting_company
    known = {name: getattr(company, name) for name in FactsForm.base_fields}
    form = FactsForm(request.POST if request.method == "POST" else None, initial=known)
    if not form.is_valid():
        return company_page(request, "company/data_edit.html", {"form": form}, status=422 if form.errors else 200)
    change_facts(company, by=request.user, acting_company_id=company.pk, **form.cleaned_data)
    messages.success(request, _("公司資料已修改，立即生效。"))
    return redirect("company:data")


@require_POST
def withdraw_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Only by whoever asked; what somebody else asked for does not exist here."""
    own = ChangeRequest.objects.of_company(request.acting_company).filter(asked_by=request.user)
    change = get_object_or_404(own, pk=pk)
    try:
        withdraw(change, by=request.user)
    except MoveRefused as refusal:
        said = {"reference": change.reference, "state": refusal.subject.get_state_display()}
        messages.warning(request, _("受理號碼 %(reference)s 的申請現在是「%(state)s」，不能撤回。") % said)
    else:
        messages.success(request, _("受理號碼 %(reference)s 的申請已撤回。") % {"reference": change.reference})
    return redirect("company:data")


def _accounts(company: Company) -> list[User]:
    """All general accounts that act for the company, by name; whoever left it is not among them."""
    return list(User.objects.filter(company_account__company=company).order_by("username")[:ACCOUNTS_SHOWN])
