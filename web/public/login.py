"""登入作業, and the way out."""

from django.contrib import auth, messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from port.accounts.factors import has_factor
from port.accounts.models import User
from port.accounts.sessions import leave
from port.accounts.staff_guards import note_elsewhere
from port.options import options
from port.registration.entry import Door, Entry, try_door
from port.registration.proof import send_verification_again
from web.components.staff_network import staff_may_sign_in_here
from web.components.throttle import within_limit
from web.public.entering import let_in, remembered_name, wait_for_factor
from web.public.forms import LoginForm
from web.public.verification import why_not_sent

UNVERIFIED = "unverified_user"
"""Session key: whose password was right, while the e-mail address is not yet proven."""


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    form = _form(request)
    if request.method == "POST" and not within_limit(request, what="sign-in", times=options().sign_ins_an_hour):
        return _turn_away(request, form)
    entry = None
    if request.method == "POST" and form.is_valid():
        entry = _seen_from(
            request, try_door(username=form.cleaned_data["username"], password=form.cleaned_data["password"])
        )
        if entry.door is Door.OPEN and entry.user:
            return _go_on(request, entry.user, remember=form.cleaned_data["remember"])
        _tell(request, form, entry)
    return _page(request, form, entry, status=422 if form.errors else 200)


def _form(request: HttpRequest) -> LoginForm:
    if request.method == "POST":
        return LoginForm(request.POST)
    name = remembered_name(request)
    return LoginForm(initial={"username": name, "remember": bool(name)})


def _seen_from(request: HttpRequest, entry: Entry) -> Entry:
    """Staff come in where their pages are; from elsewhere the right password is answered like a wrong one (A-07)."""
    if not entry.user or not entry.user.is_staff or staff_may_sign_in_here(request):
        return entry
    note_elsewhere(entry.user)
    return Entry(Door.SHUT)


def _go_on(request: HttpRequest, user: User, *, remember: bool) -> HttpResponse:
    wanted = request.POST.get("next") or request.GET.get("next", "")
    if has_factor(user):
        return wait_for_factor(request, user, remember=remember, wanted=wanted)
    return let_in(request, user, remember=remember, wanted=wanted, with_factor=False)


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
    if request.sign_in:
        leave(request.sign_in)
    auth.logout(request)
    messages.success(request, _("您已登出。"))
    answer = redirect("public:login")
    answer["Clear-Site-Data"] = '"cache"'  # no page of the inside stays on a device that others use (14.3.1)
    return answer
