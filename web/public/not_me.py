"""不是我: the link in letters about the security of an account. Looking changes nothing; the button needs the account's name.

The name stands in the letter, so whoever reads the letter has it at hand, and a scanner that follows links does not type.
"""

from datetime import timedelta

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from port.accounts.alarms import find
from port.accounts.models import NotMeLink
from port.accounts.securing import WAY_BACK, LinkIsSpent, secure
from port.options import options
from port.taiwan.text import fold_width

HOURS = WAY_BACK // timedelta(hours=1)


class AccountNameForm(forms.Form):
    username = forms.CharField(
        label=gettext_lazy("信中的帳號名稱"),
        max_length=254,
        error_messages={"required": gettext_lazy("請填寫信中的帳號名稱。")},
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "class": "input"}
        ),
    )

    def clean_username(self) -> str:
        return fold_width(self.cleaned_data["username"]).strip().lower()


@login_not_required
@never_cache
@sensitive_variables("token")
@require_http_methods(["GET", "HEAD", "POST"])
def not_me(request: HttpRequest, token: str) -> HttpResponse:
    link = find(token)
    if link is None:
        return render(request, "public/not_me_unknown.html", {}, status=404)
    if not link.is_live(timezone.now()) or not link.user.is_active:
        return render(request, "public/not_me_spent.html", {"was_used": bool(link.used_at)})
    form = AccountNameForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["username"] == link.user.username:
            return _secured(request, link)
        form.add_error("username", _("這不是信中的帳號名稱，請照信中的文字輸入。"))
    context = {
        "form": form,
        "account": _masked(link.user.username),
        "days": options().not_me_lifetime.days,
        "hours": HOURS,
    }
    return render(request, "public/not_me.html", context, status=422 if form.errors else 200)


def _secured(request: HttpRequest, link: NotMeLink) -> HttpResponse:
    try:
        secure(link, at=timezone.now())
    except LinkIsSpent:
        return render(request, "public/not_me_spent.html", {"was_used": True})
    if request.user.pk == link.user_id:
        request.session.flush()
    return redirect("public:secured")


def _masked(username: str) -> str:
    return f"{username[0]}***{username[-1]}"


@login_not_required
@require_safe
def secured(request: HttpRequest) -> HttpResponse:
    return render(request, "public/not_me_done.html", {"hours": HOURS})
