"""變更密碼: the present one is asked for, and every other device is signed out (V-13, A-42)."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from port.accounts.passwords_kept import change_password
from port.companies.known import known_of
from port.options import options
from port.registration.entry import prove
from web.account.forms import ChangePasswordForm
from web.components.throttle import within_limit


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    form = ChangePasswordForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "account/password.html", {"form": form}, status=422 if form.errors else 200)
    if not within_limit(request, what="change-password", times=options().recoveries_an_hour):
        form.add_error(None, _("從這裡變更密碼的次數太多了，請一小時後再試。"))
        return render(request, "account/password.html", {"form": form}, status=429)
    if not _changed(request, form):
        return render(request, "account/password.html", {"form": form}, status=422)
    messages.success(request, _("密碼已經變更，其他裝置上的登入都已結束。"))
    return redirect("account:password")


def _changed(request: HttpRequest, form: ChangePasswordForm) -> bool:
    """The session of this device goes on with the new password, under a new key."""
    user, new = request.user, form.cleaned_data["password"]
    if not prove(user, form.cleaned_data["present"]):
        form.add_error("present", _("目前的密碼不正確，或因為連續輸入錯誤而暫停 15 分鐘。"))
        return False
    try:
        change_password(user, password=new, by=user, keep=request.sign_in, known=known_of(user))
    except ValidationError as fault:
        form.add_error("password", fault.messages[0])  # one thing to mend at a time
        return False
    user.refresh_from_db()
    update_session_auth_hash(request, user)
    return True
