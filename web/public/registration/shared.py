"""申請帳號類型 → 共用帳號: account data only. What follows is that of every application (`views.py`)."""

import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from port.accounts.enums import AccountKind
from web.components.at_once import drawn_at_once
from web.public.registration.forms import AccountForm
from web.public.registration.views import answer_field, check_answers, show_form


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password", "password_again")
@drawn_at_once("css/sheet-portal.css")
def shared_form(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return check_answers(request, kind=AccountKind.SHARED)
    return show_form(request, AccountForm(initial={"submission_id": uuid.uuid4()}), document=None)


@login_not_required
@require_POST
@sensitive_post_parameters("password", "password_again")
def check_field(request: HttpRequest) -> HttpResponse:
    return answer_field(request, kind=AccountKind.SHARED)
