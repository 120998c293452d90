"""基本資料維護, the person's half: 姓名, 手機電話, 通知信語言 and Email of whoever is signed in, staff as well as companies."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from port.accounts.models import EmailChange
from port.accounts.person import (
    ask_email_change,
    change_person,
    confirm_email_change,
    find_email_change,
    is_confirmable,
)
from port.registration.entry import prove
from web.account.forms import NewEmailForm, OwnPasswordForm, OwnPersonForm
from web.components.reauthentication import password_again


@never_cache
@require_safe
def person(request: HttpRequest) -> HttpResponse:
    asked = request.user.email_changes.live().filter(expires_at__gt=timezone.now()).first()
    return render(request, "account/person.html", {"asked": asked})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@password_again
def edit_person(request: HttpRequest) -> HttpResponse:
    initial = {name: getattr(request.user, name) for name in ("name", "mobile", "language")}
    form = OwnPersonForm(request.POST if request.method == "POST" else None, initial=initial, user=request.user)
    if not form.is_valid():
        return render(request, "account/person_edit.html", {"form": form}, status=422 if form.errors else 200)
    changed = change_person(request.user, **form.cleaned_data, by=request.user)
    messages.success(request, _("個人資料已經更新。") if changed else _("內容和原來相同，沒有變更。"))
    return redirect("account:person")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@password_again
def new_email(request: HttpRequest) -> HttpResponse:
    form = NewEmailForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _asked_for(request, form):
        messages.success(request, _("確認信已寄到新的 Email。請開啟信中的連結確認，之後才會生效。"))
        return redirect("account:person")
    return render(request, "account/email_new.html", {"form": form}, status=422 if form.errors else 200)


def _asked_for(request: HttpRequest, form: NewEmailForm) -> bool:
    try:
        ask_email_change(request.user, address=form.cleaned_data["email"], by=request.user)
    except ValidationError as fault:
        form.add_error("email", fault)
        return False
    return True


@login_not_required
@never_cache
@sensitive_variables("token")
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_email(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing; the button needs the account's session, or its password, which no scanner has."""
    change = find_email_change(token)
    if change is None or not is_confirmable(change, at=timezone.now()):
        return render(request, "account/email_dead.html", {}, status=404)
    is_own = request.user.pk == change.user_id
    form = None if is_own else OwnPasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (form is None or _is_proven(change, form)):
        return _confirmed(request, change)
    status = 422 if form and form.errors else 200
    return render(request, "account/email_confirm.html", {"change": change, "form": form}, status=status)


def _is_proven(change: EmailChange, form: OwnPasswordForm) -> bool:
    if not form.is_valid():
        return False
    if prove(change.user, form.cleaned_data["present"]):
        return True
    form.add_error("present", _("密碼不正確，或因為連續輸入錯誤而暫停。請輸入這個帳號登入用的密碼。"))
    return False


def _confirmed(request: HttpRequest, change: EmailChange) -> HttpResponse:
    try:
        confirm_email_change(change, by=change.user)
    except ValidationError:
        return render(request, "account/email_dead.html", {}, status=404)
    messages.success(request, _("新的 Email 已經生效，之後的通知都寄到那裡。原來的信箱也收到通知。"))
    return redirect("account:person" if request.user.pk == change.user_id else "public:login")
