"""Before e-mail, phone or factors change, the password is asked for once more (V-31, 7.5.1)."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import wraps
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from port.options import options
from port.registration.entry import prove

GIVEN_AT = "password_given_at"
"""Session key: when the password was given again."""

PASSWORD = "present_password"  # noqa: S105 - the name of a field
WANTED = "present_password_for"
"""Hidden field: by which method the page was asked for."""

MINUTE = timedelta(minutes=1)
View = Callable[..., HttpResponse]


class PresentPasswordForm(forms.Form):
    present_password = forms.CharField(
        label=gettext_lazy("目前的密碼"),
        max_length=1000,
        strip=False,
        error_messages={"required": gettext_lazy("請填寫您登入用的密碼。")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "input"}),
    )


def password_again(view: View) -> View:
    """Ask for the password unless it was given within `factor_trust`; signing in counts as giving it.

    The page is shown afterwards, and what was typed into it meanwhile is done then.
    """

    @wraps(view)
    @never_cache
    @sensitive_post_parameters(PASSWORD)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if _is_fresh(request):
            return view(request, *args, **kwargs)
        if PASSWORD not in request.POST:
            return _ask(request, PresentPasswordForm(), wanted=request.method or "")
        form = PresentPasswordForm(request.POST)
        wanted = request.POST.get(WANTED, "")
        if not form.is_valid() or not _is_right(request, form):
            return _ask(request, form, wanted=wanted, status=422)
        request.session.cycle_key()
        request.session[GIVEN_AT] = timezone.now().isoformat()
        return view(request, *args, **kwargs) if wanted == "POST" else HttpResponseRedirect(request.get_full_path())

    return guarded


def _is_fresh(request: HttpRequest) -> bool:
    again = parse_datetime(request.session.get(GIVEN_AT, ""))
    last = max(filter(None, (request.sign_in.began_at, again)))
    return timezone.now() < last + options().factor_trust


def _is_right(request: HttpRequest, form: PresentPasswordForm) -> bool:
    if prove(request.user, form.cleaned_data[PASSWORD]):
        return True
    form.add_error(PASSWORD, _("密碼不正確，或因為連續輸入錯誤而暫停。請稍後再試，或登出後使用「忘記密碼」。"))
    return False


def _ask(request: HttpRequest, form: PresentPasswordForm, *, wanted: str, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "wanted": wanted,
        "typed": list(_typed(request)),
        "minutes": options().factor_trust // MINUTE,
    }
    return render(request, "account/password_again.html", context, status=status)


def _typed(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """What stands in the form that was interrupted, each value by itself; never the password or the token of the form."""
    for name, values in request.POST.lists():
        if name not in {PASSWORD, WANTED, "csrfmiddlewaretoken"}:
            yield from ((name, value) for value in values)
