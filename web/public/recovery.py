"""忘記帳號, 忘記密碼, and choosing a password by the link of a letter (V-36, A-45.T).

The token stays out of other sites' logs by the policy `same-origin` of all pages, see docs/decisions/0013-referrer-policy.md.
"""

from collections.abc import Callable
from datetime import timedelta

from django.contrib import auth, messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from port.accounts.models import PasswordLink
from port.accounts.password_links import DeadLink, find, is_usable, set_password_by
from port.companies.known import known_of
from port.options import options
from port.registration.recovery import send_names, send_password_link
from web.components.evenly import taking_at_least
from web.components.fields import NewPasswordForm
from web.components.throttle import within_limit
from web.public.recovery_forms import ForgottenAccountForm, ForgottenPasswordForm

ANSWERED_IN = timedelta(milliseconds=300)
"""Longer than it takes to find an account and to post its letter."""


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten_account(request: HttpRequest) -> HttpResponse:
    form = ForgottenAccountForm(request.POST if request.method == "POST" else None)
    then = "public:forgotten_account_sent"
    return _asked(request, form, send_names, page="public/forgotten_account.html", then=then)


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten_password(request: HttpRequest) -> HttpResponse:
    form = ForgottenPasswordForm(request.POST if request.method == "POST" else None)
    then = "public:forgotten_password_sent"
    return _asked(request, form, send_password_link, page="public/forgotten_password.html", then=then)


def _asked(
    request: HttpRequest,
    form: ForgottenAccountForm | ForgottenPasswordForm,
    send: Callable[..., object],
    *,
    page: str,
    then: str,
) -> HttpResponse:
    """Whatever `send` finds is answered with the same page, in the same time."""
    if not form.is_valid():
        return render(request, page, {"form": form}, status=422 if form.errors else 200)
    if not within_limit(request, what="recovery", times=options().recoveries_an_hour):
        form.add_error(None, _("從這裡查詢的次數太多了，請一小時後再試。"))
        return render(request, page, {"form": form}, status=429)
    with taking_at_least(ANSWERED_IN):
        send(**form.asked())
    return redirect(then)


@login_not_required
@require_safe
def forgotten_account_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "public/forgotten_account_sent.html", {})


@login_not_required
@require_safe
def forgotten_password_sent(request: HttpRequest) -> HttpResponse:
    minutes = options().password_link_lifetime // timedelta(minutes=1)
    return render(request, "public/forgotten_password_sent.html", {"minutes": minutes})


@login_not_required
@never_cache
@sensitive_variables("token")
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def choose_password(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing. Why a link does not work is not told: used, too old, followed by another, or never made."""
    link = find(token)
    if link is None or not is_usable(link, at=timezone.now()):
        return render(request, "public/choose_password_dead.html", {}, status=404)
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "link": link}
    if not form.is_valid():
        return render(request, "public/choose_password.html", context, status=422 if form.errors else 200)
    if not within_limit(request, what="choose-password", times=options().recoveries_an_hour):
        form.add_error(None, _("從這裡設定密碼的次數太多了，請一小時後再試。"))
        return render(request, "public/choose_password.html", context, status=429)
    if not _set(link, form):
        return render(request, "public/choose_password.html", context, status=422)
    return _shown_to_the_login(request, link)


def _set(link: PasswordLink, form: NewPasswordForm) -> bool:
    try:
        set_password_by(link, password=form.cleaned_data["password"], known=known_of(link.user))
    except DeadLink as fault:
        form.add_error(None, fault)
        return False
    except ValidationError as fault:
        form.add_error("password", fault.messages[0])  # one thing to mend at a time
        return False
    return True


def _shown_to_the_login(request: HttpRequest, link: PasswordLink) -> HttpResponse:
    """Nobody is let in by a letter: the new password is asked for, and the second factor after it (A-45.T)."""
    if request.user.pk == link.user_id:
        auth.logout(request)
    messages.success(request, _("密碼已經設定完成，請以新密碼登入。其他裝置上的登入都已結束。"))
    return redirect("public:login")
