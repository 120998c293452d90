"""第二重驗證 at the login: the password was right, and one more proof is asked for (A-37, V-35).

Whoever is signed in already and has a factor that this sign-in has not proven comes here as well (`FactorGate`).
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from port.accounts import passkeys
from port.accounts.enums import FactorKind
from port.accounts.factor_tries import Answer, held_until
from port.accounts.factors import has_factor
from port.accounts.models import User
from port.accounts.recovery_codes import FEW, codes_left, try_code
from port.accounts.totp import try_totp
from port.options import options
from port.taiwan.dates import told_datetime
from web.components.factor_forms import AppCodeForm, PasskeyAnswerForm, RecoveryCodeForm, begin_at_code
from web.components.factor_gate import count_from_now
from web.components.passkey_states import answer_in, is_at, keep_state, take_state
from web.public.entering import half_in, let_in, way_on


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """The page, and the code of an app typed into it."""
    if (user := _who(request)) is None:
        return _nothing_to_prove(request)
    form = AppCodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        answer = try_totp(user, form.cleaned_data["code"], at=timezone.now())
        if answer is Answer.PASSED:
            return _pass(request)
        wrong = _("驗證碼不正確，或已經用過。請輸入 App 現在顯示的 6 位數字。")
        form.add_error("code", _why_not(user, wrong))
    return _page(request, user, form)


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_POST
def passkey(request: HttpRequest) -> HttpResponse:
    """What a passkey has signed."""
    if (user := _who(request)) is None:
        return _nothing_to_prove(request)
    state, form = take_state(request), PasskeyAnswerForm(request.POST)
    if form.is_valid():
        answer = passkeys.try_passkey(
            user, state=state, response=answer_in(form.cleaned_data["passkey"]), at=timezone.now()
        )
        if answer is Answer.PASSED:
            return _pass(request)
        form.add_error(None, _why_not(user, _("這把通行密鑰沒有通過驗證。請再試一次，或改用其他方式。")))
    return _page(request, user, AppCodeForm(), passkey_form=form)


@login_not_required
@never_cache
@require_POST
def passkey_asked(request: HttpRequest) -> HttpResponse:
    """What the browser asks a passkey, for the script of the page."""
    if (user := _who(request)) is None:
        return JsonResponse({}, status=409)
    asked, state = passkeys.begin_proving(user)
    keep_state(request, state)
    return JsonResponse(asked)


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_code(request: HttpRequest) -> HttpResponse:
    """備用碼, for whoever has no phone at hand."""
    if (user := _who(request)) is None:
        return _nothing_to_prove(request)
    form = RecoveryCodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if try_code(user, form.cleaned_data["code"], at=timezone.now()) is Answer.PASSED:
            _warn_of_few(request, user)
            return _pass(request)
        form.add_error("code", _why_not(user, _("備用碼不正確，或已經用過。每個備用碼只能使用一次。")))
    begin_at_code(form)
    context = {"form": form, "user_name": user.username}
    return render(request, "public/second_factor_code.html", context, status=422 if form.errors else 200)


def _page(
    request: HttpRequest, user: User, form: AppCodeForm, *, passkey_form: PasskeyAnswerForm | None = None
) -> HttpResponse:
    shown: Form = passkey_form or form
    kinds = set(user.factors.values_list("kind", flat=True))
    if FactorKind.PASSKEY not in kinds:
        begin_at_code(form)
    context = {
        "form": form,
        "faults": shown,
        "user_name": user.username,
        "has_app": FactorKind.TOTP in kinds,
        "has_passkey": FactorKind.PASSKEY in kinds,
        "passkeys_work_here": is_at(request, passkeys.address()),
        "passkey_address": passkeys.address(),
    }
    return render(request, "public/second_factor.html", context, status=422 if shown.errors else 200)


def _who(request: HttpRequest) -> User | None:
    """Whose proof is waited for: somebody who is half in, or signed in without it."""
    if half := half_in(request):
        return half.user
    waits = request.user.is_authenticated and not (request.sign_in and request.sign_in.with_factor)
    return request.user if waits and has_factor(request.user) else None


def _nothing_to_prove(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        messages.warning(request, _("登入的時間已過，請重新輸入帳號與密碼。"))
        return redirect("public:login")
    return redirect(way_on(request, request.user, ""))


def _pass(request: HttpRequest) -> HttpResponse:
    if half := half_in(request):
        return let_in(request, half.user, remember=half.remember, wanted=half.wanted, with_factor=True)
    count_from_now(request)
    return redirect(way_on(request, request.user, request.GET.get("next", "")))


def _why_not(user: User, wrong: str) -> str:
    """What was wrong; or until when nothing is looked at, which somebody who knew the password may know."""
    until = held_until(user, at=timezone.now())
    if until is None:
        return wrong
    said = {"times": options().factor_tries, "until": told_datetime(until), "hotline": options().hotline}
    return (
        _(
            "已連續 %(times)d 次不正確，為了保護您的帳號，到 %(until)s 以前不再核對。"
            "時間到了請重新登入；需要協助請撥客服專線 %(hotline)s（免付費）。"
        )
        % said
    )


def _warn_of_few(request: HttpRequest, user: User) -> None:
    left = codes_left(user)
    if left <= FEW:
        said = _("備用碼只剩 %(left)d 個。請到「第二重驗證」產生新的備用碼。") % {"left": left}
        messages.warning(request, said)
