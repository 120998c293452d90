"""綁定同意: the answer to a request by letter. Looking at the link changes nothing.

Whoever answers types the name of the general account, which stands in the letter: a scanner of mail that follows links and
presses buttons does not. The token stays out of the log (`web.components.request_id`).
"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from port.bindings.checks import BindingRefused, RequestExpired
from port.bindings.models import Binding
from port.bindings.workflow import agree, decline, find_request, is_over
from port.workflows import MoveRefused
from web.components.throttle import within_limit
from web.public.binding_form import BindingAnswerForm

ANSWERS_AN_HOUR = 20


@login_not_required
@never_cache
@sensitive_variables("token")
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    binding = find_request(token)
    if binding is None:
        return render(request, "public/binding_unknown.html", {}, status=404)
    if not binding.is_asked or is_over(binding):
        return _closed(request, binding)
    form = BindingAnswerForm(request.POST if request.method == "POST" else None, account=binding.name)
    if request.method == "POST" and not within_limit(request, what="binding-answer", times=ANSWERS_AN_HOUR):
        form.add_error(None, _("從這裡回覆的次數太多了，請一小時後再試。"))
    if request.method == "POST" and form.is_valid() and (answered := _answered(form, binding)):
        return _closed(request, answered)
    return render(
        request, "public/binding_answer.html", {"form": form, "binding": binding}, status=422 if form.errors else 200
    )


def _answered(form: BindingAnswerForm, binding: Binding) -> Binding | None:
    try:
        return agree(binding) if form.says_yes else decline(binding)
    except BindingRefused:
        form.add_error(
            None, _("其中一個帳號目前不能使用，暫時無法完成綁定。請登入查看您的帳號，或請對方稍後重新提出。")
        )
    except (MoveRefused, RequestExpired):
        return Binding.objects.select_related("shared", "general").get(pk=binding.pk)
    return None


def _closed(request: HttpRequest, binding: Binding) -> HttpResponse:
    """What has become of the request, in plain words; its own past is all that is told."""
    return render(request, "public/binding_closed.html", {"binding": binding})
