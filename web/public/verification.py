"""Email 驗證 (design decision 1): looking at the link changes nothing, and the button needs the account's own password.

The token stays out of other sites' logs by the policy `same-origin` of all pages; `no-referrer` would make the browser
send `Origin: null`, and the button would be refused as forged.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from port.accounts.models import EmailVerification, User
from port.accounts.verification import find
from port.registration.entry import Door, entry_of, prove
from port.registration.proof import send_verification_again
from port.registration.proof import verify as verify_address
from web.public.forms import PasswordProofForm


@login_not_required
@never_cache
@sensitive_variables("token")
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, token: str) -> HttpResponse:
    proof = find(token)
    if proof is None:
        return render(request, "public/verify_unknown.html", {}, status=404)
    if proof.user.email_verified_at:
        return render(request, "public/verified.html", {"already": True})
    if (entry := entry_of(proof.user)).application:
        told = {"door": entry.door, "application": entry.application}
        return render(request, "public/account_closed.html", told)
    if not proof.is_live(timezone.now()):
        return render(request, "public/verify_expired.html", {"token": token})
    form = PasswordProofForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _spend(proof, form):
        return redirect("public:verified")
    context = {"form": form, "proof": proof, "token": token}
    return render(request, "public/verify.html", context, status=422 if form.errors else 200)


def _spend(proof: EmailVerification, form: PasswordProofForm) -> bool:
    if not prove(proof.user, form.cleaned_data["password"]):
        form.add_error("password", _("密碼不正確，或因為連續輸入錯誤而暫停。請輸入您申請這個帳號時設定的密碼。"))
        return False
    try:
        verify_address(proof, by=proof.user)
    except ValidationError as fault:
        form.add_error(None, fault)
        return False
    return True


@login_not_required
@never_cache
@require_POST
def send_again(request: HttpRequest, token: str) -> HttpResponse:
    """An expired link brings a new one to the same mailbox, and to nobody else."""
    proof = find(token)
    if proof and send_verification_again(proof.user):
        messages.success(request, _("新的驗證信已寄到原來的信箱，請收取。"))
    else:
        messages.warning(request, why_not_sent(proof.user if proof else None))
    return redirect("public:login")


def why_not_sent(user: User | None) -> str:
    if user and entry_of(user).door is not Door.AWAITS_VERIFICATION:
        return _("這個帳號現在不需要驗證 Email。請以帳號與密碼登入，系統會告訴您目前的狀況。")
    return _("剛剛已經寄過驗證信，請先到信箱（含垃圾郵件匣）查看；3 分鐘後可以再寄一次。")


@login_not_required
@require_safe
def verified(request: HttpRequest) -> HttpResponse:
    return render(request, "public/verified.html", {"already": False})
