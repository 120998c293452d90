"""What happens between the right password and the first page: a second factor, the session, and the way on."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import auth
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme

from port.accounts.models import User
from port.language import language_now, path_in
from port.options import options
from port.registration.entry import Door, entry_of
from web.components.staff_network import staff_may_sign_in_here

HALF_IN = "half_in"
"""Session key: whose password was right, while the second factor is not yet proven."""
HALF_IN_LASTS = timedelta(minutes=10)
BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True)
class HalfIn:
    user: User
    remember: bool
    wanted: str


def let_in(request: HttpRequest, user: User, *, remember: bool, wanted: str, with_factor: bool) -> HttpResponse:
    """The session begins, with a key of its own; `wanted` is the page that the person came for, or empty."""
    request.session.pop(HALF_IN, None)
    request.with_factor = with_factor
    auth.login(request, user, backend=BACKEND)
    answer = redirect(way_on(request, user, wanted))
    _remember_name(answer, user.username if remember else "")
    return answer


def wait_for_factor(request: HttpRequest, user: User, *, remember: bool, wanted: str) -> HttpResponse:
    """The password was right, and the second factor is asked for on a page of its own."""
    request.session.cycle_key()
    request.session[HALF_IN] = {
        "user": user.pk,
        "password": user.get_session_auth_hash(),
        "remember": remember,
        "wanted": wanted,
        "until": (timezone.now() + HALF_IN_LASTS).isoformat(),
    }
    return redirect("public:second_factor")


def half_in(request: HttpRequest) -> HalfIn | None:
    """Who is half in, as long as it is fresh, the password is still the same, and the door is still open."""
    kept = request.session.get(HALF_IN)
    if not kept or timezone.now() >= datetime.fromisoformat(kept["until"]):
        return None
    user = User.objects.filter(pk=kept["user"]).first()
    if not user or not constant_time_compare(kept["password"], user.get_session_auth_hash()):
        return None
    if entry_of(user).door is not Door.OPEN or (user.is_staff and not staff_may_sign_in_here(request)):
        return None
    return HalfIn(user, remember=kept["remember"], wanted=kept["wanted"])


def remembered_name(request: HttpRequest) -> str:
    """The account name that 記住我 keeps on this device, or nothing."""
    try:
        return request.get_signed_cookie(_cookie(), default="", max_age=options().remembered_name)
    except BadSignature:
        return ""


def _remember_name(answer: HttpResponse, username: str) -> None:
    """記住我 keeps the account name and nothing else: the session ends as it would without."""
    if not username:
        answer.delete_cookie(_cookie(), samesite="Lax")
        return
    secure, lasts = settings.SESSION_COOKIE_SECURE, options().remembered_name
    answer.set_signed_cookie(_cookie(), username, max_age=lasts, secure=secure, httponly=True, samesite="Lax")


def _cookie() -> str:
    """Over https it belongs to this host alone (V-33)."""
    return "__Host-name" if settings.SESSION_COOKIE_SECURE else "name"


def way_on(request: HttpRequest, user: User, wanted: str) -> str:
    """Where the person wanted to go, unless it is another site; else the home of this kind of account.

    In the language of the login page, which the person may have changed there.
    """
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return path_in(wanted, language_now())
    return _home_of(user)


def _home_of(user: User) -> str:
    return "staff:home" if user.is_staff else "company:home"
