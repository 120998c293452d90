"""意見信箱: a message to the port, answered by letter."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from port.content.opinions import send_opinion
from port.language import language_now
from port.options import options
from web.components.throttle import within_limit
from web.public.opinion_form import OpinionForm


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def opinions(request: HttpRequest) -> HttpResponse:
    form = OpinionForm(request.POST if request.method == "POST" else None, initial=_known(request))
    if not form.is_valid():
        return render(request, "public/opinions.html", {"form": form}, status=422 if form.errors else 200)
    if not within_limit(request, what="opinion", times=options().opinions_an_hour):
        form.add_error(None, _("從這裡寄出的意見太多了，這一則還沒有送出。請一小時後再試，或撥客服專線。"))
        return render(request, "public/opinions.html", {"form": form}, status=429)
    send_opinion(**form.cleaned_data, language=language_now())
    return redirect("public:opinions_sent")


@login_not_required
@require_safe
def opinions_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "public/opinions_sent.html")


def _known(request: HttpRequest) -> dict[str, str]:
    """Whoever is signed in need not type what the account says already (W-24)."""
    if not request.user.is_authenticated:
        return {}
    return {"email": request.user.email, "name": request.user.name}
