"""Every component in its states, for whoever builds pages. Exists in the local run and in tests only, like the mailbox."""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from port.accounts.models import User
from web.components.outage import page_without_database
from web.gallery import samples
from web.gallery.contracts import component_files
from web.gallery.samples import SHARED, SampleActing


@dataclass(frozen=True)
class Head:
    """A head of a page, which stands once on a page, with whoever sees it."""

    layout: str
    person: User | AnonymousUser
    acting: SampleActing


HEADS = {
    "public": Head("layouts/public.html", AnonymousUser(), SampleActing()),
    "signed-in": Head("layouts/public.html", samples.PERSON, SampleActing()),
    "company": Head("layouts/company.html", samples.PERSON, SampleActing(samples.COMPANIES[0])),
    "no-company": Head("layouts/company.html", samples.HOLDER, SampleActing(is_shared=True)),
    "shared": Head("layouts/company.html", samples.HOLDER, SHARED),
    "account": Head("layouts/account.html", samples.PERSON, SampleActing(samples.COMPANIES[1])),
    "desk": Head("layouts/desk.html", samples.REVIEWER, SampleActing()),
    "broken": Head("layouts/bare.html", AnonymousUser(), SampleActing()),
}
STANDINGS = {
    "warned": {"person": 1, "idle_left": 95, "all_left": 3600},
    "last": {"person": 1, "idle_left": 3600, "all_left": 95},
    "ended": {"person": 0, "idle_left": 0, "all_left": 0},
    "other": {"person": 2, "idle_left": 3600, "all_left": 3600},
}
"""How a sign-in may stand, as `account:standing` tells it."""

FAULTS: dict[int, str] = {
    400: "errors/400.html",
    403: "errors/403.html",
    404: "errors/404.html",
    405: "errors/405.html",
    413: "errors/413.html",
    429: "errors/429.html",
}
LAST_PAGES = {500: "errors/500.html", 503: "errors/503.html"}


def shown_to_everybody(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    return login_not_required(never_cache(require_safe(view)))


@shown_to_everybody
def components(request: HttpRequest) -> HttpResponse:
    context = samples.context() | {
        "names_of_all": list(component_files()),
        "heads": HEADS,
        "faults": [*FAULTS, *LAST_PAGES],
        "standings": STANDINGS,
    }
    return render(request, "gallery/components.html", context)


@shown_to_everybody
def head(request: HttpRequest, name: str) -> HttpResponse:
    """One head with its foot; behind `--` the warning before a sign-in ends, in one of its states."""
    shown, _, standing_name = name.partition("--")
    if shown not in HEADS or (standing_name and standing_name not in STANDINGS):
        raise Http404
    one = HEADS[shown]
    samples.stand_in(request, one.person, one.acting)
    context: dict[str, object] = {"layout": one.layout, "name": name}
    if standing_name:
        now = timezone.now()
        sign_in = SimpleNamespace(user=one.person, user_id=1, idle_at=now, ends_at=now)
        context |= {"standing": standing_name, "idle_request": SimpleNamespace(sign_in=sign_in)}
    return render(request, "gallery/head.html", context)


@shown_to_everybody
def standing(request: HttpRequest, name: str) -> HttpResponse:
    """In the place of `account:standing`, so that each state of the warning can be seen."""
    if name not in STANDINGS:
        raise Http404
    return JsonResponse(STANDINGS[name] | {"idle": 1800, "warning": 120, "token": "sample"})


@shown_to_everybody
def error(request: HttpRequest, code: int) -> HttpResponse:
    """An error page as it looks, answered with 200 because nothing is wrong."""
    if code in LAST_PAGES:
        return HttpResponse(page_without_database(request, LAST_PAGES[code]))
    if code not in FAULTS:
        raise Http404
    return render(request, FAULTS[code], {"errors": ["檔案合計超過 20 MB，無法上傳。"], "minutes": 60})
