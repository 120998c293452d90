"""Applications for shared accounts (共用帳號): the list of them, and the page of one."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from port.companies.enums import ACCOUNT_FIELDS
from port.registration.models import AccountApplication
from port.review.reopening import reopenings_of_application
from port.review.seen_before import links_of
from port.review.shared import SharedFilter, next_shared, note_view_of, shared_applications, shared_page
from port.review.shared_sightings import accounts_like, applications_like
from port.taiwan.dates import roc_datetime
from port.taiwan.text import mask_name
from web.staff.access import reviewers_only
from web.staff.ages import Age, Yardstick, yardstick
from web.staff.changes import Change
from web.staff.history import Event, days_of, sent_event
from web.staff.questions import kind_of_state, waits
from web.staff.shared_region import shared_region


class FilterForm(forms.Form):
    show = forms.ChoiceField(choices=SharedFilter, required=False)

    @property
    def chosen(self) -> SharedFilter:
        """What the address asks for; work comes first."""
        self.full_clean()
        return SharedFilter(self.cleaned_data.get("show") or SharedFilter.WAITING)


@dataclass(frozen=True)
class SharedRow:
    application: AccountApplication
    yardstick: Yardstick

    @property
    def applicant(self) -> str:
        return mask_name(self.application.name)

    @property
    def waits(self) -> bool:
        return waits(self.application)

    @property
    def age(self) -> Age:
        """Counted anew when it was reopened, since the desk had answered it in between."""
        return self.yardstick.age_since(self.application.reopened_at or self.application.submitted_at)

    @property
    def result(self) -> tuple[str, str]:
        """Kind and words of what has become of it."""
        return kind_of_state(self.application), self.application.get_state_display()

    @property
    def sent(self) -> str:
        return roc_datetime(self.application.submitted_at)


@reviewers_only
@require_safe
def shared(request: HttpRequest) -> HttpResponse:
    chosen, measure = FilterForm(request.GET).chosen, yardstick()
    page = shared_page(chosen, after=request.GET.get("after", ""))
    context = {
        "chosen": chosen,
        "chips": [(each, "?" + urlencode({"show": each})) for each in SharedFilter],
        "rows": [SharedRow(application, measure) for application in page.applications],
        "yardstick": measure,
        "next": page.after and "?" + urlencode({"show": chosen, "after": page.after}),
    }
    return render(request, "staff/shared.html", context)


@reviewers_only
@require_safe
def shared_case(request: HttpRequest, pk: int) -> HttpResponse:
    return render_shared(request, get_shared(pk))


def get_shared(pk: int) -> AccountApplication:
    return get_object_or_404(shared_applications(), pk=pk)


def render_shared(
    request: HttpRequest, application: AccountApplication, *, form: object = None, status: int = 200
) -> HttpResponse:
    """The page with `form` in place of the empty one that it stands for; that it was looked at is recorded."""
    note_view_of(application, by=request.user)
    chain = links_of(application)
    region = shared_region(application, viewer=request.user, form=form)
    accounts = accounts_like(application, chain)
    context = {
        "application": application,
        "row": SharedRow(application, yardstick()),
        "form": form,
        "region": region,
        "changes": _changes(application),
        "reopenings": reopenings_of_application(application),
        "seen": [(each, address_of(each.application)) for each in applications_like(application, chain)],
        "accounts": accounts,
        "has_general": any(account.is_general for account in accounts),
        "days": days_of([application], _sent_others(application, chain)),
        "next": next_shared(application),
    }
    return render(request, "staff/shared_case.html", context, status=status)


def address_of(application: AccountApplication) -> str:
    """Where the desk looks at an application, by its kind."""
    if application.document_id:
        return reverse("staff:case", args=[application.document_id])
    return reverse("staff:shared_case", args=[application.pk])


def _changes(application: AccountApplication) -> list[Change]:
    """Each value that was typed; beside it, in one that mends another, what stood there before."""
    former: Any = application.forerunner or application
    asked = {name for unlocks in former.reasons.values_list("unlocks", flat=True) for name in unlocks}
    return [
        Change(str(field.label), getattr(former, field), getattr(application, field), field in asked)
        for field in ACCOUNT_FIELDS
    ]


def _sent_others(application: AccountApplication, chain: list[AccountApplication]) -> list[Event]:
    return [sent_event(number, link, address_of(link)) for number, link in enumerate(chain, 1) if link != application]
