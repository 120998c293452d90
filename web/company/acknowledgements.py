"""個資同意使用／授權聲明／危害告知 at the first login (manual, steps 21 to 23).

A shared account meets them for itself, and 授權聲明 and 危害告知 anew for each company that it switches to first.
"""

from contextlib import suppress

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from port.consents.checks import missing_texts
from port.consents.models import Acknowledgement
from port.consents.workflow import acknowledge
from web.company.forms import AcknowledgementForm
from web.company.pages import company_page


@require_http_methods(["GET", "HEAD", "POST"])
def acknowledge_texts(request: HttpRequest) -> HttpResponse:
    company_id = _company_id(request)
    texts = missing_texts(request.user, acting_company_id=company_id)
    if not texts:
        return redirect("company:home")
    form = AcknowledgementForm(texts, request.POST if request.method == "POST" else None)
    if form.is_valid():
        # A second click was faster, or a text was published this very moment: the gate asks for what is still missing.
        with suppress(IntegrityError, KeyError):
            acknowledge(person=request.user, acting_company_id=company_id, readings=form.readings())
        return redirect("company:home")
    return company_page(
        request,
        "company/acknowledgements.html",
        {"form": form, "has_earlier": _has_earlier(request)},
        status=422 if form.errors else 200,
    )


def _company_id(request: HttpRequest) -> int | None:
    """A shared account acknowledges for itself first, without a company."""
    return request.acting_company.pk if request.acting_company else None


def _has_earlier(request: HttpRequest) -> bool:
    """Whether this is not the first login: then only texts with new words are asked for."""
    return Acknowledgement.objects.filter(person=request.user, acting_company_id=_company_id(request)).exists()
