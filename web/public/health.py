"""What machines ask that keep watch: does the process live, can it work, how does it go (docs/observability.md)."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from port.measures import counted, may_be_told
from port.upkeep.backlog import backlog
from port.upkeep.readiness import FINE, readiness
from web.components.origin import ip_of


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while the process answers at all; nothing else is asked, since to start it anew would mend nothing else."""
    return JsonResponse({"status": "ok"})


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when all that pages lean on answers, else 503 and what does not. `?exclude=cache` leaves one out, and so on."""
    answers = readiness(without=frozenset(request.GET.getlist("exclude")))
    ready = all(answer == FINE for answer in answers.values())
    return JsonResponse({"status": "ready" if ready else "not ready", **answers}, status=200 if ready else 503)


@login_not_required
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """What was counted and what waits, for the networks and the token that the operator named; for others there is nothing."""
    if not may_be_told(ip_of(request), request.headers.get("Authorization", "")):
        return HttpResponseNotFound()
    return HttpResponse(counted() + backlog(), content_type=CONTENT_TYPE_LATEST)
