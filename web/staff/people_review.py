"""帳號清查 (A-04): the accounts that are due, each signed off by somebody else, and the whole list to take along."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from port.accounts.enums import StaffVerdict
from port.accounts.roster import due_for_review, newest_reviews, staff_accounts
from port.accounts.staff_guards import StaffRefusal
from port.accounts.staff_review import note_export, sign_off
from port.options import options
from web.staff.access import posted
from web.staff.csv_file import csv_file
from web.staff.people import get_staff, managers_only
from web.staff.people_forms import SignOffForm
from web.staff.people_rows import roster_table, rows_of

MOST_SHOWN = 50


@managers_only
@require_safe
def review(request: HttpRequest) -> HttpResponse:
    return _review_page(request)


@managers_only
@posted("staff:people_review")
def sign_off_one(request: HttpRequest, pk: int) -> HttpResponse:
    account = get_staff(pk)
    form = SignOffForm(request.POST, account=account.pk)
    if not form.is_valid():
        return _review_page(request, form)
    verdict = StaffVerdict(form.cleaned_data["verdict"])
    try:
        sign_off(account, verdict=verdict, note=form.cleaned_data["note"], by=request.user)
    except StaffRefusal as refusal:
        messages.error(request, refusal.messages[0])
    else:
        told = {"name": account.name, "verdict": verdict.label}
        messages.success(request, _("%(name)s：%(verdict)s，已簽核。") % told)
    return redirect("staff:people_review")


@managers_only
@require_GET
def roster_csv(request: HttpRequest) -> HttpResponse:
    """That the list leaves the house is recorded."""
    rows = rows_of(staff_accounts().order_by("username"))
    answer = csv_file(
        roster_table(rows, newest_reviews()), name=f"portpass-staff-{timezone.localdate(timezone.now()):%Y%m%d}"
    )
    note_export(rows=len(rows), by=request.user)
    return answer


def _review_page(request: HttpRequest, mended: SignOffForm | None = None) -> HttpResponse:
    """`mended` is the form with something to mend, in the place of its account's own."""
    due = due_for_review(timezone.now())
    rows = rows_of(due[:MOST_SHOWN])
    forms = [_form_for(row.account.pk, mended) for row in rows]
    context = {
        "pairs": list(zip(rows, forms, strict=True)),
        "mended": mended,
        "count": due.count(),
        "days": options().staff_review_every.days,
    }
    return render(request, "staff/people_review.html", context, status=422 if mended else 200)


def _form_for(key: int, mended: SignOffForm | None) -> SignOffForm:
    return mended if mended and mended.account == key else SignOffForm(account=key)
