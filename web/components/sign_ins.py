"""Every request of somebody who is signed in passes here: the row of the sign-in decides whether it still counts."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from port.accounts import sessions
from port.accounts.models import SignIn, User
from port.accounts.models.sign_ins import SignInQuerySet
from port.accounts.sessions import Over
from web.components.devices import device_words
from web.components.origin import page_before

SIGN_IN = "sign_in"
"""Session key: the row of this sign-in."""


def begin_sign_in(*, request: HttpRequest, user: User, **_signal: Any) -> None:
    """Told of every sign-in, by whatever door (`user_logged_in`). The session gets a new key, an earlier one ends (V-30)."""
    earlier = getattr(request, "sign_in", None) or _row_in(request, user)
    if earlier or not request.session.session_key:
        request.session.cycle_key()
    if earlier:
        sessions.leave(earlier)
    request.sign_in = sessions.begin(
        user=user,
        session_key=request.session.session_key,
        device=device_words(request.headers.get("User-Agent", "")),
        with_factor=getattr(request, "with_factor", False),
    )
    request.session[SIGN_IN] = request.sign_in.pk


def end_sign_in(*, request: HttpRequest, **_signal: Any) -> None:
    """Told of every way out (`user_logged_out`): whatever ends a session ends its row as well."""
    if sign_in := getattr(request, "sign_in", None):
        sessions.end(sign_in, by=sign_in.user)
        request.sign_in = None


def no_use(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What a script asks by itself is no use of the account, and makes no sign-in last longer."""
    view.is_no_use = True
    return view


class SignInGuard:
    """Sets `request.sign_in`, and shows out whoever's sign-in has reached a limit or was ended elsewhere.

    It looks when the view is known, so that the public pages stay open to them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.sign_in = None
        request.user = SimpleLazyObject(lambda: _person(request))
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.user.is_authenticated and _still_counts(request):
            if not getattr(view, "is_no_use", False):
                sessions.use(request.sign_in, at=timezone.now())
            return None
        return _to_the_login(request) if getattr(view, "login_required", True) else None


def _person(request: HttpRequest) -> User | AnonymousUser:
    """Who is signed in, read with their sign-in by one statement instead of two.

    Django's own checks of a session hold here as well: its backend is one of ours, the account is switched on, and the
    password is the one that it was made with. Where anything does not fit, Django says itself who that is.
    """
    row = _named(request).first() if auth.SESSION_KEY in request.session else None
    if row and row.user.is_active and _is_of(request, row.user):
        request.sign_in_row, request._cached_user = row, row.user
    return get_user(request)


def _is_of(request: HttpRequest, user: User) -> bool:
    told, backend = (request.session.get(name, "") for name in (auth.HASH_SESSION_KEY, auth.BACKEND_SESSION_KEY))
    return (
        request.session[auth.SESSION_KEY] == str(user.pk)
        and backend in settings.AUTHENTICATION_BACKENDS
        and constant_time_compare(told, user.get_session_auth_hash())
    )


def _still_counts(request: HttpRequest) -> bool:
    sign_in = _row_in(request, request.user)
    why = sessions.why_over(sign_in, at=timezone.now()) if sign_in else Over.ENDED
    if sign_in and not why:
        _follow_key(request, sign_in)
        request.sign_in = sign_in
        return True
    if sign_in:
        sessions.expire(sign_in, why)
    words = _words(why, request.user)
    auth.logout(request)
    messages.warning(request, words)
    return False


def _row_in(request: HttpRequest, user: User) -> SignIn | None:
    """The row that the session names, which must be this account's, with `owner_has_factor`."""
    read = getattr(request, "sign_in_row", None)
    if read and (read.pk, read.user_id) == (request.session.get(SIGN_IN), user.pk):
        return read
    if SIGN_IN not in request.session:
        return None
    return _named(request).filter(user_id=user.pk).first()


def _named(request: HttpRequest) -> SignInQuerySet:
    return SignIn.objects.filter(pk=request.session.get(SIGN_IN, 0)).with_owner()


def _follow_key(request: HttpRequest, sign_in: SignIn) -> None:
    """The session got a new key meanwhile, as with a new password: the row must know it, to end it one day."""
    if sign_in.session_key != request.session.session_key:
        sign_in.session_key = request.session.session_key
        SignIn.objects.filter(pk=sign_in.pk, ended_at__isnull=True).update(session_key=sign_in.session_key)


def _words(why: Over, user: User) -> str:
    if why is Over.IDLE:
        minutes = int(sessions.idle_limit(user).total_seconds() // 60)
        return _("因為閒置超過 %(minutes)d 分鐘，系統已將您登出。請重新登入。") % {"minutes": minutes}
    if why is Over.LASTED:
        hours = int(sessions.longest(user).total_seconds() // 3600)
        return _("因為已達使用時間上限 %(hours)d 小時，系統已將您登出。請重新登入。") % {"hours": hours}
    return _("這台裝置的登入已經結束，請重新登入。")


def _to_the_login(request: HttpRequest) -> HttpResponse:
    """A page leads to the login and back; what a script asked is answered in words, and swaps no page into a field."""
    if _is_by_script(request):
        answer = render(request, "errors/signed_out.html", status=401)
    else:
        wanted = request.get_full_path() if request.method in {"GET", "HEAD"} else page_before(request)
        answer = redirect_to_login(wanted) if wanted else redirect(settings.LOGIN_URL)
    answer["Cache-Control"] = "no-store"
    return answer


def _is_by_script(request: HttpRequest) -> bool:
    """A browser says of itself whether it goes to a page or fetches something for one."""
    fetches = request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"
    return fetches or bool(request.htmx) or request.headers.get("X-Requested-With") == "XMLHttpRequest"
