"""我的登入裝置: where the account is signed in, and how to end that (V-31)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from port.accounts.models import SignIn
from port.accounts.sessions import end, end_all
from web.components.devices import told


@never_cache
@require_safe
def devices(request: HttpRequest) -> HttpResponse:
    sign_ins = SignIn.objects.filter(user=request.user).open(timezone.now()).newest_first()
    others = [sign_in for sign_in in sign_ins if sign_in != request.sign_in]
    return render(request, "account/devices.html", {"own": request.sign_in, "others": others})


@require_POST
def end_device(request: HttpRequest, pk: int) -> HttpResponse:
    """One of the others; this one is left by 登出. What belongs to somebody else does not exist."""
    others = SignIn.objects.filter(user=request.user).exclude(pk=request.sign_in.pk)
    sign_in = get_object_or_404(others, pk=pk)
    end(sign_in, by=request.user)
    messages.success(request, _("已結束「%(device)s」的登入。") % {"device": told(sign_in.device)})
    return redirect("account:devices")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    ended = end_all(request.user, by=request.user, but=request.sign_in)
    if ended:
        messages.success(request, _("已結束其他 %(number)d 台裝置的登入，只剩這一台。") % {"number": ended})
    else:
        messages.info(request, _("沒有其他裝置登入這個帳號。"))
    return redirect("account:devices")
