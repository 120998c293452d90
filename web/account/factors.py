"""第二重驗證: what the account has, what can be added, and what can be taken away."""

from urllib.parse import quote

import segno
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from port.accounts import passkeys
from port.accounts.enums import FactorKind
from port.accounts.factors import has_factor, is_last_needed, must_have_factor, remove_factor
from port.accounts.models import Factor
from port.accounts.recovery_codes import FEW, codes_left, make_codes
from port.accounts.totp import add_totp, new_secret, provisioning_uri
from port.options import options
from port.sealing import seal, unseal
from web.components.factor_forms import AppCodeForm, NewPasskeyForm
from web.components.factor_gate import count_from_now
from web.components.passkey_states import answer_in, is_at, keep_state, take_state
from web.components.reauthentication import password_again

CANDIDATE = "app_candidate"
"""Session key: the sealed secret of an app that has not shown a right code yet."""


@never_cache
@require_safe
def factors(request: HttpRequest) -> HttpResponse:
    kept = list(request.user.factors.all())
    context = {
        "factors": kept,
        "has_app": any(factor.kind == FactorKind.TOTP for factor in kept),
        "must_have": must_have_factor(request.user),
        "codes_left": codes_left(request.user),
        "few": FEW,
    }
    return render(request, "account/factors.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@password_again
def add_app(request: HttpRequest) -> HttpResponse:
    """The QR code and the key of an app; a right code of it makes it a factor."""
    secret = _candidate(request)
    form = AppCodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        is_first = not has_factor(request.user)
        try:
            add_totp(request.user, secret=secret, typed=form.cleaned_data["code"], at=timezone.now())
        except ValidationError as fault:
            form.add_error("code", fault)
        else:
            del request.session[CANDIDATE]
            return _added(request, _("驗證器 App 已經設定完成。"), is_first=is_first)
    return _app_page(request, form, secret)


def _candidate(request: HttpRequest) -> str:
    """The same secret while the page is open, sealed in the session."""
    if CANDIDATE not in request.session:
        request.session[CANDIDATE] = seal(new_secret())
    return unseal(request.session[CANDIDATE])


def _app_page(request: HttpRequest, form: AppCodeForm, secret: str) -> HttpResponse:
    uri = provisioning_uri(request.user, secret)
    context = {
        "form": form,
        "qr": segno.make(uri, error="m").svg_data_uri(scale=5, border=4, light="#fff", dark="#000"),
        "uri": uri,
        "groups": [secret[place : place + 4] for place in range(0, len(secret), 4)],
        "replaces": request.user.factors.filter(kind=FactorKind.TOTP).exists(),
    }
    return render(request, "account/factors_app.html", context, status=422 if form.errors else 200)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@password_again
def add_passkey(request: HttpRequest) -> HttpResponse:
    form = NewPasskeyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        is_first = not has_factor(request.user)
        try:
            key = _keep_passkey(request, form)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            return _added(request, _("通行密鑰「%(name)s」已經加入。") % {"name": key.name}, is_first=is_first)
    context = {
        "form": form,
        "passkeys_work_here": is_at(request, passkeys.address()),
        "passkey_address": passkeys.address(),
    }
    return render(request, "account/factors_passkey.html", context, status=422 if form.errors else 200)


def _keep_passkey(request: HttpRequest, form: NewPasskeyForm) -> Factor:
    """A passkey that was given no name is called by its number."""
    number = request.user.factors.filter(kind=FactorKind.PASSKEY).count() + 1
    name = form.cleaned_data["name"] or _("通行密鑰 %(number)d") % {"number": number}
    response = answer_in(form.cleaned_data["passkey"])
    return passkeys.add_passkey(
        request.user, state=take_state(request), response=response, name=name, at=timezone.now()
    )


@never_cache
@require_POST
def passkey_asked(request: HttpRequest) -> HttpResponse:
    """What the browser asks a new passkey, for the script of the page."""
    asked, state = passkeys.begin_adding(request.user)
    keep_state(request, state)
    return JsonResponse(asked)


def _added(request: HttpRequest, said: str, *, is_first: bool) -> HttpResponse:
    """With the first factor come the recovery codes; the sign-in in hand counts as one with a factor from now on."""
    count_from_now(request)
    messages.success(request, said)
    return redirect("account:recovery_codes" if is_first else "account:factors")


@require_http_methods(["GET", "HEAD", "POST"])
@password_again
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first; the last factor of somebody who must have one stays."""
    factor = request.user.factors.filter(pk=pk).first()
    if factor is None:
        raise Http404
    if is_last_needed(factor):
        return render(request, "account/factors_last.html", {"factor": factor}, status=409)
    is_last = not request.user.factors.exclude(pk=pk).exists()
    if request.method != "POST":
        return render(request, "account/factors_remove.html", {"factor": factor, "is_last": is_last})
    try:
        remove_factor(factor, by=request.user, at=timezone.now())
    except ValidationError:
        return render(request, "account/factors_last.html", {"factor": factor}, status=409)
    messages.success(request, _("「%(name)s」已經移除，通知信會寄到您的 Email。") % {"name": factor.name})
    return redirect("account:factors")


@require_http_methods(["GET", "HEAD", "POST"])
@password_again
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Ten new codes stand in the answer itself and nowhere else, so they are shown once."""
    if not has_factor(request.user):
        return redirect("account:factors")
    if request.method != "POST":
        return render(request, "account/factors_codes.html", {"codes_left": codes_left(request.user)})
    codes = make_codes(request.user, at=timezone.now())
    file = "\r\n".join([f"{options().system_name} {request.user.username}", *codes, ""])
    context = {"codes": codes, "file": f"data:text/plain;charset=utf-8,{quote(file)}"}
    return render(request, "account/factors_new_codes.html", context)
