"""切換公司: from the menu of the head, or from a page of its own that needs no script."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from port.bindings.checks import BindingRefused
from port.companies.models import Company
from port.taiwan.text import fold_width
from web.company.acting import MENU
from web.company.pages import company_page

GOES_HOME = {"company:worklist", "company:switch", "company:bindings", "company:acknowledgements"}
"""These pages are not of one company, so that a switch leads to the home of the new one."""


@require_http_methods(["GET", "HEAD", "POST"])
def switch(request: HttpRequest) -> HttpResponse:
    acting = request.acting
    if not acting.is_shared:
        return redirect("company:home")
    if request.method == "POST":
        return _switch(request)
    wanted = request.GET.get("q", "").strip()
    found = [company for company in acting.companies if matches(company, wanted)]
    context = {"wanted": wanted, "found": found, "can_search": len(acting.companies) > MENU}
    return company_page(request, "company/switch.html", context)


def _switch(request: HttpRequest) -> HttpResponse:
    company = request.acting.find(request.POST.get("company"))
    if company is None:
        raise Http404
    try:
        request.acting.switch(company)
    except BindingRefused as ended:
        raise Http404 from ended
    messages.success(request, _("您現在代表「%(company)s」。") % {"company": company.name})
    return redirect(_goal(request))


def matches(company: Company, wanted: str) -> bool:
    """By a part of the name or of the number, whichever way its characters are written (台 and 臺, full and half width)."""
    return _plain(wanted) in _plain(company.name) or _plain(wanted) in _plain(company.number)


def _plain(text: str) -> str:
    return fold_width(text).casefold().replace("台", "臺").replace(" ", "")


def _goal(request: HttpRequest) -> str:
    """Where a button of the worklist leads (`next`), or the same page again (`stay`) if it is not about one object."""
    wanted, here = _match(request.POST.get("next", "")), _match(request.POST.get("stay", ""))
    if wanted and wanted.app_name == "company":
        return request.POST["next"]
    if here and not here.kwargs and here.app_name in {"company", "account"} and here.view_name not in GOES_HOME:
        return request.POST["stay"]
    return reverse("company:home")


def _match(path: str) -> ResolverMatch | None:
    """Only a path of this site: it begins with one slash, and nothing else has it resolved."""
    try:
        return resolve(path) if path.startswith("/") and "//" not in path else None
    except Resolver404:
        return None
