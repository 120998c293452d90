"""Where an account is signed in: how that begins, goes on with use, and ends (A-05, V-30, V-31).

The row decides, not the cookie: it ends when nobody used it for a while, when it lasted its whole time, or when somebody
ends it, and its session is removed with it.
"""

from datetime import datetime, timedelta
from enum import Enum

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from port.accounts.models import SignIn, User
from port.accounts.models.sign_ins import SignInQuerySet
from port.audit.context import origin
from port.audit.enums import Act
from port.audit.recorder import CLOCK, Actor, record
from port.database import locked
from port.options import options

WRITTEN_EVERY = timedelta(minutes=1)
FORGOTTEN_AFTER = timedelta(days=1)
"""So long after its end a session still tells whoever comes back why it ended."""
AT_ONCE = 500


class Over(Enum):
    """Why a sign-in no longer counts."""

    IDLE = "idle"
    LASTED = "lasted"
    ENDED = "ended"


def idle_limit(user: User) -> timedelta:
    return options().staff_idle if user.is_staff else options().company_idle


def longest(user: User) -> timedelta:
    return options().staff_session if user.is_staff else options().company_session


@transaction.atomic
def begin(*, user: User, session_key: str, device: str, with_factor: bool) -> SignIn:
    """Somebody has come in. `device` is the words that the list of devices says, e.g. Chrome・Windows."""
    now = timezone.now()
    User.objects.filter(pk=user.pk).update(last_login=now)
    sign_in = SignIn.objects.create(
        user=user,
        session_key=session_key,
        device=device,
        origin=origin.get(),
        with_factor=with_factor,
        began_at=now,
        seen_at=now,
        idle_at=now + idle_limit(user),
        ends_at=now + longest(user),
    )
    record(
        Act.ACCOUNT_SIGNED_IN, about=user, by=user, facts={"sign_in": sign_in.pk, "with_factor": sign_in.with_factor}
    )
    return sign_in


def why_over(sign_in: SignIn, *, at: datetime) -> Over | None:
    """None while the sign-in counts."""
    if sign_in.ended_at:
        return Over.ENDED
    if at < min(sign_in.idle_at, sign_in.ends_at):
        return None
    return Over.IDLE if sign_in.idle_at <= sign_in.ends_at else Over.LASTED


def use(sign_in: SignIn, *, at: datetime) -> None:
    """The account was used: the idle limit runs anew, never shorter than from this use, and at most a minute longer.

    Of many uses within a minute the first two are written: the second one stands for the rest of that minute.
    """
    limit = idle_limit(sign_in.user)
    if at + limit <= sign_in.idle_at:
        return
    pause = min(WRITTEN_EVERY, limit / 10)
    if at < sign_in.seen_at + pause:
        sign_in.idle_at = sign_in.seen_at + pause + limit
    else:
        sign_in.seen_at, sign_in.idle_at = at, at + limit
    SignIn.objects.filter(pk=sign_in.pk, ended_at__isnull=True).update(seen_at=sign_in.seen_at, idle_at=sign_in.idle_at)


@transaction.atomic
def end(sign_in: SignIn, *, by: Actor) -> None:
    """Somebody ends a sign-in; its device is shown out at the next request. One that has ended stays as it is."""
    if _close(SignIn.objects.filter(pk=sign_in.pk)):
        record(Act.SESSION_ENDED, about=sign_in.user, by=by, facts={"sign_in": sign_in.pk})


@transaction.atomic
def end_all(user: User, *, by: Actor, but: SignIn | None = None) -> int:
    """End every sign-in of the account, or all others than one; how many there were."""
    own = SignIn.objects.filter(user=user)
    ended = _close(own.exclude(pk=but.pk) if but else own)
    if ended:
        record(Act.SESSIONS_ENDED, about=user, by=by, facts={"sign_ins": ended})
    return len(ended)


@transaction.atomic
def leave(sign_in: SignIn) -> None:
    """登出: whoever is signed in there goes by themselves."""
    if _close(SignIn.objects.filter(pk=sign_in.pk)):
        record(Act.ACCOUNT_SIGNED_OUT, about=sign_in.user, by=sign_in.user, facts={"sign_in": sign_in.pk})


@transaction.atomic
def expire(sign_in: SignIn, why: Over) -> None:
    """A limit was reached."""
    if _close(SignIn.objects.filter(pk=sign_in.pk)):
        facts = {"sign_in": sign_in.pk, "why": why.value}
        record(Act.SESSION_EXPIRED, about=sign_in.user, by=CLOCK, facts=facts)


def expire_forgotten(*, at: datetime) -> None:
    """End what reached a limit a day ago and nobody came back to."""
    before = at - FORGOTTEN_AFTER
    over = SignIn.objects.filter(ended_at__isnull=True).filter(Q(idle_at__lte=before) | Q(ends_at__lte=before))
    for sign_in in over.select_related("user").order_by("pk")[:AT_ONCE]:
        expire(sign_in, why_over(sign_in, at=at) or Over.ENDED)


def _close(sign_ins: SignInQuerySet) -> list[int]:
    """The ids of those that had not ended; their sessions are gone with them."""
    still = list(locked(sign_ins.filter(ended_at__isnull=True).order_by("pk")))
    ids = [sign_in.pk for sign_in in still]
    Session.objects.filter(session_key__in=[sign_in.session_key for sign_in in still]).delete()
    SignIn.objects.filter(pk__in=ids).update(ended_at=timezone.now(), session_key="")
    return ids
