"""What the script of the warning asks: to stay signed in, and how long the sign-in still lasts."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from web.components.sign_ins import no_use
from web.components.standing import standing_of


@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """That it was asked for is the use that makes the idle limit run anew (`SignInGuard`)."""
    return HttpResponse(status=204)


@login_not_required
@no_use
@never_cache
@require_safe
def standing(request: HttpRequest) -> JsonResponse:
    """With a fresh token for the forms of a page that was opened before this sign-in began."""
    token = {"token": get_token(request)} if request.sign_in else {}
    return JsonResponse(standing_of(request) | token)
