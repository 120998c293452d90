"""登入作業, and the way out."""

from django.contrib import auth, messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from port.accounts.models import User
from port.options import options
from port.registration.entry import Door, Entry, note_sign_out, try_door
from port.registration.proof import send_verification_again
from web.components.sessions import REMEMBERED
from web.components.throttle import within_limit
from web.public.forms import LoginForm
from web.public.verification import why_not_sent

UNVERIFIED = "unverified_user"
"""Session key: whose password was right, while the e-mail address is not yet proven."""


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    form = LoginForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not within_limit(request, what="sign-in", times=options().sign_ins_an_hour):
        return _turn_away(request, form)
    entry = None
    if request.method == "POST" and form.is_valid():
        entry = try_door(username=form.cleaned_data["username"], password=form.cleaned_data["password"])
        if entry.door is Door.OPEN and entry.user:
            return _let_in(request, entry.user, remember=form.cleaned_data["remember"])
        _tell(request, form, entry)
    return _page(request, form, entry, status=422 if form.errors else 200)


def _turn_away(request: HttpRequest, form: LoginForm) -> HttpResponse:
    """Too many tries from one place: no password is looked at, and nobody learns whether this one was right."""
    form.full_clean()
    form.add_error(None, f"{_shut()}{_('這裡登入的次數太多了，請一小時後再試。')}")
    return _page(request, form, Entry(Door.SHUT), status=429)


def _page(request: HttpRequest, form: LoginForm, entry: Entry | None, *, status: int) -> HttpResponse:
    told = {"door": entry.door, "application": entry.application} if entry else {}
    return render(request, "public/login.html", {"form": form, **told}, status=status)


def _shut() -> str:
    return _(
        "帳號或密碼不正確，或這個帳號因為連續輸入錯誤而暫停登入。"
        "請確認後再試；連續 5 次錯誤會暫停 15 分鐘，時間到了會自動恢復。"
    )


def _tell(request: HttpRequest, form: LoginForm, entry: Entry) -> None:
    if entry.door is Door.SHUT:
        form.add_error(None, _shut())
    if entry.door is Door.AWAITS_VERIFICATION and entry.user:
        request.session[UNVERIFIED] = entry.user.pk


def _let_in(request: HttpRequest, user: User, *, remember: bool) -> HttpResponseRedirect:
    auth.login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    _bound_session(request, user, remember=remember)
    wanted = request.POST.get("next") or request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return redirect(wanted)
    return redirect("staff:queue" if user.is_staff else "company:home")


def _bound_session(request: HttpRequest, user: User, *, remember: bool) -> None:
    """With 記住我 a company stays for 14 days; without it, and staff always, until the browser is closed or a shift is over."""
    remembered = remember and not user.is_staff
    if remembered:
        lasts = options().remembered_session
    else:
        lasts = options().staff_session if user.is_staff else options().company_session
    request.session[REMEMBERED] = remembered
    request.session.set_expiry(timezone.now() + lasts)


@login_not_required
@require_POST
def send_again(request: HttpRequest) -> HttpResponse:
    """A new verification letter, for whoever has just given the right password."""
    user = User.objects.filter(pk=request.session.get(UNVERIFIED)).first()
    if user and send_verification_again(user):
        messages.success(request, _("新的驗證信已寄出，請到信箱收取；先前的連結已經失效。"))
    elif user:
        messages.warning(request, why_not_sent(user))
    return redirect("public:login")


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        note_sign_out(request.user)
    auth.logout(request)
    messages.success(request, _("您已登出。"))
    return redirect("public:login")


@login_not_required
@require_safe
def forgotten_account(request: HttpRequest) -> HttpResponse:
    return render(request, "public/forgotten.html", {"what": _("忘記帳號")})


@login_not_required
@require_safe
def forgotten_password(request: HttpRequest) -> HttpResponse:
    return render(request, "public/forgotten.html", {"what": _("忘記密碼")})
