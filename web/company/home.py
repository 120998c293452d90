"""The pages of the inside that show how things stand. Nothing is changed here."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from port.accounts.models import User
from port.companies.checks import may_apply_for_passes
from port.consents.models import Acknowledgement
from port.content.enums import Audience
from port.registration.models import AccountApplication
from web.company.ladder import rungs_of
from web.company.pages import company_page
from web.company.standing import standing_of
from web.components.notices import greeting_of, notices_for

NOTICES_ON_HOME = 3


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    standing = standing_of(request.acting_company)
    passes = may_apply_for_passes(request.acting_company)
    rungs = rungs_of(
        approved_at=_approved_at(request.user),
        verified_at=request.user.email_verified_at,
        acknowledged_at=_acknowledged_at(request),
        standing=standing,
        passes=passes,
    )
    context = {
        "standing": standing,
        "passes": passes,
        "rungs": rungs,
        "notices": notices_for(Audience.COMPANIES)[:NOTICES_ON_HOME],
        "greeting": greeting_of(Audience.COMPANIES),
    }
    return company_page(request, "company/home.html", context)


@require_safe
def passes(request: HttpRequest) -> HttpResponse:
    """請領通行證: why it is locked, or whom to ask until applying opens."""
    return company_page(request, "company/passes.html", {"passes": may_apply_for_passes(request.acting_company)})


def _approved_at(user: User) -> datetime | None:
    return AccountApplication.objects.filter(user=user).values_list("decided_at", flat=True).first()


def _acknowledged_at(request: HttpRequest) -> datetime | None:
    acknowledged = Acknowledgement.objects.filter(person=request.user, acting_company_id=request.acting_company.pk)
    return acknowledged.order_by("-at").values_list("at", flat=True).first()
